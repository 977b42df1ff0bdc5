import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Where people read about the API; the OpenAPI document is at `/docs/json`. */
export const DOCS_PATH = '/docs'

/** Where the reference page of the errors is. */
export const ERRORS_PATH = '/errors'

/** The OpenAPI document of all routes registered after it, and a page that shows it. */
export const docs = fp(async function docs (app: FastifyInstance) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Platform API', description: 'Users, applications, their components, and deployments by providers.', version: '1.0.0' },
      externalDocs: { description: 'Every error, and where it comes from', url: ERRORS_PATH },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ token: [] }]
    }
  })
  await app.register(swaggerUi, { routePrefix: DOCS_PATH, staticCSP: true })
})
