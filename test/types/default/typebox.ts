import Fastify from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import apiError from 'fastify-api-error'
import { expectType } from '../equal.js'
import type { Equal } from '../equal.js'

const app = Fastify().withTypeProvider<TypeBoxTypeProvider>()
await app.register(apiError)

const User = Type.Object({ id: Type.Integer(), name: Type.String() })

app.get('/users/:id', {
  schema: { apiErrors: ['object_not_found'], params: Type.Object({ id: Type.Integer() }), response: { 200: User } }
}, async (request, reply) => {
  expectType<Equal<typeof request.params, { id: number }>>()
  if (request.params.id === 1) return reply.apiError('object_not_found')
  if (request.params.id === 2) return reply.apiError(2002)
  // @ts-expect-error -- the route does not declare it
  if (request.params.id === 3) return reply.apiError('unauthorized')
  // @ts-expect-error -- the payload of 200 is another
  if (request.params.id === 4) return reply.code(200).send({ id: 'one' })
  // @ts-expect-error -- the schema has this status only
  if (request.params.id === 5) return reply.code(201).send({ id: 1, name: 'one' })
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
  schema: { apiErrors: ['email_already_exists', 'invalid_field_value'], body: User, response: { 200: User } },
  handler: async (request, reply) => {
    expectType<Equal<typeof request.body, { id: number, name: string }>>()
    if (request.body.id === 1) return reply.apiError('email_already_exists')
    if (request.body.id === 2) return reply.apiError('invalid_field_value', { fields: ['name'] })
    // @ts-expect-error -- the code is shared
    if (request.body.id === 3) return reply.apiError('2003')
    // @ts-expect-error -- the route does not declare it
    if (request.body.id === 4) return reply.apiError('object_not_found')
    return request.body
  }
})

export const plugin: FastifyPluginAsyncTypebox = async function users (scope) {
  scope.get('/', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => {
    // @ts-expect-error -- the route does not declare it
    if (scope.prefix === '/1') return reply.apiError('unauthorized')
    return reply.apiError('object_not_found')
  })
}

// @ts-expect-error -- there is no such error
app.get('/unknown', { schema: { apiErrors: ['nothing'] } }, async () => 'fine')
