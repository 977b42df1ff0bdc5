import type { Catalog } from '../catalog/catalog.js'
import { ANY_ERROR_ID } from '../catalog/schemas.js'
import { PROBLEM_TYPE } from '../catalog/problem-details.js'
import type { CatalogEntry } from '../catalog/types.js'
import { Components } from './components.js'
import { dialectOf } from './dialect.js'
import type { Dialect } from './dialect.js'
import { isJson } from './json.js'
import type { Json } from './json.js'
import { findOperations } from './operations.js'
import type { Operation, RouteErrors, ShownRoute } from './operations.js'
import { renameReferences, resolve } from './references.js'
import { eitherResponse, errorResponse, headResponse } from './responses.js'

// The errors of routes are no part of what @fastify/swagger makes its document of: a transform of the service (that of a
// type provider, for instance) may refuse or change schemas that are not its own. They are added to the finished document.

/** What a document is completed with. */
export interface Documented {
  /** The catalogues of all scopes. */
  readonly catalogs: ReadonlySet<Catalog>
  /** Routes by the mark that their schemas have. */
  readonly routes: ReadonlyMap<string, ShownRoute>
  /** Where the reference page describes errors. */
  readonly links?: ReadonlyMap<CatalogEntry, string>
  /** What the `type` of problem details is. */
  readonly problemTypes?: ReadonlyMap<CatalogEntry, string>
}

/**
 * Adds the errors of routes to a document that @fastify/swagger made of them, in place: responses to each operation, and
 * components by name.
 *
 * @returns False if there is nothing of this plugin in it.
 */
export function completeDocument (document: Json, { catalogs, routes, links, problemTypes }: Documented): boolean {
  const components = new Components(document, dialectOf(document), links, problemTypes)
  const renamed = components.adopt([...catalogs].flatMap(catalog => catalog.entries))
  renameReferences(document, renamed) // before they are compared
  const operations = findOperations(document, routes)
  if (renamed.size === 0 && operations.length === 0) return false
  const places = placesIn(operations, document, components.dialect, sameEntries(components))
  const groups = groupByErrors(places.filter(({ own, isHead }) => own === undefined && !isHead))
  const mixed = places.filter(({ own, isHead }) => own !== undefined && !isHead)
  components.shareExamples(repeatedIn([...groups.map(([place]) => place), ...mixed].flatMap(({ entries }) => entries)))
  writeHeads(places.filter(({ isHead }) => isHead), components)
  for (const group of groups) writeErrors(group, components)
  for (const { responses, status, own, entries, types } of mixed) responses[status] = eitherResponse(own as Json, errorResponse(entries, components, types, status), document)
  components.dropUnused()
  return true
}

/** Where an operation shows errors. */
interface Place {
  readonly responses: Json
  readonly status: string
  readonly entries: readonly CatalogEntry[]
  readonly types: readonly string[]
  readonly isHead: boolean
  /** The response that the route itself describes for this status. */
  readonly own: Json | undefined
}

function placesIn (operations: readonly Operation[], document: Json, dialect: Dialect, same: (entry: CatalogEntry) => CatalogEntry): Place[] {
  const seen = new Set<Json>() // a route with several methods has one object for all of them
  return operations.flatMap(({ item, method, operation, errors, types }) => {
    const isHead = method === 'head'
    const responses = isHead ? { ...Object(operation['responses']) } as Json : responsesOf(operation)
    if (isHead) item[method] = { ...operation, responses }
    if (seen.has(responses)) return []
    seen.add(responses)
    return [...dialect === '2.0' ? withDefault(errors) : errors].flatMap(([key, entries]) => {
      const status = key.endsWith('xx') ? key.toUpperCase() : key
      const own = ownResponse(responses[status], document)
      if (own !== undefined && !isStatus(status)) return [] // the route says what it may answer, and declares no errors
      responses[status] = own // in the order of the statuses
      return [{ responses, status, entries: entries.map(same), types, isHead, own }]
    })
  })
}

const isStatus = (status: string): boolean => /^\d+$/.test(status)

/** Swagger 2.0 has no `4XX`: what a route may answer besides is its `default`. */
function withDefault (errors: RouteErrors): RouteErrors {
  const named = [...errors].filter(([key]) => isStatus(key))
  const others = [...errors].filter(([key]) => !isStatus(key)).flatMap(([, entries]) => entries)
  return new Map([...named, ...others.length > 0 ? [['default', others] as const] : []])
}

/** Of entries of several catalogues that are the same in a document, the first: a catalogue has the errors that it extends. */
function sameEntries (components: Components): (entry: CatalogEntry) => CatalogEntry {
  const firsts = new Map<string, CatalogEntry>()
  return entry => {
    const key = `${components.schema(entry)} ${JSON.stringify(entry.headers)}`
    const first = firsts.get(key) ?? entry
    firsts.set(key, first)
    return first
  }
}

/** A response of the route's own, which may be a component. */
function ownResponse (response: unknown, document: Json): Json | undefined {
  if (!isJson(response)) return undefined
  const shown = typeof response['$ref'] === 'string' ? resolve(document, response['$ref']) : response
  return isJson(shown) ? shown : undefined
}

function responsesOf (operation: Json): Json {
  if (!isJson(operation['responses'])) operation['responses'] = {}
  return operation['responses'] as Json
}

/** Places of the same errors. */
type Group = [Place, ...Place[]]

function groupByErrors (places: readonly Place[]): Group[] {
  const groups = new Map<string, Group>()
  for (const place of places) {
    const key = [...place.entries.map(entryId), ...place.types, ...place.types.includes(PROBLEM_TYPE) ? [place.status] : []].join() // problem details name the status
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [place])
    else group.push(place)
  }
  return [...groups.values()]
}

const ids = new WeakMap<CatalogEntry, number>()
let lastId = 0

/** A number for an entry: entries of two catalogues may have the same name. */
function entryId (entry: CatalogEntry): number {
  const id = ids.get(entry) ?? ++lastId
  ids.set(entry, id)
  return id
}

/** What is in a list more than once. */
function repeatedIn <T> (list: readonly T[]): Set<T> {
  const seen = new Set<T>()
  return new Set(list.filter(item => seen.has(item) || !seen.add(item)))
}

/** A response that stands in several places is a component. */
function writeErrors (places: Readonly<Group>, components: Components): void {
  const [{ entries, status, types }] = places
  const response = errorResponse(entries, components, types, status)
  const written = places.length === 1 ? response : { $ref: components.add('responses', nameOfResponse(entries, status), response) }
  for (const place of places) place.responses[place.status] = { ...written }
}

/** `a`, `a_or_b`; `ApiError4XX` for all of a catalogue, `ApiError` in Swagger 2.0. */
function nameOfResponse (entries: readonly CatalogEntry[], status: string): string {
  if (!isStatus(status)) return `${ANY_ERROR_ID}${status === 'default' ? '' : status}`
  const names = entries.map(entry => entry.name)
  return names.length <= MAX_NAMES ? names.join('_or_') : `${String(names[0])}_or_${names.length - 1}_others`
}

const MAX_NAMES = 3

/** A response to HEAD has no body. */
function writeHeads (places: readonly Place[], { dialect }: Components): void {
  for (const { responses, status, own, entries } of places) responses[status] = own ?? headResponse(entries, dialect)
}
