import { closedOrigin, listen } from '../ask.js'
import { SECRET } from '../service.js'

export default {
  name: '@fastify/http-proxy',
  failures: 'the upstream\'s status with an error of this catalogue; an upstream that is down 502 `network_error`',
  needs: '`config: { apiErrors: false }` to hand on what the upstream says; add it after the plugin',
  async setUp () {
    const upstream = await listen((request, response) => {
      if (request.url === '/reset') { request.socket.destroy(); return }
      response.writeHead(request.url === '/ok' ? 200 : 404, { 'content-type': 'text/html', 'x-upstream': 'yes' })
      response.end(request.url === '/ok' ? 'fine' : `<p>${SECRET}`)
    })
    return { upstream: upstream.origin, down: await closedOrigin(), close: upstream.close }
  },
  async register (fastify, { upstream, down }) {
    const { default: proxy } = await import('@fastify/http-proxy')
    await fastify.register(proxy, { upstream, prefix: '/up' })
    await fastify.register(proxy, { upstream: down, prefix: '/down' })
  },
  async routes (fastify, { upstream }) {
    const { default: proxy } = await import('@fastify/http-proxy')
    await fastify.register(async scope => {
      scope.apiErrors?.exempt()
      await scope.register(proxy, { upstream, prefix: '/handed-on' })
    })
  },
  cases: [
    { ask: 'GET /up/none', status: 404, error: 'object_not_found', keeps: ['x-upstream'] },
    { ask: 'GET /up/reset', status: 502, error: 'network_error', alone: 500 },
    { ask: 'GET /down/', status: 502, error: 'network_error', alone: 500 },
    { ask: 'GET /up/ok', untouched: true },
    { ask: 'GET /handed-on/none', untouched: true }
  ]
}
