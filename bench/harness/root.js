// The Fastify and the plugin under measurement are those of the repository, never copies that a peer brings along:
// every Fastify variant runs on the same one.
export { default as Fastify } from '../../node_modules/fastify/fastify.js'
export { Type } from '../../node_modules/@sinclair/typebox/build/esm/index.mjs'
export { default as apiError, ApiError, defineCatalog, serverOptions } from '../../dist/index.js'

/** Starts a Fastify application on a free port of the loopback interface. */
export async function listen (app) {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: app.server.address().port }
}
