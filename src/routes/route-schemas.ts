import { inspect } from 'node:util'
import type { FastifySchema, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { responseSchema } from '../catalog/schemas.js'
import type { CatalogEntry } from '../catalog/types.js'
import { frameworkAnswers, nameOfRoute, takesBody, validates } from '../contract/route-contract.js'
import type { RouteContract } from '../contract/route-contract.js'
import { optionsError } from '../messages/options-error.js'
import { unknownError } from '../contract/scope.js'
import type { ErrorScope } from '../contract/scope.js'

// Response schemas are attached when Fastify has compiled its own: whatever serialiser compiler a service has never
// sees them, and they cost a route neither time nor memory. @fastify/swagger reads them when it makes its document.

/** What routes that declare the same may answer; made once for all of them. */
interface Declaration {
  readonly raisable: ReadonlySet<CatalogEntry> | undefined
  readonly errors: Readonly<Record<string, unknown>>
  /** The responses of routes, errors and their own, by their own: services share those, too. */
  readonly responses: Map<unknown, Readonly<Record<string, unknown>>>
}

/**
 * Gives routes schema objects of the plugin's own, to which {@link RouteResolver} adds the responses: the one that
 * a route was registered with may be shared between routes. A route and its HEAD route go on sharing one.
 */
export class SchemaOwner {
  readonly #copies = new WeakMap<FastifySchema, { readonly scope: object, readonly withBody: boolean, readonly copy: FastifySchema }>()

  /** @returns True if the route has a schema that no route of its scope had before. */
  own (scope: object, options: RouteOptions): boolean {
    const { schema } = options
    if (schema === undefined) return false
    const withBody = takesBody(options.method)
    const known = this.#copies.get(schema)
    if (known?.scope === scope && known.withBody === withBody) {
      options.schema = known.copy
      return false
    }
    const copy = options.schema = { ...schema }
    this.#copies.set(schema, { scope, withBody, copy })
    return true
  }
}

/** Finds what routes may answer, and documents it. What several have in common is made once, and kept as long as the resolver. */
export class RouteResolver {
  readonly #declarations = new Map<Catalog, Map<string, Declaration>>()
  readonly #declaredBy = new Map<ErrorScope, readonly string[]>()
  /** A HEAD route has the schema of its GET route. */
  readonly #resolved = new Map<FastifySchema, Declaration>()

  /**
   * Fills in the contract of a route, and adds the responses to its schema.
   *
   * @throws {TypeError} `API_ERROR_UNKNOWN_ERROR` when the route declares an error that its catalogue does not have,
   * `API_ERROR_INVALID_OPTIONS` when what it declares is no list.
   */
  resolve (contract: RouteContract, scope: ErrorScope, options: RouteOptions): void {
    const config: { readonly apiErrors?: unknown } | undefined = options.config
    const own = options.schema?.apiErrors
    checkOptions(own, config?.apiErrors, options)
    contract.exempt = config?.apiErrors === false || scope.isExempt
    if (own === undefined && contract.exempt) return
    const schema: FastifySchema = options.schema ??= {}
    const known = this.#resolved.get(schema)
    const declaration = known ?? this.#declare(own, scope, options)
    contract.raisable = declaration.raisable
    if (contract.raisable !== undefined) scope.addDeclaringRoute()
    if (known !== undefined) return
    schema.response = once(declaration.responses, schema.response, () => withErrors(schema.response, declaration.errors))
    this.#resolved.set(schema, declaration)
  }

  #declare (own: readonly string[] | undefined, scope: ErrorScope, options: RouteOptions): Declaration {
    const { catalog } = scope
    const declarations = once(this.#declarations, catalog, () => new Map<string, Declaration>())
    if (own === undefined) return once(declarations, '*', () => anyError(catalog))
    const names = [...own, ...once(this.#declaredBy, scope, () => scope.declared)]
    const key = `${JSON.stringify(names)} ${String(validates(options.schema))} ${String(takesBody(options.method))}`
    return once(declarations, key, () => declaration(catalog, names, options))
  }
}

function checkOptions (declared: unknown, exempt: unknown, options: RouteOptions): void {
  if (declared !== undefined && !Array.isArray(declared)) {
    throw optionsError('API_ERROR_INVALID_OPTIONS', `${nameOfRoute(options)}: schema.apiErrors must be a list of names, like ['unauthorized'], got ${inspect(declared)}`)
  }
  if (exempt !== undefined && exempt !== false) {
    throw optionsError('API_ERROR_INVALID_OPTIONS', `${nameOfRoute(options)}: config.apiErrors can only be false, which takes the route out of the contract, got ${inspect(exempt)}; errors are declared in schema.apiErrors`)
  }
}

function declaration (catalog: Catalog, names: readonly string[], options: RouteOptions): Declaration {
  const answers = [...names.map(name => declaredAnswer(catalog, name, options)), ...frameworkAnswers(catalog, options)]
  return { raisable: new Set(answers.map(([entry]) => entry)), errors: byStatus(answers), responses: new Map() }
}

function declaredAnswer (catalog: Catalog, name: string, options: RouteOptions): [CatalogEntry, number] {
  const entry = catalog.definitions[name] === undefined ? undefined : catalog.get(name)
  if (entry === undefined) throw unknownError(name, catalog, `${nameOfRoute(options)}: schema.apiErrors`)
  return [entry, entry.status]
}

/** The responses of a route: those that it defines itself, and errors where it defines none. */
function withErrors (own: unknown, errors: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return own === undefined ? { ...DEFAULT_RESPONSE, ...errors } : merge(own as Readonly<Record<string, unknown>>, errors)
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
  const errors = {
    '4xx': responseSchema(catalog.entries.filter(entry => entry.status < 500)),
    '5xx': responseSchema(catalog.entries.filter(entry => entry.status >= 500))
  }
  return { raisable: undefined, errors, responses: new Map() }
}

function byStatus (answers: ReadonlyArray<[CatalogEntry, number]>): Readonly<Record<string, unknown>> {
  const statuses = new Map<number, Set<CatalogEntry>>()
  for (const [entry, status] of answers) statuses.set(status, (statuses.get(status) ?? new Set()).add(entry))
  return Object.fromEntries([...statuses].map(([status, entries]) => [status, responseSchema([...entries])]))
}

function once<Key, Value> (made: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = made.get(key)
  if (known !== undefined) return known
  const value = make()
  made.set(key, value)
  return value
}
