import Fastify from 'fastify'
import apiError, { serverOptions } from 'fastify-api-error'
import { ask } from './ask.js'

/** What no client may read: it is in the message of whatever fails here. */
export const SECRET = 's3cr3t-Zq9'

/**
 * The servers that each plugin is tried on. On the first one the plugin is alone: its statuses are those which the
 * others have to keep.
 */
export const SERVERS = {
  alone: { options: own => own, hasCatalog: false },
  plugin: { options: own => own, hasCatalog: true },
  'plugin and serverOptions()': { options: serverOptions, hasCatalog: true }
}

/** Failures that every service has, whatever its plugins are. The plugin alone cannot raise. */
export const COMMON = [
  { ask: 'GET /ok', untouched: true },
  { ask: 'GET /error', status: 500, error: 'internal_error' },
  { ask: 'GET /object', status: 404, error: 'object_not_found' },
  { ask: 'GET /none', status: 404, error: 'object_not_found' },
  { ask: 'GET /raised', status: 401, error: 'unauthorized', alone: 500 }
]

/** Starts a service with a plugin, and returns how to ask it and how to end it. */
export async function start (plugin, { server, order }, tools) {
  if (plugin.start !== undefined) return await plugin.start(SERVERS[server], tools)
  const { options, hasCatalog } = SERVERS[server]
  const fastify = Fastify(options({ ...plugin.options, forceCloseConnections: true }))
  if (order === 'before') await plugin.register?.(fastify, tools)
  if (hasCatalog) await fastify.register(apiError)
  if (order === 'after') await plugin.register?.(fastify, tools)
  addCommonRoutes(fastify)
  await plugin.routes?.(fastify, tools)
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  return { ask: exchange => ask(fastify.listeningOrigin, exchange), close: () => fastify.close() }
}

export function addCommonRoutes (fastify) {
  fastify.get('/ok', async () => ({ ok: true }))
  fastify.get('/error', async () => { throw new Error(SECRET) })
  fastify.get('/object', async (_request, reply) => await reply.code(404).send({ secret: SECRET }))
  fastify.get('/raised', async (_request, reply) => reply.apiError('unauthorized'))
}
