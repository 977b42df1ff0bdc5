import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { applicationRoutes } from './applications/routes.js'
import { createAuthenticate } from './auth/authenticate.js'
import { authRoutes } from './auth/routes.js'
import { componentRoutes } from './components/routes.js'
import { deploymentRoutes } from './deployments/routes.js'
import { providerRoutes } from './providers/routes.js'
import type { Services } from './services.js'
import { signUpRoutes, userRoutes } from './users/routes.js'

/** Every route of the service. */
export const routes: FastifyPluginAsyncTypebox<Services> = async function routes (app, services) {
  app.apiErrors.declare('database_error') // there is no route without the database

  app.get('/health', {
    config: { rateLimit: false },
    schema: {
      summary: 'Does it work',
      tags: ['health'],
      security: [],
      response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      apiErrors: []
    }
  }, async () => {
    await services.database.query('SELECT 1')
    return { status: 'ok' as const }
  })

  await app.register(authRoutes, services)
  await app.register(signUpRoutes, services)
  await app.register(signedInRoutes, services)
}

/** The routes that need a token. */
const signedInRoutes: FastifyPluginAsyncTypebox<Services> = async function signedInRoutes (app, services) {
  app.apiErrors.declare('unauthorized', 'invalid_token', 'jwt_key_error')
  app.addHook('onRequest', createAuthenticate(services.users))
  await app.register(userRoutes, services)
  await app.register(applicationRoutes, services)
  await app.register(componentRoutes, services)
  await app.register(deploymentRoutes, services)
  await app.register(providerRoutes, services)
}
