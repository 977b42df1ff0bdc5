import { SECRET } from '../service.js'

export default {
  name: '@fastify/sensible',
  failures: 'the status of each of its errors, with the error of the catalogue for it',
  async register (fastify) {
    const { default: sensible } = await import('@fastify/sensible')
    await fastify.register(sensible)
  },
  routes (fastify) {
    fastify.get('/teapot', async () => { throw fastify.httpErrors.imateapot(SECRET) })
    fastify.get('/gone', async (_request, reply) => reply.gone(SECRET))
    fastify.get('/assert', async () => { fastify.assert(false, 403, SECRET) })
    fastify.get('/conflict', async () => { throw fastify.httpErrors.createError(409, SECRET, { cause: Object.assign(new Error(SECRET), { code: 'ECONNREFUSED' }) }) })
    fastify.get('/unavailable', async () => { throw fastify.httpErrors.serviceUnavailable(SECRET) })
  },
  cases: [
    { ask: 'GET /teapot', status: 418, error: 'invalid_request' },
    { ask: 'GET /gone', status: 410, error: 'object_not_found' },
    { ask: 'GET /assert', status: 403, error: 'not_allowed' },
    { ask: 'GET /conflict', status: 409, error: 'object_already_exists' },
    { ask: 'GET /unavailable', status: 503, error: 'internal_error' }
  ]
}
