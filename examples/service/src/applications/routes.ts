import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { Services } from '../services.js'
import { Application, ApplicationParams, NewApplication } from './schemas.js'

/** Applications: everybody sees them, owners and admins change them. */
export const applicationRoutes: FastifyPluginAsyncTypebox<Services> = async function applicationRoutes (app, { applications }) {
  app.post('/applications', {
    schema: {
      summary: 'Create an application',
      tags: ['applications'],
      body: NewApplication,
      response: { 201: Application },
      apiErrors: ['application_already_exists']
    }
  }, async (request, reply) => reply.code(201).send(await applications.add(request.body.name, request.user)))

  app.get('/applications', {
    schema: { summary: 'All applications', tags: ['applications'], response: { 200: Type.Array(Application) }, apiErrors: [] }
  }, async () => applications.list())

  app.get('/applications/:id', {
    schema: { summary: 'An application', tags: ['applications'], params: ApplicationParams, response: { 200: Application }, apiErrors: ['object_not_found'] }
  }, async request => applications.get(request.params.id))

  app.delete('/applications/:id', {
    schema: {
      summary: 'Delete an application',
      description: 'Its components go with it. What is deployed has to be removed before.',
      tags: ['applications'],
      params: ApplicationParams,
      response: { 204: Type.Null({ description: 'Deleted.' }) },
      apiErrors: ['object_not_found', 'not_allowed']
    }
  }, async (request, reply) => {
    const { id } = await applications.getForChange(request.params.id, request.user)
    await applications.remove(id)
    return reply.code(204).send(null)
  })
}
