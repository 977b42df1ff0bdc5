import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { hashPassword, verifyPassword } from '../crypto/password.js'
import type { Services } from '../services.js'
import { CredentialsSchema, SessionSchema } from './schemas.js'

/** Logging in. */
export const authRoutes: FastifyPluginAsyncTypebox<Services> = async function authRoutes (app, { config, users }) {
  // Unknown users cost as much time as known ones: how long an answer takes must not tell who has an account.
  const decoy = await hashPassword('nobody has this password')

  app.post('/auth/login', {
    config: { rateLimit: { max: config.loginRateLimit } },
    schema: {
      summary: 'Log in',
      tags: ['auth'],
      security: [],
      body: CredentialsSchema,
      response: { 200: SessionSchema },
      apiErrors: ['invalid_credentials', 'wrong_authentication_system', 'jwt_key_error']
    }
  }, async (request, reply) => {
    const { email, password } = request.body
    const found = await users.findByEmail(email)
    if (found !== undefined && found.user.auth_system !== 'local') return reply.apiError('wrong_authentication_system')
    const isRight = await verifyPassword(password, found?.passwordHash ?? decoy)
    if (found === undefined || !isRight) return reply.apiError('invalid_credentials')
    const token = await reply.jwtSign({ sub: found.user.id })
    return { token, expires_in: config.tokenSeconds }
  })
}
