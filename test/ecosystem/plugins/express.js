import { middlewareCases, setUp, useMiddleware } from '../middleware.js'
import { SECRET } from '../service.js'

export default {
  name: '@fastify/express',
  failures: 'the status of what a middleware answers or passes on; a proxy among them, the upstream\'s',
  setUp,
  async register (fastify, tools) {
    const { default: express } = await import('@fastify/express')
    await fastify.register(express)
    await useMiddleware(fastify, tools)
    fastify.use('/json', (_request, response) => { response.status(404).json({ secret: SECRET }) })
  },
  cases: [
    ...middlewareCases,
    { ask: 'GET /json', status: 404, error: 'object_not_found' },
    { ask: 'GET /passes', status: 409, error: 'object_already_exists' }
  ]
}
