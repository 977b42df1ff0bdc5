import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { ApplicationParamsSchema } from '../applications/schemas.js'
import type { Services } from '../services.js'
import { ComponentSchema, ComponentParamsSchema } from './schemas.js'

/** What an application is made of. */
export const componentRoutes: FastifyPluginAsyncTypebox<Services> = async function componentRoutes (app, { applications, components }) {
  app.post('/applications/:id/components', {
    schema: {
      summary: 'Add a component',
      tags: ['components'],
      params: ApplicationParamsSchema,
      body: ComponentSchema,
      response: { 201: ComponentSchema },
      apiErrors: ['object_not_found', 'not_allowed', 'object_already_exists']
    }
  }, async (request, reply) => {
    const { id } = await applications.getForChange(request.params.id, request.user)
    return reply.code(201).send(await components.add(id, request.body))
  })

  app.get('/applications/:id/components', {
    schema: { summary: 'The components', tags: ['components'], params: ApplicationParamsSchema, response: { 200: Type.Array(ComponentSchema) }, apiErrors: ['object_not_found'] }
  }, async request => {
    const { id } = await applications.get(request.params.id)
    return components.list(id)
  })

  app.get('/applications/:id/components/:component', {
    schema: {
      summary: 'A component',
      tags: ['components'],
      params: ComponentParamsSchema,
      response: { 200: ComponentSchema },
      apiErrors: ['object_not_found', 'component_not_found']
    }
  }, async request => {
    const { id } = await applications.get(request.params.id)
    return components.get(id, request.params.component)
  })

  app.delete('/applications/:id/components/:component', {
    schema: {
      summary: 'Remove a component',
      tags: ['components'],
      params: ComponentParamsSchema,
      response: { 204: Type.Null({ description: 'Removed.' }) },
      apiErrors: ['object_not_found', 'not_allowed', 'component_not_found']
    }
  }, async (request, reply) => {
    const { id } = await applications.getForChange(request.params.id, request.user)
    await components.remove(id, request.params.component)
    return reply.code(204).send(null)
  })
}
