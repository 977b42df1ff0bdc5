import type { FastifyInstance, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { ANY_ERROR_ID, sharedSchemas } from '../catalog/schemas.js'

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

const ours = new WeakSet<object>()

/**
 * Has `addSchema`, in this scope and those in it, pass over shared schemas of the plugin where there is one of that `$id`
 * already: what is added to a scope, Fastify adds to all that are in it, and refuses to where it is a second one.
 */
export function passOverSharedSchemas (fastify: FastifyInstance): void {
  const { addSchema } = fastify
  fastify.addSchema = function (this: FastifyInstance, schema) {
    if (ours.has(Object(schema)) && registered.get(this)?.((schema as { readonly $id: string }).$id) !== undefined) return this
    return addSchema.call(this, schema)
  }
}

function addSharedSchemas (fastify: FastifyInstance, catalog: Catalog): void {
  for (const schema of sharedSchemas(catalog).values()) {
    ours.add(schema)
    fastify.addSchema(schema)
  }
}

/** Registers them in the scope of a route that refers to one, itself or through a schema of the service. */
export function addReferredSchemas (fastify: FastifyInstance, options: RouteOptions, catalog: Catalog): void {
  const refs = new Set<string>()
  collectRefs(options.schema, refs)
  for (const id of refs) { // a set goes on to what is added meanwhile
    if (id === ANY_ERROR_ID || catalog.definitions[id] !== undefined) {
      addSharedSchemas(fastify, catalog)
      return
    }
    collectRefs(fastify.getSchema(id), refs)
  }
}

/** Adds the `$id`s that a schema refers to, at any depth. */
function collectRefs (schema: unknown, refs: Set<string>, depth = 0): void {
  if (typeof schema !== 'object' || schema === null || depth > MAX_DEPTH) return
  const { valueOf } = schema
  // A schema that is being built, as by fluent-json-schema, says what it is by valueOf().
  if (typeof valueOf === 'function' && valueOf !== Object.prototype.valueOf) {
    collectRefs(valueOf.call(schema), refs, depth + 1)
    return
  }
  for (const key of Object.keys(schema)) {
    const value: unknown = (schema as Readonly<Record<string, unknown>>)[key]
    if (typeof value === 'object') collectRefs(value, refs, depth + 1)
    else if (key === '$ref' && typeof value === 'string') refs.add(value.replace(/#.*$/s, ''))
  }
}

/** Deeper schemas than this are cyclic, or no schemas. */
const MAX_DEPTH = 32
