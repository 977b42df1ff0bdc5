import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import apiError from 'fastify-api-error'

/** How the document of a service is made. */
export const COMBINATIONS = ['3.0.3', '3.1.0'].flatMap(openapi => ['first', 'last'].flatMap(order => ['swagger', 'docs'].map(decorator => ({ openapi, order, decorator }))))

/**
 * The document of a service with the routes of a case.
 *
 * @param hasErrors - False for the document that the service has without fastify-api-error.
 */
export async function documentOf ({ options, setUp, response }, { openapi, order, decorator }, hasErrors) {
  const app = Fastify()
  await setUp?.(app)
  const documents = async () => await app.register(swagger, { openapi: { openapi, info: { title: 'Test', version: '1' } }, decorator, exposeHeadRoutes: true, ...options?.() })
  if (order === 'first') await documents()
  if (hasErrors) await app.register(apiError)
  if (order === 'last') await documents()
  await app.register(async scope => {
    scope.get('/things/:id', { schema: { operationId: 'getThing', summary: 'Gets a thing.', response: response(), ...hasErrors && { apiErrors: ['object_not_found', 'component_not_found'] } } }, async () => ({ id: 'a' }))
  })
  app.get('/silent', async () => '')
  await app.ready()
  return app[decorator]()
}
