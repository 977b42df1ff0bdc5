import { SECRET } from '../service.js'

const headers = { origin: 'http://shop.example' }
const keeps = ['access-control-allow-origin', 'vary']

export default {
  name: '@fastify/cors',
  failures: 'a preflight without its headers 400 `invalid_request`; its headers stay on every error',
  async register (fastify) {
    const { default: cors } = await import('@fastify/cors')
    await fastify.register(cors, {
      origin (origin, done) { done(origin === 'http://evil.example' ? new Error(SECRET) : null, 'http://shop.example') },
      strictPreflight: true
    })
  },
  cases: [
    { ask: 'GET /error', headers, status: 500, error: 'internal_error', keeps },
    { ask: 'GET /none', headers, status: 404, error: 'object_not_found', keeps },
    { ask: 'OPTIONS /ok', status: 400, error: 'invalid_request' },
    { ask: 'GET /ok', headers: { origin: 'http://evil.example' }, status: 500, error: 'internal_error' },
    { ask: 'OPTIONS /ok', headers: { ...headers, 'access-control-request-method': 'GET' }, untouched: true }
  ]
}
