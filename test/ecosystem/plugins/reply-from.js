import { closedOrigin, listen } from '../ask.js'
import { SECRET } from '../service.js'

export default {
  name: '@fastify/reply-from',
  failures: 'the upstream\'s status with an error of this catalogue; a time-out 504 `network_error`',
  needs: '`config: { apiErrors: false }` on a route that hands on what the upstream says',
  async setUp () {
    const upstream = await listen((request, response) => {
      if (request.url === '/slow') return
      response.writeHead(Number(request.url.slice(1)), { 'content-type': 'text/html', 'retry-after': '9' })
      response.end(`<p>${SECRET}`)
    })
    return { upstream: upstream.origin, down: await closedOrigin(), close: upstream.close }
  },
  orders: ['after'],
  async routes (fastify, { upstream, down }) {
    const { default: replyFrom } = await import('@fastify/reply-from')
    await fastify.register(async scope => {
      await scope.register(replyFrom, { base: upstream, undici: { headersTimeout: 100 } })
      for (const path of ['/429', '/422', '/slow']) scope.get(path, (_request, reply) => { reply.from(path) })
      scope.get('/handed-on', { config: { apiErrors: false } }, (_request, reply) => { reply.from('/422') })
    })
    await fastify.register(async scope => {
      await scope.register(replyFrom, { base: down })
      scope.get('/down', (_request, reply) => { reply.from('/') })
    })
  },
  cases: [
    { ask: 'GET /422', status: 422, error: 'invalid_request' },
    { ask: 'GET /429', status: 429, error: 'invalid_request', keeps: ['retry-after'] },
    { ask: 'GET /slow', status: 504, error: 'network_error' },
    { ask: 'GET /down', status: 502, error: 'network_error', alone: 500 },
    { ask: 'GET /handed-on', untouched: true }
  ]
}
