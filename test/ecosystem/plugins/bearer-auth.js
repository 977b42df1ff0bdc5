import { SECRET } from '../service.js'

export default {
  name: '@fastify/bearer-auth',
  failures: '401 `unauthorized`, with `www-authenticate`',
  headers: { authorization: 'Bearer good-key' },
  async register (fastify) {
    const { default: bearer } = await import('@fastify/bearer-auth')
    await fastify.register(bearer, { keys: new Set(['good-key']), errorResponse: () => ({ error: SECRET }) })
  },
  cases: [
    { ask: 'GET /ok', status: 401, error: 'unauthorized' },
    { ask: 'GET /ok', headers: { authorization: 'Bearer bad-key' }, status: 401, error: 'unauthorized' },
    { ask: 'GET /ok', headers: { authorization: 'Basic good-key' }, status: 401, error: 'unauthorized' }
  ]
}
