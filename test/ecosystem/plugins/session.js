import { SECRET } from '../service.js'

const options = { secret: 'a secret of at least thirty-two characters', cookie: { secure: false } }
const fail = (...given) => { given.at(-1)(new Error(SECRET)) }

export default {
  name: '@fastify/session',
  failures: 'a store that fails 500 `internal_error`; its cookie stays on errors',
  async register (fastify) {
    const { default: cookie } = await import('@fastify/cookie')
    const { default: session } = await import('@fastify/session')
    await fastify.register(cookie)
    await fastify.register(async scope => {
      await scope.register(session, { ...options, saveUninitialized: false, store: { get: fail, set: fail, destroy: fail } })
      scope.get('/saves', async request => { request.session.user = 'jo' })
      scope.get('/destroys', async request => { await request.session.destroy() })
    })
    await fastify.register(async scope => {
      await scope.register(session, options)
      scope.get('/replies', async (_request, reply) => await reply.code(403).send(SECRET))
      scope.get('/throws', async () => { throw new Error(SECRET) })
    })
  },
  cases: [
    { ask: 'GET /saves', status: 500, error: 'internal_error' },
    { ask: 'GET /destroys', status: 500, error: 'internal_error' },
    { ask: 'GET /replies', status: 403, error: 'not_allowed' },
    { ask: 'GET /throws', status: 500, error: 'internal_error' }
  ]
}
