import { SECRET } from '../service.js'

const keeps = ['set-cookie']

export default {
  name: '@fastify/cookie',
  failures: 'none of its own; cookies stay on errors',
  async register (fastify) {
    const { default: cookie } = await import('@fastify/cookie')
    await fastify.register(cookie, { secret: 'a secret for cookies' })
  },
  routes (fastify) {
    fastify.get('/throws', async (_request, reply) => {
      reply.setCookie('seen', '1')
      throw new Error(SECRET)
    })
    fastify.get('/replies', async (_request, reply) => await reply.setCookie('seen', '1').code(403).send(SECRET))
    fastify.get('/invalid', async (_request, reply) => { reply.setCookie('not a name', SECRET) })
  },
  cases: [
    { ask: 'GET /throws', status: 500, error: 'internal_error', keeps },
    { ask: 'GET /replies', status: 403, error: 'not_allowed', keeps },
    { ask: 'GET /invalid', status: 500, error: 'internal_error' }
  ]
}
