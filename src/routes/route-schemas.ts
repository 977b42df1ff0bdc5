import { inspect } from 'node:util'
import type { FastifySchema, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { responseSchema } from '../catalog/schemas.js'
import type { CatalogEntry } from '../catalog/types.js'
import { frameworkAnswers, nameOfRoute, takesBody } from './contract.js'
import type { RouteContract } from './contract.js'
import { optionsError } from '../options-error.js'
import { unknownError } from '../scope.js'
import type { ErrorScope } from '../scope.js'

// Response schemas are attached when Fastify has compiled its own: whatever serialiser compiler a service has never
// sees them, and they cost a route neither time nor memory. @fastify/swagger reads them when it makes its document.

/** What routes that declare the same may answer; made once for all of them. */
interface Declaration {
  readonly raisable: ReadonlySet<CatalogEntry> | undefined
  readonly responses: Readonly<Record<string, unknown>>
}

/** The declarations of a catalogue that were made already, by what they declare. */
export type Declarations = Map<string, Declaration>

/**
 * Gives routes schema objects of the plugin's own, to which {@link resolveRoute} adds the responses: the one that
 * a route was registered with may be shared between routes. A route and its HEAD route go on sharing one.
 */
export function createSchemaOwner (): (scope: object, options: RouteOptions) => void {
  const copies = new WeakMap<object, { readonly scope: object, readonly withBody: boolean, readonly copy: FastifySchema }>()
  return function ownSchema (scope, options) {
    const { schema } = options
    if (schema === undefined) return
    const withBody = takesBody(options.method)
    const known = copies.get(schema)
    if (known?.scope === scope && known.withBody === withBody) {
      options.schema = known.copy
    } else {
      const copy = options.schema = { ...schema }
      copies.set(schema, { scope, withBody, copy })
    }
  }
}

/**
 * Fills in what a route may answer, and documents it.
 *
 * @throws {TypeError} `API_ERROR_UNKNOWN_ERROR` when the route declares an error that its catalogue does not have,
 * `API_ERROR_INVALID_OPTIONS` when what it declares is no list.
 */
export function resolveRoute (contract: RouteContract, scope: ErrorScope, options: RouteOptions, declarations: Declarations): void {
  const { catalog, declared } = scope
  const config: { readonly apiErrors?: unknown } | undefined = options.config
  const own = options.schema?.apiErrors
  checkOptions(own, config?.apiErrors, options)
  contract.exempt = config?.apiErrors === false || scope.isExempt
  if (own === undefined && contract.exempt) return
  const known = options.schema === undefined ? undefined : resolved.get(options.schema)
  const declaration = known ?? (own === undefined
    ? once(declarations, '*', () => anyError(catalog))
    : declare(declarations, catalog, [...own, ...declared], options))
  contract.raisable = declaration.raisable
  if (contract.raisable !== undefined) scope.addDeclaringRoute()
  if (known !== undefined) return
  document(options, declaration.responses)
  if (options.schema !== undefined) resolved.set(options.schema, declaration)
}

function checkOptions (declared: unknown, exempt: unknown, options: RouteOptions): void {
  if (declared !== undefined && !Array.isArray(declared)) {
    throw optionsError('API_ERROR_INVALID_OPTIONS', `${nameOfRoute(options)}: schema.apiErrors must be a list of names, like ['unauthorized'], got ${inspect(declared)}`)
  }
  if (exempt !== undefined && exempt !== false) {
    throw optionsError('API_ERROR_INVALID_OPTIONS', `${nameOfRoute(options)}: config.apiErrors can only be false, which takes the route out of the contract, got ${inspect(exempt)}; errors are declared in schema.apiErrors`)
  }
}

/** The schemas that were resolved already: a HEAD route has that of its GET route. */
const resolved = new WeakMap<FastifySchema, Declaration>()

function declare (declarations: Declarations, catalog: Catalog, names: readonly string[], options: RouteOptions): Declaration {
  const framework = frameworkAnswers(catalog, options)
  const key = `${JSON.stringify(names)} ${framework.map(([entry, status]) => `${entry.name}@${status}`).join()}`
  return once(declarations, key, () => {
    const answers = [...names.map(name => declaredAnswer(catalog, name, options)), ...framework]
    return { raisable: new Set(answers.map(([entry]) => entry)), responses: byStatus(answers) }
  })
}

function declaredAnswer (catalog: Catalog, name: string, options: RouteOptions): [CatalogEntry, number] {
  const entry = catalog.definitions[name] === undefined ? undefined : catalog.get(name)
  if (entry === undefined) throw unknownError(name, catalog, `${nameOfRoute(options)}: schema.apiErrors`)
  return [entry, entry.status]
}

/** Adds the responses that a route does not define itself. */
function document (options: RouteOptions, errors: Readonly<Record<string, unknown>>): void {
  const own = options.schema?.response as Readonly<Record<string, unknown>> | undefined
  const schema: FastifySchema = options.schema ?? {}
  options.schema = Object.assign(schema, { response: own === undefined ? { ...DEFAULT_RESPONSE, ...errors } : merge(own, errors) })
}

function merge (own: Readonly<Record<string, unknown>>, errors: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const taken = Object.keys(own).map(status => status.toLowerCase())
  const merged = sparseRecord()
  for (const status of Object.keys(errors)) {
    if (!taken.includes(status)) merged[status] = errors[status]
  }
  return Object.assign(merged, own)
}

/**
 * An empty record that V8 keeps as a dictionary. Keys like 404 and 500 would else make it an array with holes
 * of 5 kB, one for each route.
 */
function sparseRecord (): Record<string, unknown> {
  const record: Record<string, unknown> = { [FAR_INDEX]: undefined }
  delete record[FAR_INDEX]
  return record
}

const FAR_INDEX = 1_000_000

/** What @fastify/swagger says of a route without responses. It says so no longer when there are some. */
const DEFAULT_RESPONSE = { 200: { description: 'Default Response', type: 'null' } }

function anyError (catalog: Catalog): Declaration {
  const responses = {
    '4xx': responseSchema(catalog.entries.filter(entry => entry.status < 500)),
    '5xx': responseSchema(catalog.entries.filter(entry => entry.status >= 500))
  }
  return { raisable: undefined, responses }
}

function byStatus (answers: ReadonlyArray<[CatalogEntry, number]>): Readonly<Record<string, unknown>> {
  const statuses = new Map<number, Set<CatalogEntry>>()
  for (const [entry, status] of answers) statuses.set(status, (statuses.get(status) ?? new Set()).add(entry))
  return Object.fromEntries([...statuses].map(([status, entries]) => [status, responseSchema([...entries])]))
}

function once (declarations: Declarations, key: string, make: () => Declaration): Declaration {
  const known = declarations.get(key)
  if (known !== undefined) return known
  const made = make()
  declarations.set(key, made)
  return made
}
