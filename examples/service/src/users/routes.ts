import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { requireAdmin } from '../auth/authenticate.js'
import { hashPassword, verifyPassword } from '../crypto/password.js'
import type { Services } from '../services.js'
import { isEmail, isGoodPassword } from './rules.js'
import { NewDirectoryUserSchema, NewUserSchema, PasswordChangeSchema, UserSchema } from './schemas.js'

/** What everybody may do: sign up. */
export const signUpRoutes: FastifyPluginAsyncTypebox<Services> = async function signUpRoutes (app, { users }) {
  app.post('/users', {
    schema: {
      summary: 'Sign up',
      tags: ['users'],
      security: [],
      body: NewUserSchema,
      response: { 201: UserSchema },
      apiErrors: ['invalid_email', 'invalid_password', 'password_confirmation_mismatch', 'email_already_exists']
    }
  }, async (request, reply) => {
    const { email, name, password, password_confirmation: confirmation } = request.body
    if (!isEmail(email)) return reply.apiError('invalid_email')
    if (!isGoodPassword(password)) return reply.apiError('invalid_password')
    if (password !== confirmation) return reply.apiError('password_confirmation_mismatch')
    const user = await users.add({ email, name, passwordHash: await hashPassword(password) })
    return reply.code(201).send(user)
  })
}

/** What signed-in users may do. */
export const userRoutes: FastifyPluginAsyncTypebox<Services> = async function userRoutes (app, { users }) {
  app.get('/users/me', {
    schema: { summary: 'Who am I', tags: ['users'], response: { 200: UserSchema }, apiErrors: [] }
  }, async request => request.user)

  app.put('/users/me/password', {
    schema: {
      summary: 'Change my password',
      tags: ['users'],
      body: PasswordChangeSchema,
      response: { 204: Type.Null({ description: 'Changed.' }) },
      apiErrors: ['wrong_authentication_system', 'old_password_invalid', 'invalid_password', 'password_confirmation_mismatch']
    }
  }, async (request, reply) => {
    const { old_password: old, password, password_confirmation: confirmation } = request.body
    const hash = await users.passwordHash(request.user.id)
    if (hash === null) return reply.apiError('wrong_authentication_system')
    if (!await verifyPassword(old, hash)) return reply.apiError('old_password_invalid')
    if (!isGoodPassword(password)) return reply.apiError('invalid_password')
    if (password !== confirmation) return reply.apiError('password_confirmation_mismatch')
    await users.setPasswordHash(request.user.id, await hashPassword(password))
    return reply.code(204).send(null)
  })

  app.get('/users', {
    preHandler: requireAdmin,
    schema: { summary: 'All users', description: 'For admins.', tags: ['users'], response: { 200: Type.Array(UserSchema) }, apiErrors: ['not_allowed'] }
  }, async () => users.list())

  app.post('/users/directory', {
    preHandler: requireAdmin,
    schema: {
      summary: 'Add a user of the company directory',
      description: 'For admins. Such a user signs in at the directory (LDAP), and cannot log in here by password.',
      tags: ['users'],
      body: NewDirectoryUserSchema,
      response: { 201: UserSchema },
      apiErrors: ['not_allowed', 'invalid_email', 'email_already_exists']
    }
  }, async (request, reply) => {
    const { email, name } = request.body
    if (!isEmail(email)) return reply.apiError('invalid_email')
    return reply.code(201).send(await users.add({ email, name, authSystem: 'ldap' }))
  })
}
