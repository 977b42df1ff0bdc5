import { SECRET } from '../service.js'

export default {
  name: '@fastify/auth',
  failures: '401 `unauthorized`, or the status of the error that the function fails with',
  async register (fastify) {
    const { default: auth } = await import('@fastify/auth')
    await fastify.register(auth)
  },
  routes (fastify) {
    const fail = async () => { throw new Error(SECRET) }
    const forbid = async () => { throw Object.assign(new Error(SECRET), { statusCode: 403 }) }
    const pass = async () => {}
    fastify.get('/fails', { preHandler: fastify.auth([fail]) }, async () => 'hello')
    fastify.get('/forbids', { preHandler: fastify.auth([fail, forbid]) }, async () => 'hello')
    fastify.get('/both', { preHandler: fastify.auth([pass, fail], { relation: 'and' }) }, async () => 'hello')
    fastify.get('/passes', { preHandler: fastify.auth([fail, pass]) }, async () => 'hello')
  },
  cases: [
    { ask: 'GET /fails', status: 401, error: 'unauthorized' },
    { ask: 'GET /forbids', status: 403, error: 'not_allowed' },
    { ask: 'GET /both', status: 401, error: 'unauthorized' },
    { ask: 'GET /passes', untouched: true }
  ]
}
