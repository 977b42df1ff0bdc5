const headers = { 'content-type': 'application/json' }
const body = JSON.stringify({ email: 'nobody@example.com', password: 'not-the-password' })

export default {
  name: 'better-auth',
  failures: 'its own: its status with an error of the catalogue under the contract, its own under `config: { apiErrors: false }`',
  needs: '`config: { apiErrors: false }` on its route, for its own client',
  orders: ['after'],
  async routes (fastify) {
    const { betterAuth } = await import('better-auth')
    const { memoryAdapter } = await import('better-auth/adapters/memory')
    const mount = (basePath, config) => {
      const auth = betterAuth({
        basePath,
        baseURL: 'http://localhost',
        secret: 'a secret of at least thirty-two characters',
        database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
        emailAndPassword: { enabled: true },
        logger: { disabled: true },
        telemetry: { enabled: false },
        rateLimit: { enabled: false }
      })
      fastify.route({
        method: ['GET', 'POST'],
        url: `${basePath}/*`,
        config,
        async handler (request, reply) {
          const sent = request.method === 'POST' ? { body: JSON.stringify(request.body) } : {}
          const response = await auth.handler(new Request(`http://localhost${request.url}`, { method: request.method, headers: { 'content-type': 'application/json' }, ...sent }))
          return await reply.code(response.status).headers(Object.fromEntries(response.headers)).send(await response.text())
        }
      })
    }
    mount('/api/auth', {})
    mount('/own/auth', { apiErrors: false })
  },
  cases: [
    { ask: 'POST /api/auth/sign-in/email', headers, body, status: 401, error: 'unauthorized' },
    { ask: 'POST /api/auth/sign-in/email', headers, body: '{}', status: 400, error: 'invalid_request' },
    { ask: 'GET /api/auth/none', status: 404, error: 'object_not_found' },
    { ask: 'GET /api/auth/ok', untouched: true },
    { ask: 'POST /own/auth/sign-in/email', headers, body, untouched: true }
  ]
}
