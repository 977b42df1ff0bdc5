// The Fastify and the plugin under measurement are those of the repository, never copies that a peer brings along:
// every Fastify variant runs on the same one.
export { default as Fastify } from '../../node_modules/fastify/fastify.js'
export { default as swagger } from '../../node_modules/@fastify/swagger/index.js'
export { Type } from '../../node_modules/@sinclair/typebox/build/esm/index.mjs'
export { default as apiError, ApiError, defaultCatalog, defineCatalog, serverOptions } from '../../dist/index.js'

/**
 * Starts a Fastify application on a free port of the loopback interface.
 *
 * It is booted first, as every service is that awaits a plugin: by itself, with nothing registered, that makes Fastify
 * up to a fifth slower in a process like these, and what is to be measured is what a plugin does.
 */
export async function listen (app) {
  await app.ready()
  return listenUnbooted(app)
}

/** The same of an application that nothing has booted yet. */
export async function listenUnbooted (app) {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: app.server.address().port }
}
