import { inspect } from 'node:util'
import type { FastifySchema, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { responseSchema } from '../catalog/schemas.js'
import type { CatalogEntry } from '../catalog/types.js'
import { frameworkAnswers, takesBody, validates } from '../contract/framework-answers.js'
import { isExemptRoute } from '../contract/route-contract.js'
import { nameOfRoute } from '../contract/route.js'
import { optionsError } from '../messages/options-error.js'
import type { RouteErrors } from '../openapi/operations.js'
import type { DocumentedRoute } from '../openapi/swagger.js'
import { isNameOf, unknownError } from '../contract/scope.js'
import type { ErrorScope } from '../contract/scope.js'
import { getOrCreate } from '../values/get-or-create.js'

// Responses are added after Fastify has compiled the schemas of a route. So no serialiser compiler sees them, and they
// take no time and little memory. @fastify/swagger reads them when it makes its document.

/** What a route documents. */
export type RouteResponses = Pick<DocumentedRoute, 'errors' | 'ownResponses' | 'hasSchema'>

/** What routes that declare the same errors may answer; made once for all of them. */
interface Declaration {
  readonly errors: RouteErrors
  /** The schemas of these errors, by status. */
  readonly schemas: Readonly<Record<string, unknown>>
  /** All responses of a route, by the object with its own: services use one object for several routes. */
  readonly responses: Map<unknown, Readonly<Record<string, unknown>>>
}

/** The schema that a route gets from {@link RouteSchemas}. */
export interface SchemaCopy {
  readonly schema: FastifySchema
  /** True if no route of the scope had it before. */
  readonly isNew: boolean
}

/**
 * Makes the schema objects to which {@link ContractResolver} adds responses. The object that a route was registered
 * with stays as it is: the service may use it for other routes, too. A route and its HEAD route share one copy.
 */
export class RouteSchemas {
  readonly #copies = new Map<FastifySchema, { readonly scope: object, readonly withBody: boolean, readonly schema: FastifySchema }>()

  /** The copy of a route's schema; nothing where the route has none. */
  copyFor (scope: object, { schema, method }: Pick<RouteOptions, 'schema' | 'method'>): SchemaCopy | undefined {
    if (schema === undefined) return undefined
    const withBody = takesBody({ schema, method })
    const known = this.#copies.get(schema)
    if (known?.scope === scope && known.withBody === withBody) return { schema: known.schema, isNew: false }
    const copy = { scope, withBody, schema: { ...schema } }
    this.#copies.set(schema, copy)
    return { schema: copy.schema, isNew: true }
  }

  /** Forgets all schemas: there are no more routes. */
  clear (): void {
    this.#copies.clear()
  }
}

/** Documents what routes may answer. What several routes have in common is made once. */
export class ContractResolver {
  readonly #declarations = new Map<Catalog, Map<string, Declaration>>()
  readonly #declaredBy = new Map<ErrorScope, readonly string[]>()
  /** A HEAD route has the schema of its GET route. */
  readonly #documented = new Map<FastifySchema, RouteResponses>()

  /**
   * Adds the responses of a route to its schema.
   *
   * @returns What the route has errors for in documents; nothing where it is exempt and declares none.
   * @throws {TypeError} `API_ERROR_UNKNOWN_ERROR` when the route declares an error that its catalogue does not have,
   * `API_ERROR_INVALID_OPTIONS` when it declares something other than a list.
   */
  resolve (scope: ErrorScope, options: RouteOptions): RouteResponses | undefined {
    const own = options.schema?.apiErrors
    checkOptions(own, options.config?.apiErrors, options)
    if (own !== undefined) scope.addDeclaringRoute()
    else if (isExemptRoute(scope, options)) return undefined
    return (options.schema === undefined ? undefined : this.#documented.get(options.schema)) ?? this.#document(own, scope, options)
  }

  #document (own: readonly string[] | undefined, scope: ErrorScope, options: RouteOptions): RouteResponses {
    const hasSchema = options.schema !== undefined
    const schema: FastifySchema = options.schema ??= {}
    const { response: ownResponses } = schema
    const { errors, schemas, responses } = this.#declare(own, scope, options)
    schema.response = getOrCreate(responses, ownResponses, () => withErrors(ownResponses, schemas))
    const documented = { errors, ownResponses, hasSchema }
    this.#documented.set(schema, documented)
    return documented
  }

  #declare (own: readonly string[] | undefined, scope: ErrorScope, options: RouteOptions): Declaration {
    const { catalog } = scope
    const declarations = getOrCreate(this.#declarations, catalog, () => new Map<string, Declaration>())
    if (own === undefined) return getOrCreate(declarations, '*', () => anyError(catalog))
    const names = [...own, ...getOrCreate(this.#declaredBy, scope, () => scope.answered)]
    const key = `${names.join('\0')} ${String(validates(options.schema))} ${String(takesBody(options))}`
    return getOrCreate(declarations, key, () => declaration(catalog, names, options))
  }
}

function checkOptions (declared: unknown, exempt: unknown, options: RouteOptions): void {
  if (declared !== undefined && !Array.isArray(declared)) {
    throw optionsError('API_ERROR_INVALID_OPTIONS', `${nameOfRoute(options)}: schema.apiErrors must be a list of names, like ['unauthorized'], got ${inspect(declared)}`)
  }
  if ('apiErrors' in options) { // it would be ignored
    throw optionsError('API_ERROR_INVALID_OPTIONS', `${nameOfRoute(options)}: apiErrors stands beside schema; list errors in schema.apiErrors`)
  }
  if (exempt !== undefined && exempt !== false) {
    throw optionsError('API_ERROR_INVALID_OPTIONS', `${nameOfRoute(options)}: config.apiErrors must be false, got ${inspect(exempt)}; list errors in schema.apiErrors`)
  }
}

function declaration (catalog: Catalog, names: readonly string[], options: RouteOptions): Declaration {
  const answers = [...names.map(name => declaredAnswer(catalog, name, options)), ...frameworkAnswers(catalog, options)]
  return createDeclaration(byStatus(answers))
}

function declaredAnswer (catalog: Catalog, name: string, options: RouteOptions): [CatalogEntry, number] {
  const entry = isNameOf(catalog, name) ? catalog.get(name) : undefined
  if (entry === undefined) throw unknownError(name, catalog, `${nameOfRoute(options)}: schema.apiErrors`)
  return [entry, entry.status]
}

/** All responses of a route: its own, and errors for the statuses that it has no schema for. */
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
 * An empty record that V8 keeps as a dictionary. Otherwise keys like 404 and 500 make it an array with holes,
 * which takes 5 kB for each route.
 */
function sparseRecord (): Record<string, unknown> {
  const record: Record<string, unknown> = { [FAR_INDEX]: undefined }
  delete record[FAR_INDEX]
  return record
}

const FAR_INDEX = 1_000_000

/** What @fastify/swagger documents for a route without responses. It does not once there are some. */
const DEFAULT_RESPONSE = { 200: { description: 'Default Response', type: 'null' } }

function anyError (catalog: Catalog): Declaration {
  return createDeclaration(new Map([
    ['4xx', catalog.entries.filter(entry => entry.status < 500)],
    ['5xx', catalog.entries.filter(entry => entry.status >= 500)]
  ]))
}

function byStatus (answers: ReadonlyArray<[CatalogEntry, number]>): RouteErrors {
  const statuses = new Map<number, Set<CatalogEntry>>()
  for (const [entry, status] of answers) statuses.set(status, (statuses.get(status) ?? new Set()).add(entry))
  return new Map([...statuses].map(([status, entries]) => [String(status), [...entries]]))
}

function createDeclaration (errors: RouteErrors): Declaration {
  return { errors, schemas: Object.fromEntries([...errors].map(([status, entries]) => [status, responseSchema(entries)])), responses: new Map() }
}
