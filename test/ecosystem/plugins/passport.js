import { SECRET } from '../service.js'

export default {
  name: '@fastify/passport',
  failures: 'a failed login 401 `unauthorized`, with `www-authenticate`; a strategy that breaks 500 `internal_error`',
  async register (fastify) {
    const { Authenticator } = await import('@fastify/passport')
    const { Strategy: Bearer } = (await import('passport-http-bearer')).default
    const { Strategy: Local } = (await import('passport-local')).default
    const { default: cookie } = await import('@fastify/cookie')
    const { default: session } = await import('@fastify/session')
    const passport = new Authenticator()
    await fastify.register(cookie)
    await fastify.register(session, { secret: 'a secret of at least thirty-two characters', cookie: { secure: false } })
    await fastify.register(passport.initialize())
    await fastify.register(passport.secureSession())
    passport.use('bearer', new Bearer((token, done) => { done(token === 'broken' ? new Error(SECRET) : null, token === 'good' && { id: 1 }) }))
    passport.use('local', new Local((user, _password, done) => { done(null, user === 'jo' && { id: 1 }) }))
    fastify.decorate('passport', passport)
  },
  routes (fastify) {
    const { passport } = fastify
    fastify.get('/members', { preValidation: passport.authenticate('bearer', { session: false, authInfo: false }) }, async () => 'hello')
    fastify.post('/login', { preValidation: passport.authenticate('local', { session: false, authInfo: false }) }, async () => 'hello')
  },
  cases: [
    { ask: 'GET /members', status: 401, error: 'unauthorized', keeps: ['www-authenticate'] },
    { ask: 'GET /members', headers: { authorization: 'Bearer bad' }, status: 401, error: 'unauthorized', keeps: ['www-authenticate'] },
    { ask: 'GET /members', headers: { authorization: 'Bearer broken' }, status: 500, error: 'internal_error' },
    { ask: 'POST /login', headers: { 'content-type': 'application/json' }, body: '{"username":"max","password":"x"}', status: 401, error: 'unauthorized' },
    { ask: 'GET /members', headers: { authorization: 'Bearer good' }, untouched: true }
  ]
}
