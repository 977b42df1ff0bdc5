export default {
  name: '@fastify/response-validation',
  failures: 'an answer that does not match its schema 500 `internal_error`',
  async register (fastify) {
    const { default: responseValidation } = await import('@fastify/response-validation')
    await fastify.register(responseValidation)
  },
  routes (fastify) {
    const User = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } }
    fastify.get('/wrong', { schema: { response: { 200: User } } }, async () => ({ id: 'seven' }))
    fastify.get('/right', { schema: { response: { 200: User } } }, async () => ({ id: 7 }))
    fastify.get('/declares', { schema: { response: { 200: User }, apiErrors: ['object_not_found'] } }, async (_request, reply) => reply.apiError('object_not_found'))
  },
  cases: [
    { ask: 'GET /wrong', status: 500, error: 'internal_error' },
    { ask: 'GET /declares', status: 404, error: 'object_not_found', alone: 500 },
    { ask: 'GET /right', untouched: true }
  ]
}
