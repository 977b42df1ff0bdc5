import type { FastifyInstance, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { sharedSchemas } from '../catalog/schemas.js'
import type { SharedSchema } from '../catalog/schemas.js'
import { nameOfRoute } from '../contract/route.js'
import { requireScope } from '../contract/scope.js'
import type { ErrorScope } from '../contract/scope.js'
import { optionsError } from '../messages/options-error.js'
import type { References } from './references.js'

// Every registered schema makes each serialiser that Fastify compiles slower to build (with 24 of them, twice as slow),
// and Fastify copies it for each scope. So shared schemas are registered only in scopes with a route that refers to one.
// In all scopes, `getSchema` and `getSchemas` find them.

/** Fastify's own `getSchema` of a scope, which finds registered schemas only. */
const registered = new WeakMap<object, FastifyInstance['getSchema']>()

/** Makes `getSchema` and `getSchemas` of a scope find the shared schemas of its catalogue. Schemas of the service come first. */
export function exposeSharedSchemas (fastify: FastifyInstance): void {
  const { getSchema, getSchemas } = fastify
  registered.set(fastify, getSchema)
  const shared = (): Map<string, unknown> => sharedSchemas(fastify.apiErrors.catalog)
  Object.assign(fastify, {
    getSchema: (id: string) => getSchema(id) ?? shared().get(id),
    getSchemas: () => {
      const own = getSchemas()
      return { ...own, ...Object.fromEntries(shared()), ...own } // first in order, and last to win
    }
  })
}

/** The `$id`s of the schemas that the plugin registers. */
const sharedIds = new WeakMap<object, string>()

/**
 * Makes `addSchema` skip a shared schema where its `$id` is registered already, in this scope and the scopes in it.
 * Fastify adds the schemas of a scope to each scope in it, and refuses a second schema of the same `$id`.
 */
export function skipRegisteredSchemas (fastify: FastifyInstance): void {
  const { addSchema } = fastify
  fastify.addSchema = function (this: FastifyInstance, schema) {
    const id = sharedIds.get(Object(schema))
    if (id !== undefined && registered.get(this)?.(id) !== undefined) return this
    return addSchema.call(this, schema)
  }
}

/**
 * Registers the shared schemas in the scope of a route whose schema refers to one, directly or through a schema of the service.
 *
 * @throws {TypeError} `API_ERROR_OTHER_SCHEMA` when it refers to one that the scope inherited from another catalogue.
 */
export function registerReferencedSchemas (fastify: FastifyInstance, options: RouteOptions, references: References): void {
  const ids = reachableIds(fastify, options, references)
  if (ids.size === 0) return
  const scope = requireScope(fastify)
  const origins = [...ids].map(id => [id, originOf(id, fastify, scope)] as const)
  const other = origins.find(([, origin]) => origin === 'other-catalog')
  if (other !== undefined) throw otherSchema(other[0], options)
  if (origins.some(([, origin]) => origin === 'missing')) {
    for (const schema of schemasOf(scope.catalog).values()) fastify.addSchema(schema)
  }
}

/** The `$id`s that the schema of a route refers to, directly or through registered schemas. */
function reachableIds (fastify: FastifyInstance, { schema }: RouteOptions, references: References): ReadonlySet<string> {
  const ids = new Set<string>()
  references.collect(schema, ids)
  for (const id of ids) references.collect(registered.get(fastify)?.(id), ids) // the loop goes on to the ids that it adds
  return ids
}

/**
 * Where a scope has a schema from: it is a shared schema that is not registered yet (`missing`) or is registered
 * already (`same`), one of the service, or a shared schema of the catalogue of a scope around it (`other-catalog`).
 * That one cannot be replaced in this scope, and would serialise another error.
 */
type Origin = 'missing' | 'same' | 'service' | 'other-catalog'

function originOf (id: string, fastify: FastifyInstance, { catalog, catalogs }: ErrorScope): Origin {
  const shared = schemasOf(catalog).get(id)
  if (shared === undefined) return 'service'
  const schema = registered.get(fastify)?.(id)
  if (schema === undefined) return 'missing'
  if (isSame(schema, shared)) return 'same'
  return catalogs.some(outer => isSame(schema, schemasOf(outer).get(id))) ? 'other-catalog' : 'service'
}

const schemasByCatalog = new WeakMap<Catalog, ReadonlyMap<string, SharedSchema>>()

/** The shared schemas of a catalogue, made once: Fastify copies what it registers. */
function schemasOf (catalog: Catalog): ReadonlyMap<string, SharedSchema> {
  const known = schemasByCatalog.get(catalog)
  if (known !== undefined) return known
  const schemas = sharedSchemas(catalog)
  for (const [id, schema] of schemas) sharedIds.set(schema, id)
  schemasByCatalog.set(catalog, schemas)
  return schemas
}

/** Compares by text: Fastify makes copies. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function otherSchema (id: string, options: RouteOptions): TypeError {
  return optionsError('API_ERROR_OTHER_SCHEMA', `${nameOfRoute(options)}: its schema refers to "${id}", which is already inherited from the catalogue of the parent scope; add the routes of this scope before those of the parent (await its registration), or register it as a sibling`)
}
