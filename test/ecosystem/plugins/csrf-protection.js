export default {
  name: '@fastify/csrf-protection',
  failures: '403 `not_allowed`',
  async register (fastify) {
    const { default: cookie } = await import('@fastify/cookie')
    const { default: csrf } = await import('@fastify/csrf-protection')
    await fastify.register(cookie)
    await fastify.register(csrf)
  },
  routes (fastify) {
    fastify.post('/form', { onRequest: fastify.csrfProtection }, async () => 'stored')
  },
  cases: [
    { ask: 'POST /form', status: 403, error: 'not_allowed' },
    { ask: 'POST /form', headers: { cookie: '_csrf=a-secret', 'csrf-token': 'wrong' }, status: 403, error: 'not_allowed' }
  ]
}
