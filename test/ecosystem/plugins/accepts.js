export default {
  name: '@fastify/accepts',
  failures: 'none of its own: 406 `invalid_request` where the service says so; errors are JSON whatever is accepted',
  headers: { accept: 'text/html' },
  async register (fastify) {
    const { default: accepts } = await import('@fastify/accepts')
    await fastify.register(accepts, { decorateReply: true })
  },
  routes (fastify) {
    fastify.get('/page', async (request, reply) => {
      if (request.accepts().type(['html']) === 'html') return 'a page'
      return await reply.code(406).send('Not acceptable')
    })
  },
  cases: [
    { ask: 'GET /page', headers: { accept: 'image/png' }, status: 406, error: 'invalid_request' },
    { ask: 'GET /page', headers: { accept: 'text/html' }, untouched: true }
  ]
}
