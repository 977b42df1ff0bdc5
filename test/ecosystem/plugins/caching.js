export default {
  name: '@fastify/caching',
  failures: 'none of its own; its `cache-control: no-store` stays on errors',
  async register (fastify) {
    const { default: caching } = await import('@fastify/caching')
    await fastify.register(caching, { privacy: caching.privacy?.PRIVATE ?? 'private', expiresIn: 300 })
  },
  routes (fastify) {
    fastify.get('/tagged', async (_request, reply) => {
      reply.etag('a-tag')
      return reply.code(409).send('conflict')
    })
  },
  cases: [
    { ask: 'GET /error', status: 500, error: 'internal_error', keeps: ['cache-control'] },
    { ask: 'GET /tagged', status: 409, error: 'object_already_exists', keeps: ['cache-control'] }
  ]
}
