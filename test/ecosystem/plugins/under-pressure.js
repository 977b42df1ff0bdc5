import { SECRET } from '../service.js'

export default {
  name: '@fastify/under-pressure',
  failures: '503 `internal_error`, with `retry-after`',
  hasCommonRoutes: false,
  async register (fastify) {
    const { default: underPressure } = await import('@fastify/under-pressure')
    await fastify.register(underPressure, { message: SECRET, retryAfter: 7, healthCheck: async () => false, healthCheckInterval: 60_000, exposeStatusRoute: '/status' })
  },
  cases: [
    { ask: 'GET /ok', status: 503, error: 'internal_error', keeps: ['retry-after'] },
    { ask: 'GET /status', status: 503, error: 'internal_error', keeps: ['retry-after'] }
  ]
}
