const keeps = ['x-content-type-options', 'x-frame-options', 'content-security-policy', 'strict-transport-security']

export default {
  name: '@fastify/helmet',
  failures: 'none of its own; its headers stay on every error',
  async register (fastify) {
    const { default: helmet } = await import('@fastify/helmet')
    await fastify.register(helmet)
  },
  cases: [
    { ask: 'GET /error', status: 500, error: 'internal_error', keeps },
    { ask: 'GET /object', status: 404, error: 'object_not_found', keeps },
    { ask: 'GET /none', status: 404, error: 'object_not_found', keeps }
  ]
}
