const part = value => Buffer.from(JSON.stringify(value)).toString('base64url')
const header = part({ alg: 'HS256', typ: 'JWT' })

export default {
  name: '@fastify/jwt',
  failures: 'no token 401 `unauthorized`; a wrong or expired one 401 `invalid_token`',
  async register (fastify) {
    const { default: jwt } = await import('@fastify/jwt')
    await fastify.register(jwt, { secret: 'a secret of the service' })
  },
  routes (fastify) {
    fastify.get('/members', { onRequest: request => request.jwtVerify() }, async () => 'hello')
    fastify.get('/expired', async request => request.server.jwt.verify(request.server.jwt.sign({ exp: 1 })))
  },
  cases: [
    { ask: 'GET /members', status: 401, error: 'unauthorized' },
    { ask: 'GET /members', headers: { authorization: 'Bearer two parts' }, status: 400, error: 'invalid_request' },
    { ask: 'GET /members', headers: { authorization: 'Bearer nonsense' }, status: 401, error: 'invalid_token' },
    { ask: 'GET /members', headers: { authorization: `Bearer ${header}.${part({ id: 1 })}.forged` }, status: 401, error: 'invalid_token' },
    { ask: 'GET /expired', status: 401, error: 'invalid_token', alone: 500 }
  ]
}
