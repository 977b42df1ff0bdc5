import type { FastifyInstance, RouteOptions } from 'fastify'
import type { TSchema } from '@sinclair/typebox'
import type { Catalog } from '../catalog/catalog.js'
import { sharedSchemas } from '../catalog/schemas.js'
import { requireScope } from '../contract/scope.js'
import { optionsError } from '../messages/options-error.js'
import { nameOfRoute } from '../contract/route-contract.js'
import { collectRefs } from './references.js'

// Each schema that is registered makes every serialiser that Fastify compiles slower to build (with 24 of them, twice
// as slow), and Fastify keeps a copy of it for each scope. So they are registered only in a scope that refers to one;
// in the others they are there for whoever asks for them.

/** What Fastify answers by itself when a scope is asked for a schema. */
const registered = new WeakMap<object, FastifyInstance['getSchema']>()

/** Has `getSchema` and `getSchemas` of a scope find the shared schemas of its catalogue, after those of the service. */
export function offerSharedSchemas (fastify: FastifyInstance): void {
  const { getSchema, getSchemas } = fastify
  registered.set(fastify, getSchema)
  const shared = (): Map<string, unknown> => sharedSchemas(fastify.apiErrors.catalog)
  Object.assign(fastify, {
    getSchema: (id: string) => getSchema(id) ?? shared().get(id),
    getSchemas: () => {
      const own = getSchemas()
      return { ...own, ...Object.fromEntries(shared()), ...own } // the service's come first, and win
    }
  })
}

/** What the plugin registers, and its `$id`s. */
const ours = new WeakMap<object, string>()

/**
 * Has `addSchema`, in this scope and those in it, pass over shared schemas of the plugin where there is one of that `$id`
 * already: what is added to a scope, Fastify adds to all that are in it, and refuses to where it is a second one.
 */
export function passOverSharedSchemas (fastify: FastifyInstance): void {
  const { addSchema } = fastify
  fastify.addSchema = function (this: FastifyInstance, schema) {
    const id = ours.get(Object(schema))
    if (id !== undefined && registered.get(this)?.(id) !== undefined) return this
    return addSchema.call(this, schema)
  }
}

/**
 * Registers the shared schemas in the scope of a route that refers to one, itself or through a schema of the service.
 *
 * @throws {TypeError} `API_ERROR_OTHER_SCHEMA` when it refers to one that the scope has from another catalogue.
 */
export function addReferredSchemas (fastify: FastifyInstance, options: RouteOptions): void {
  const { catalog, catalogs } = requireScope(fastify)
  const refs = new Set<string>()
  collectRefs(options.schema, refs)
  for (const id of refs) { // a set goes on to what is added meanwhile
    const schema = registered.get(fastify)?.(id)
    const shared = registrable(catalog)
    if (!shared.has(id)) {
      collectRefs(schema, refs)
    } else if (schema === undefined) {
      for (const one of shared.values()) fastify.addSchema(one)
    } else if (!isSame(schema, shared.get(id))) {
      // It cannot be replaced in the scopes within. One of the service is meant; one of another catalogue would serialise another error.
      if (catalogs.some(outer => isSame(schema, registrable(outer).get(id)))) throw otherSchema(id, options)
      collectRefs(schema, refs)
    }
  }
}

const made = new WeakMap<Catalog, ReadonlyMap<string, TSchema>>()

/** The shared schemas of a catalogue, made once for all routes and scopes: Fastify copies what it registers, and nobody else gets them. */
function registrable (catalog: Catalog): ReadonlyMap<string, TSchema> {
  const known = made.get(catalog)
  if (known !== undefined) return known
  const shared = sharedSchemas(catalog)
  for (const [id, schema] of shared) ours.set(schema, id)
  made.set(catalog, shared)
  return shared
}

/** Compares by text: copies that Fastify makes have none of TypeBox's symbols. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function otherSchema (id: string, options: RouteOptions): TypeError {
  return optionsError('API_ERROR_OTHER_SCHEMA', `${nameOfRoute(options)}: its schema refers to "${id}", which the scope has from the catalogue of the scope around it, where a route refers to errors, too. Add the routes of this scope before that one (await their register), or in a scope beside it`)
}
