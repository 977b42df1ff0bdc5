import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { FastifyPluginAsyncZod, ZodTypeProvider } from 'fastify-type-provider-zod'
import apiError from 'fastify-api-error'
import { z } from 'zod'
import { expectType } from '../equal.js'
import type { Equal } from '../equal.js'

const app = Fastify().setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler).withTypeProvider<ZodTypeProvider>()
await app.register(apiError)

const User = z.object({ id: z.number(), name: z.string() })

app.get('/users/:id', {
  schema: { apiErrors: ['object_not_found'], params: z.object({ id: z.coerce.number() }), response: { 200: User } }
}, async (request, reply) => {
  expectType<Equal<typeof request.params.id, number>>()
  if (request.params.id === 1) return reply.apiError('object_not_found')
  if (request.params.id === 2) return reply.apiError('2002')
  // @ts-expect-error -- the route does not declare it
  if (request.params.id === 3) return reply.apiError('unauthorized')
  // @ts-expect-error -- the payload of 200 is another
  if (request.params.id === 4) return reply.code(200).send({ id: 'one' })
  return { id: 1, name: 'one' }
})

// @ts-expect-error -- the payload of 200 is another
app.get('/payload', { schema: { apiErrors: ['object_not_found'], response: { 200: User } } }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('object_not_found')
  return { id: 'one' }
})

app.get('/sync', { schema: { apiErrors: ['object_not_found'], response: { 200: User } } }, (request, reply) => {
  if (request.url === '/1') return reply.apiError('object_not_found')
  return { id: 1, name: 'one' }
})

app.route({
  method: 'POST',
  url: '/users',
  schema: { apiErrors: ['invalid_field_value'], body: User, response: { 200: User } },
  handler: async (request, reply) => {
    if (request.body.id === 1) return reply.apiError('invalid_field_value', { fields: ['name'] })
    // @ts-expect-error -- the route does not declare it
    if (request.body.id === 2) return reply.apiError('object_not_found')
    return request.body
  }
})

export const plugin: FastifyPluginAsyncZod = async function users (scope) {
  scope.get('/', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => {
    // @ts-expect-error -- the route does not declare it
    if (scope.prefix === '/1') return reply.apiError('unauthorized')
    return reply.apiError('object_not_found')
  })
}

// @ts-expect-error -- there is no such error
app.get('/unknown', { schema: { apiErrors: ['nothing'] } }, async () => 'fine')
