import { Type } from '@sinclair/typebox'
import { defaultCatalog, defineCatalog } from 'fastify-api-error'

/** The errors of the service: the built-in ones, each with the id of its request, which the log has as `reqId`. */
export const catalog = defineCatalog({
  errors: {},
  members: Type.Object({
    request_id: Type.String({ description: 'The request that failed. Name it when you ask for help.', examples: ['123e4567-e89b-42d3-a456-426614174000'] })
  })
}, { extend: defaultCatalog })
