export default {
  name: '@fastify/rate-limit',
  failures: '429 `invalid_request` and 403 `not_allowed`, with `retry-after` and the limits',
  async register (fastify) {
    const { default: rateLimit } = await import('@fastify/rate-limit')
    await fastify.register(rateLimit, { global: false })
  },
  async routes (fastify) {
    fastify.get('/limited', { config: { rateLimit: { max: 1, timeWindow: 60_000 } } }, async () => 'hello')
    fastify.get('/banned', { config: { rateLimit: { max: 0, ban: 0, timeWindow: 60_000 } } }, async () => 'hello')
  },
  cases: [
    { ask: 'GET /limited', untouched: true },
    { ask: 'GET /limited', status: 429, error: 'invalid_request', keeps: ['retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'] },
    { ask: 'GET /banned', status: 403, error: 'not_allowed' }
  ]
}
