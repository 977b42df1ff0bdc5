import type { FastifySchema, RouteOptions } from 'fastify'
import type { Catalog } from './catalog/catalog.js'
import { responseSchema } from './catalog/schemas.js'
import type { CatalogEntry } from './catalog/types.js'
import { frameworkAnswers } from './contract.js'
import type { RouteContract } from './contract.js'
import { unknownError } from './scope.js'

// Response schemas are attached when Fastify has compiled its own: whatever serialiser compiler a service has never
// sees them, and they cost a route neither time nor memory. @fastify/swagger reads them when it makes its document.

/** The response schemas of errors by status; made once for routes that may answer the same. */
export type ResponseSchemas = Map<string, Readonly<Record<string, unknown>>>

/**
 * Gives a route a schema object of its own, to which {@link resolveRoute} adds the responses: the one that it
 * was registered with may be shared between routes.
 */
export function ownSchema (options: RouteOptions): void {
  if (options.schema !== undefined) options.schema = { ...options.schema }
}

/**
 * Fills in what a route may answer, and documents it.
 *
 * @throws {TypeError} `API_ERROR_UNKNOWN_ERROR` when the route declares an error that its catalogue does not have.
 */
export function resolveRoute (contract: RouteContract, options: RouteOptions, schemas: ResponseSchemas): void {
  const { catalog, declared } = contract.scope
  const config: { readonly apiErrors?: unknown } | undefined = options.config
  contract.exempt = config?.apiErrors === false || contract.scope.isExempt
  const own = options.schema?.apiErrors
  if (own === undefined) {
    if (!contract.exempt) document(options, anyError(catalog, schemas))
    return
  }
  const answers = [...[...own, ...declared].map(name => declaredAnswer(catalog, name, contract.route)), ...frameworkAnswers(catalog, options)]
  contract.raisable = new Set(answers.map(([entry]) => entry))
  document(options, byStatus(answers, schemas))
}

function declaredAnswer (catalog: Catalog, name: string, route: string): [CatalogEntry, number] {
  const entry = catalog.definitions[name] === undefined ? undefined : catalog.get(name)
  if (entry === undefined) throw unknownError(name, catalog, `${route}: schema.apiErrors`)
  return [entry, entry.status]
}

/** Adds the responses that a route does not define itself. */
function document (options: RouteOptions, errors: Readonly<Record<string, unknown>>): void {
  const own = (options.schema?.response ?? DEFAULT_RESPONSE) as Readonly<Record<string, unknown>>
  const taken = new Set(Object.keys(own).map(status => status.toLowerCase()))
  const added = Object.entries(errors).filter(([status]) => !taken.has(status))
  const schema: FastifySchema = options.schema ?? {}
  options.schema = Object.assign(schema, { response: { ...own, ...Object.fromEntries(added) } })
}

/** What @fastify/swagger says of a route without responses. It says so no longer when there are some. */
const DEFAULT_RESPONSE = { 200: { description: 'Default Response', type: 'null' } }

function anyError (catalog: Catalog, schemas: ResponseSchemas): Readonly<Record<string, unknown>> {
  return once(schemas, '', () => ({
    '4xx': responseSchema(catalog.entries.filter(entry => entry.status < 500)),
    '5xx': responseSchema(catalog.entries.filter(entry => entry.status >= 500))
  }))
}

function byStatus (answers: ReadonlyArray<[CatalogEntry, number]>, schemas: ResponseSchemas): Readonly<Record<string, unknown>> {
  const statuses = new Map<number, Set<CatalogEntry>>()
  for (const [entry, status] of answers) statuses.set(status, (statuses.get(status) ?? new Set()).add(entry))
  const responses = [...statuses].map(([status, entries]) => {
    const list = [...entries]
    const key = list.map(entry => entry.name).join()
    return [status, once(schemas, key, () => responseSchema(list))] as const
  })
  return Object.fromEntries(responses)
}

function once<T extends Readonly<Record<string, unknown>>> (schemas: ResponseSchemas, key: string, make: () => T): Readonly<Record<string, unknown>> {
  const known = schemas.get(key)
  if (known !== undefined) return known
  const made = make()
  schemas.set(key, made)
  return made
}
