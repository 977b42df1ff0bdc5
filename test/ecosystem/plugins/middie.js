import { middlewareCases, setUp, useMiddleware } from '../middleware.js'

export default {
  name: '@fastify/middie',
  failures: 'the status of what a middleware answers or passes on; a proxy among them, the upstream\'s',
  setUp,
  async register (fastify, tools) {
    const { default: middie } = await import('@fastify/middie')
    await fastify.register(middie)
    await useMiddleware(fastify, tools)
  },
  cases: [
    ...middlewareCases,
    { ask: 'GET /passes', status: 409, error: 'object_already_exists' }
  ]
}
