import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { ApplicationParamsSchema } from '../applications/schemas.js'
import { deploy, undeploy } from './deploy.js'
import type { Services } from '../services.js'
import { DeploymentSchema, NewDeploymentSchema } from './schemas.js'

/** Running applications at providers. */
export const deploymentRoutes: FastifyPluginAsyncTypebox<Services> = async function deploymentRoutes (app, services) {
  const { applications, components, deployments, providers } = services

  app.post('/applications/:id/deployments', {
    schema: {
      summary: 'Deploy an application',
      tags: ['deployments'],
      params: ApplicationParamsSchema,
      body: NewDeploymentSchema,
      response: { 201: DeploymentSchema },
      apiErrors: ['object_not_found', 'not_allowed', 'provider_not_supported', 'component_not_found', 'invalid_request', 'crypto_error', 'network_error']
    }
  }, async (request, reply) => {
    const provider = providers.get(request.body.provider)
    if (provider === undefined) return reply.apiError('provider_not_supported')
    const application = await applications.getForChange(request.params.id, request.user)
    const all = await components.list(application.id)
    const wanted = request.body.components ?? all.map(component => component.name)
    if (wanted.length === 0) return reply.apiError('invalid_request') // an application of nothing
    const chosen = all.filter(component => wanted.includes(component.name))
    if (chosen.length < wanted.length) return reply.apiError('component_not_found')
    return reply.code(201).send(await deploy(services, provider, application, chosen))
  })

  app.get('/applications/:id/deployments', {
    schema: { summary: 'The latest deployments', tags: ['deployments'], params: ApplicationParamsSchema, response: { 200: Type.Array(DeploymentSchema) }, apiErrors: ['object_not_found'] }
  }, async request => {
    const { id } = await applications.get(request.params.id)
    return deployments.list(id)
  })

  app.get('/applications/:id/deployment', {
    schema: {
      summary: 'The deployment that runs',
      tags: ['deployments'],
      params: ApplicationParamsSchema,
      response: { 200: DeploymentSchema },
      apiErrors: ['object_not_found', 'application_not_deployed']
    }
  }, async request => {
    const { id } = await applications.get(request.params.id)
    const { deployment } = await deployments.getRunning(id)
    return deployment
  })

  app.delete('/applications/:id/deployment', {
    schema: {
      summary: 'Remove the deployment that runs',
      tags: ['deployments'],
      params: ApplicationParamsSchema,
      response: { 204: Type.Null({ description: 'Removed.' }) },
      apiErrors: ['object_not_found', 'not_allowed', 'application_not_deployed', 'provider_not_supported', 'crypto_error', 'network_error']
    }
  }, async (request, reply) => {
    const { id } = await applications.getForChange(request.params.id, request.user)
    await undeploy(services, await deployments.getRunning(id))
    return reply.code(204).send(null)
  })
}
