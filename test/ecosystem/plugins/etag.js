export default {
  name: '@fastify/etag',
  failures: 'none of its own; errors have no etag',
  async register (fastify) {
    const { default: etag } = await import('@fastify/etag')
    await fastify.register(etag)
  },
  cases: [
    { ask: 'GET /error', headers: { 'if-none-match': '*' }, status: 500, error: 'internal_error' },
    { ask: 'GET /object', headers: { 'if-none-match': '"a", "b"' }, status: 404, error: 'object_not_found' },
    { ask: 'GET /raised', headers: { 'if-none-match': '"a"' }, status: 401, error: 'unauthorized', alone: 500 }
  ]
}
