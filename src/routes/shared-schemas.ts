import type { FastifyInstance, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { ANY_ERROR_ID, sharedSchemas } from '../catalog/schemas.js'

// Each schema that is registered makes every serialiser that Fastify compiles slower to build (with 24 of them, twice
// as slow). So they are registered before that only in a scope that refers to one, and in the others after it.

/**
 * Registers the shared schemas of a catalogue in a scope, where no schema has the same `$id` already:
 * one per error, named after it, and `ApiError` for any of them.
 */
export function addSharedSchemas (fastify: FastifyInstance, catalog: Catalog): void {
  for (const schema of sharedSchemas(catalog)) {
    if (fastify.getSchema(String(schema.$id)) === undefined) fastify.addSchema(schema)
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
  for (const key of Object.keys(schema)) {
    const value: unknown = (schema as Readonly<Record<string, unknown>>)[key]
    if (typeof value === 'object') collectRefs(value, refs, depth + 1)
    else if (key === '$ref' && typeof value === 'string') refs.add(value.replace(/#.*$/s, ''))
  }
}

/** Deeper schemas than this are cyclic, or no schemas. */
const MAX_DEPTH = 32
