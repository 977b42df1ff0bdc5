import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))

export default {
  name: '@fastify/send',
  failures: '404 `object_not_found`, 416 `invalid_request`: its page is replaced',
  orders: ['after'],
  async routes (fastify) {
    const { default: send } = await import('@fastify/send')
    fastify.get('/files/*', async (request, reply) => {
      const { statusCode, headers, stream } = await send(request.raw, request.params['*'], { root })
      return reply.code(statusCode).headers(headers).send(stream)
    })
  },
  cases: [
    { ask: 'GET /files/none.txt', status: 404, error: 'object_not_found' },
    { ask: 'GET /files/send.js', headers: { range: 'bytes=999999-' }, status: 416, error: 'invalid_request', keeps: ['content-range'] },
    { ask: 'GET /files/%00', status: 400, error: 'invalid_request' },
    { ask: 'GET /files/send.js', untouched: true }
  ]
}
