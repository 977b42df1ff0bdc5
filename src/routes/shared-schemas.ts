import type { FastifyInstance, RouteOptions } from 'fastify'
import type { TSchema } from '@sinclair/typebox'
import type { Catalog } from '../catalog/catalog.js'
import { ANY_ERROR_ID, sharedSchemas } from '../catalog/schemas.js'
import { optionsError } from '../options-error.js'
import { nameOfRoute } from './contract.js'

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

/**
 * Registers the shared schemas in the scope of a route that refers to one, itself or through a schema of the service.
 *
 * @throws {TypeError} `API_ERROR_OTHER_SCHEMA` when it refers to one that the scope has from another catalogue.
 */
export function addReferredSchemas (fastify: FastifyInstance, options: RouteOptions, catalog: Catalog): void {
  const refs = new Set<string>()
  collectRefs(options.schema, refs)
  let shared: Map<string, TSchema> | undefined
  for (const id of refs) { // a set goes on to what is added meanwhile
    if (id === ANY_ERROR_ID || catalog.definitions[id] !== undefined) {
      shared ??= addSharedSchemas(fastify, catalog)
      checkOrigin(fastify, id, JSON.stringify(shared.get(id)), options)
    } else {
      collectRefs(fastify.getSchema(id), refs)
    }
  }
}

function addSharedSchemas (fastify: FastifyInstance, catalog: Catalog): Map<string, TSchema> {
  const shared = sharedSchemas(catalog)
  for (const schema of shared.values()) {
    ours.add(schema)
    fastify.addSchema(schema)
  }
  return shared
}

/** A schema that was registered cannot be replaced in the scopes within, and would serialise another error. */
function checkOrigin (fastify: FastifyInstance, id: string, expected: string, options: RouteOptions): void {
  const text = JSON.stringify(registered.get(fastify)?.(id))
  if (text === expected || !isShared(fastify, id, text)) return
  throw optionsError('API_ERROR_OTHER_SCHEMA', `${nameOfRoute(options)}: its schema refers to "${id}", which the scope has from the catalogue of the scope around it, where a route refers to errors, too. Add the routes of this scope before that one (await their register), or in a scope beside it`)
}

/** True if this is a shared schema of a scope or of one around it, and not one of the service that is called the same. */
function isShared (scope: Partial<FastifyInstance>, id: string, text: string): boolean {
  const { apiErrors } = scope
  if (apiErrors === undefined) return false
  return text === JSON.stringify(sharedSchemas(apiErrors.catalog).get(id)) || isShared(Object.getPrototypeOf(scope), id, text)
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
