import { SECRET } from '../service.js'

const headers = { accept: 'text/event-stream' }

export default {
  name: '@fastify/sse',
  failures: '406 `invalid_request`; what fails before the first event leaves as its error',
  async register (fastify) {
    const { default: sse } = await import('@fastify/sse')
    await fastify.register(sse)
  },
  routes (fastify) {
    fastify.get('/events', { sse: 'only' }, async (_request, reply) => { await reply.sse.send({ data: 'hello' }) })
    fastify.get('/fails', { sse: 'only' }, async () => { throw Object.assign(new Error(SECRET), { statusCode: 409 }) })
    fastify.get('/refused', { sse: 'only', preHandler: async () => { throw Object.assign(new Error(SECRET), { statusCode: 401 }) } }, async () => {})
  },
  cases: [
    { ask: 'GET /events', headers: { accept: 'application/json' }, status: 406, error: 'invalid_request' },
    { ask: 'GET /fails', headers, status: 409, error: 'object_already_exists' },
    { ask: 'GET /refused', headers, status: 401, error: 'unauthorized' },
    { ask: 'GET /events', headers, untouched: true }
  ]
}
