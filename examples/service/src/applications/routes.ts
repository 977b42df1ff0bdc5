import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { undeploy } from '../deployments/deploy.js'
import type { Services } from '../services.js'
import { ApplicationSchema, ApplicationParamsSchema, NewApplicationSchema } from './schemas.js'

/** Applications: everybody sees them, owners and admins change them. */
export const applicationRoutes: FastifyPluginAsyncTypebox<Services> = async function applicationRoutes (app, services) {
  const { applications, deployments } = services

  app.post('/applications', {
    schema: {
      summary: 'Create an application',
      tags: ['applications'],
      body: NewApplicationSchema,
      response: { 201: ApplicationSchema },
      apiErrors: ['application_already_exists']
    }
  }, async (request, reply) => reply.code(201).send(await applications.add(request.body.name, request.user)))

  app.get('/applications', {
    schema: { summary: 'All applications', tags: ['applications'], response: { 200: Type.Array(ApplicationSchema) }, apiErrors: [] }
  }, async () => applications.list())

  app.get('/applications/:id', {
    schema: { summary: 'An application', tags: ['applications'], params: ApplicationParamsSchema, response: { 200: ApplicationSchema }, apiErrors: ['object_not_found'] }
  }, async request => applications.get(request.params.id))

  app.delete('/applications/:id', {
    schema: {
      summary: 'Delete an application',
      description: 'It is taken down before, where it is deployed, and its components go with it.',
      tags: ['applications'],
      params: ApplicationParamsSchema,
      response: { 204: Type.Null({ description: 'Deleted.' }) },
      apiErrors: ['object_not_found', 'not_allowed', 'provider_not_supported', 'crypto_error', 'network_error']
    }
  }, async (request, reply) => {
    const { id } = await applications.getForChange(request.params.id, request.user)
    const running = await deployments.findRunning(id)
    if (running !== undefined) await undeploy(services, running)
    await applications.remove(id)
    return reply.code(204).send(null)
  })
}
