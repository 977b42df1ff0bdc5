import { isDeepStrictEqual } from 'node:util'
import { ANY_ERROR_ID, ENTRIES_MARK, entryId, entrySchema, responseDescription, responseExamples } from '../catalog/schemas.js'
import type { Catalog } from '../catalog/catalog.js'
import type { CatalogEntry } from '../catalog/types.js'
import { convertSchema } from './convert.js'
import type { Dialect } from './convert.js'
import { isJson, objectsIn, walk } from './json.js'
import type { Json } from './json.js'

// @fastify/swagger writes the responses of routes as their schemas say, but it finds the schemas that they refer to
// only where those were registered before it looked, calls them "def-0", "def-1", and mixes up those of two scopes that
// have the same name. So the response schemas say which entries they stand for, and here, in the finished document, each
// gets its components.

/** What a document may have to be told about. */
export interface Documented {
  /** The catalogues of all scopes. */
  readonly catalogs: ReadonlySet<Catalog>
  /** Responses of HEAD routes by the `operationId` that they get in the document, where @fastify/swagger does not see them. */
  readonly heads: ReadonlyMap<string, Readonly<Record<string, unknown>>>
}

/**
 * Completes a document that @fastify/swagger made, in place.
 *
 * @returns False if no response of it is ours.
 */
export function completeDocument (document: Json, { catalogs, heads }: Documented): boolean {
  const dialect = dialectOf(document)
  const root = dialect === '2.0' ? '#/definitions/' : '#/components/schemas/'
  const components = componentsOf(document, dialect)
  const entries = new Map([...catalogs].flatMap(catalog => catalog.entries.map(entry => [entryId(entry), entry] as const)))
  addHeadResponses(document, heads)
  const responses = findResponses(document, entries)
  if (responses.length === 0) return false
  const names = new ComponentNames(components, dialect, root)
  const renamed = names.adopt([...entries.values()])
  for (const { response, own } of responses) describeResponse(response, own, names, dialect)
  rewriteRefs(document, renamed, root)
  dropUnused(document, components, names.automatic, root)
  return true
}

function dialectOf (document: Json): Dialect {
  if (document['swagger'] === '2.0') return '2.0'
  return String(document['openapi']).startsWith('3.0') ? '3.0' : '3.1'
}

function componentsOf (document: Json, dialect: Dialect): Json {
  const holder = dialect === '2.0' ? document : memberOf(document, 'components')
  return memberOf(holder, dialect === '2.0' ? 'definitions' : 'schemas')
}

/** The object that a member is; it is made where there is none. */
function memberOf (holder: Json, key: string): Json {
  const member = holder[key]
  if (isJson(member)) return member
  const made: Json = {}
  holder[key] = made
  return made
}

/** The operations of a document, also those with methods of their own, each with the path item that it is in. */
function operationsOf (document: Json): Array<[item: Json, method: string, operation: Json]> {
  return objectsIn(document['paths']).flatMap(([, item]) => [item, ...objectsIn(item).filter(([key]) => key === 'additionalOperations').map(([, more]) => more)])
    .flatMap(item => objectsIn(item).map(([method, operation]): [Json, string, Json] => [item, method, operation]))
}

function addHeadResponses (document: Json, heads: Documented['heads']): void {
  for (const [,, operation] of operationsOf(document)) {
    const responses = heads.get(String(operation['operationId']))
    if (responses === undefined) continue
    for (const [status, schema] of Object.entries(responses)) {
      // A copy, and in the form that @fastify/swagger gives it.
      const { headers, ...rest }: Json = { ...Object(schema) }
      const response = { description: rest['description'], ...isJson(headers) && { headers: headersOf(headers) }, content: { [JSON_TYPE]: { schema: rest } } }
      operation['responses'] = { [status.toUpperCase()]: response, ...Object(operation['responses']) }
    }
  }
}

const headersOf = (headers: Json): Json => Object.fromEntries(objectsIn(headers).map(([name, { description, ...schema }]) => [name, { schema, ...description !== undefined && { description } }]))

const JSON_TYPE = 'application/json'

interface Found { readonly response: Json, readonly own: readonly CatalogEntry[] }

/** The responses that are errors of the catalogues. Those to HEAD are left without a body. */
function findResponses (document: Json, entries: ReadonlyMap<string, CatalogEntry>): Found[] {
  const found = new Map<Json, Found>()
  for (const [item, method, operation] of operationsOf(document)) {
    const isHead = method === 'head'
    // A route with several methods has one object for all of them.
    if (isHead) item[method] = { ...operation, responses: { ...Object(operation['responses']) } }
    const { responses } = item[method] as Json
    for (const [status, response] of objectsIn(responses)) {
      const own = entriesOf(response, entries)
      if (own.length === 0) continue
      if (isHead) (responses as Json)[status] = bodyless(response)
      else found.set(response, { response, own })
    }
  }
  return [...found.values()]
}

function bodyless ({ content: _content, schema: _schema, examples: _examples, ...response }: Json): Json {
  return response
}

/** The entries that a response says it stands for. */
function entriesOf ({ content, schema }: Json, entries: ReadonlyMap<string, CatalogEntry>): CatalogEntry[] {
  const schemas = [schema, ...objectsIn(content).map(([, media]) => media['schema'])]
  const marks = schemas.flatMap(one => isJson(one) && typeof one[ENTRIES_MARK] === 'string' ? [one[ENTRIES_MARK]] : [])
  return (marks[0] ?? '').split(',').flatMap(id => entries.get(id) ?? [])
}

function describeResponse (response: Json, entries: readonly CatalogEntry[], names: ComponentNames, dialect: Dialect): void {
  response['description'] = responseDescription(entries)
  if (dialect === '2.0') {
    response['schema'] = swaggerSchema(entries, names)
    return
  }
  for (const [, header] of objectsIn(response['headers'])) header['schema'] = convertSchema(header['schema'], dialect, '')
  const refs = entries.map(entry => names.ref(entry))
  const examples = structuredClone(responseExamples(entries)) // the user may edit the document
  response['content'] = { // always JSON, whatever the route produces
    [JSON_TYPE]: {
      schema: entries.length === 1
        ? { $ref: refs[0] }
        : { oneOf: refs.map($ref => ({ $ref })), discriminator: { propertyName: 'error', mapping: Object.fromEntries(entries.map((entry, index) => [entry.error, refs[index]])) } },
      ...Object.keys(examples).length > 0 && { examples }
    }
  }
}

/** Swagger 2.0 has no `oneOf`: of several errors it can say what code and name may be. */
function swaggerSchema (entries: readonly CatalogEntry[], names: ComponentNames): Json {
  const refs = [...new Set(entries.map(entry => names.ref(entry)))]
  if (refs.length === 1) return { $ref: refs[0] }
  return {
    type: 'object',
    required: ['code', 'error'],
    properties: {
      code: { type: 'string', enum: [...new Set(entries.map(entry => entry.code))] },
      error: { type: 'string', enum: [...new Set(entries.map(entry => entry.error))] }
    }
  }
}

/** Which component is the schema of which entry. */
class ComponentNames {
  /** Names of ours that nobody chose: they may go when nothing refers to them. */
  readonly automatic = new Set<string>()
  readonly #components: Json
  readonly #dialect: Dialect
  readonly #root: string
  readonly #names = new Map<CatalogEntry, string>()

  constructor (components: Json, dialect: Dialect, root: string) {
    this.#components = components
    this.#dialect = dialect
    this.#root = root
  }

  /**
   * Takes over the shared schemas that are in the document already: under the name that somebody chose, or
   * under their own instead of "def-0".
   *
   * @returns The new names, by the old ones.
   */
  adopt (entries: readonly CatalogEntry[]): Map<string, string> {
    const renamed = new Map<string, string>()
    for (const [name, component] of objectsIn(this.#components)) {
      const entry = entries.find(one => isSchemaOf(one, component))
      const isAny = component['title'] === ANY_ERROR_ID && Array.isArray(component['oneOf'])
      if (entry === undefined && !isAny) continue
      if (!AUTOMATIC.test(name)) {
        if (entry !== undefined) this.#names.set(entry, name)
        continue
      }
      delete this.#components[name]
      const chosen = entry === undefined ? this.#add(ANY_ERROR_ID, component) : this.#nameOf(entry)
      renamed.set(name, chosen)
      this.automatic.add(chosen)
    }
    return renamed
  }

  /** A reference to the component of an entry, which is added if it is not there. */
  ref (entry: CatalogEntry): string {
    return `${this.#root}${this.#nameOf(entry)}`
  }

  #nameOf (entry: CatalogEntry): string {
    const known = this.#names.get(entry)
    if (known !== undefined) return known
    const name = this.#add(entry.name, entry)
    this.#names.set(entry, name)
    return name
  }

  /** Adds a component under this name; under this name and a number, when another is called so. */
  #add (name: string, content: CatalogEntry | Json, number = 1): string {
    const free = number === 1 ? name : `${name}_${number}`
    const component = 'needsDetails' in content ? convertSchema(entrySchema(content as CatalogEntry), this.#dialect, `${this.#root}${free}`) : content
    const there = this.#components[free]
    if (there === undefined) this.#components[free] = component
    return there === undefined || isDeepStrictEqual(there, component) ? free : this.#add(name, content, number + 1)
  }
}

/** What @fastify/swagger calls a component when nobody says how. */
const AUTOMATIC = /^def-[0-9]+$/

/** True if a component was made of the shared schema of an entry. */
function isSchemaOf (entry: CatalogEntry, { title, description, properties }: Json): boolean {
  if (title !== entry.name || description !== entry.description || !isJson(properties)) return false
  const keys = ['code', 'error', ...Object.keys(entry.details?.properties ?? {})]
  return isDeepStrictEqual(Object.keys(properties), keys) && isConstant(properties['code'], entry.code) && isConstant(properties['error'], entry.error)
}

const isConstant = (schema: unknown, value: string): boolean => isJson(schema) && (schema['const'] === value || isDeepStrictEqual(schema['enum'], [value]))

function rewriteRefs (document: Json, renamed: ReadonlyMap<string, string>, root: string): void {
  if (renamed.size === 0) return
  walk(document, node => {
    const ref = node['$ref']
    if (typeof ref !== 'string' || !ref.startsWith(root)) return
    const [name = '', ...rest] = ref.slice(root.length).split('/')
    const now = renamed.get(name)
    if (now !== undefined) node['$ref'] = [root + now, ...rest].join('/')
  })
}

/** Shared schemas that nothing refers to are of no use to a reader, and whether they are there depends on the order of plugins. */
function dropUnused (document: Json, components: Json, candidates: ReadonlySet<string>, root: string): void {
  for (const name of [ANY_ERROR_ID, ...candidates]) { // ApiError first: it refers to the others
    if (!candidates.has(name)) continue
    const { [name]: component, ...others } = components
    let used = false
    walk([{ ...document, components: undefined, definitions: undefined }, others], node => {
      used ||= typeof node['$ref'] === 'string' && `${node['$ref']}/`.startsWith(`${root}${name}/`)
    })
    if (!used) delete components[name]
  }
}
