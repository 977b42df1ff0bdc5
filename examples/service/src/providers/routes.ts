import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { requireAdmin } from '../auth/authenticate.js'
import type { Services } from '../services.js'
import { AccountSchema, ProviderParamsSchema, ProviderSummarySchema } from './schemas.js'

/** What applications can be deployed with. Admins keep the accounts. */
export const providerRoutes: FastifyPluginAsyncTypebox<Services> = async function providerRoutes (app, { providers, accounts }) {
  app.get('/providers', {
    schema: { summary: 'All providers', tags: ['providers'], response: { 200: Type.Array(ProviderSummarySchema) }, apiErrors: [] }
  }, async () => {
    const connected = new Set(await accounts.list())
    return [...providers.keys()].map(name => ({ name, connected: connected.has(name) }))
  })

  app.put('/providers/:provider/account', {
    preHandler: requireAdmin,
    schema: {
      summary: 'Connect a provider',
      description: 'For admins.',
      tags: ['providers'],
      params: ProviderParamsSchema,
      body: AccountSchema,
      response: { 204: Type.Null({ description: 'Connected.' }) },
      apiErrors: ['not_allowed', 'provider_not_supported', 'crypto_error']
    }
  }, async (request, reply) => {
    const { provider } = request.params
    if (!providers.has(provider)) return reply.apiError('provider_not_supported')
    await accounts.set(provider, request.body)
    return reply.code(204).send(null)
  })

  app.delete('/providers/:provider/account', {
    preHandler: requireAdmin,
    schema: {
      summary: 'Disconnect a provider',
      description: 'For admins.',
      tags: ['providers'],
      params: ProviderParamsSchema,
      response: { 204: Type.Null({ description: 'Disconnected.' }) },
      apiErrors: ['not_allowed', 'object_not_found']
    }
  }, async (request, reply) => {
    await accounts.remove(request.params.provider)
    return reply.code(204).send(null)
  })
}
