import { SECRET } from '../service.js'

const basic = user => ({ authorization: `Basic ${Buffer.from(`${user}:password`).toString('base64')}` })
const realm = ['www-authenticate']

export default {
  name: '@fastify/basic-auth',
  failures: '401 `unauthorized`, with `www-authenticate`',
  async register (fastify) {
    const { default: basicAuth } = await import('@fastify/basic-auth')
    await fastify.register(basicAuth, { authenticate: { realm: 'staff' }, async validate (user) { if (user !== 'jo') throw new Error(SECRET) } })
  },
  routes (fastify) {
    fastify.get('/staff', { onRequest: fastify.basicAuth }, async () => 'hello')
  },
  cases: [
    { ask: 'GET /staff', status: 401, error: 'unauthorized', keeps: realm },
    { ask: 'GET /staff', headers: { authorization: 'Basic' }, status: 401, error: 'unauthorized', keeps: realm },
    { ask: 'GET /staff', headers: basic('mallory'), status: 401, error: 'unauthorized', keeps: realm },
    { ask: 'GET /staff', headers: basic('jo'), untouched: true }
  ]
}
