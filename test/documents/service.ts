import swagger from '@fastify/swagger'
import { Type } from '@sinclair/typebox'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import apiError, { defaultCatalog, defineCatalog } from '../../src/index.js'
import { raise } from '../docs/shop.js'

// What makes documents hard to read, in one service: four errors under a status, details that refer to themselves, members
// of every error, problem details, a response of the route's own beside errors, and routes that declare nothing.

const Node = Type.Recursive(This => Type.Object({ name: Type.String(), children: Type.Array(This), parent: Type.Optional(Type.Union([This, Type.Null()])) }))

/** Four errors under 402, one of them with a tree in its details, one with a tuple. */
export const catalog = defineCatalog({
  groups: { billing: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to billing.' } },
  errors: {
    card_declined: {
      code: '5001',
      status: 402,
      description: 'The card was declined.',
      headers: { 'retry-after': Type.Integer({ minimum: 0, description: 'Seconds until another attempt makes sense.' }) },
      details: Type.Object({ reason: Type.Union([Type.Literal('expired'), Type.Literal('stolen')], { description: 'Why.' }), retry_after: Type.Integer({ minimum: 1 }), note: Type.Union([Type.String(), Type.Null()]), by: Type.Optional(Type.Union([Type.Literal('bank'), Type.Literal('shop'), Type.Null()])) })
    },
    card_unknown: { code: '5002', status: 402, description: 'The card is not known.' },
    budget_exceeded: { code: '5003', status: 402, description: 'A budget was exceeded.', details: Type.Object({ budget: Node, all: Type.Record(Type.String(), Node) }) },
    price_changed: { code: '5004', status: 402, description: 'The price has changed.', details: Type.Object({ prices: Type.Tuple([Type.Number(), Type.Integer()]) }) }
  },
  members: Type.Object({ request_id: Type.String({ description: 'Name it when you ask for help.', examples: ['req-1'] }) })
}, { extend: defaultCatalog })

/** The service. Any route raises what the header `x-raise` names. */
export async function createService (openapi: string): Promise<FastifyInstance> {
  const app = Fastify()
  await app.register(swagger, { openapi: { openapi, info: { title: 'Orders', version: '1.0.0' }, servers: [{ url: 'https://orders.example.com' }] }, exposeHeadRoutes: true })
  await app.register(apiError, { catalog, members: request => ({ request_id: request.id }), problemJson: true, html: ({ description }) => `<!doctype html><p>${description}</p>` })
  app.addHook('preHandler', raise)
  await app.register(routes)
  return app
}

const Order = Type.Object({ id: Type.String() })
const Key = Type.Object({ id: Type.String() })

async function routes (app: FastifyInstance): Promise<void> {
  const pay = ['card_declined', 'card_unknown', 'budget_exceeded', 'price_changed'] as never[]
  app.post('/orders', {
    schema: { operationId: 'createOrder', body: Type.Object({ amount: Type.Integer() }), response: { 201: Order }, apiErrors: [...pay, 'object_already_exists', 'email_already_exists'] }
  }, async (_request, reply) => await reply.code(201).send({ id: 'a' }))
  app.get('/orders/:id', {
    schema: { operationId: 'getOrder', params: Key, response: { 200: Order }, apiErrors: ['object_not_found', 'component_not_found'] }
  }, async () => ({ id: 'a' }))
  app.delete('/orders/:id', { schema: { operationId: 'deleteOrder', params: Key, response: { 204: Type.Null() }, apiErrors: ['object_not_found'] } }, async (_request, reply) => { reply.code(204) })
  app.put('/orders/:id', {
    schema: { operationId: 'putOrder', params: Key, response: { 200: Order, 409: Type.Object({ taken: Type.String() }) }, apiErrors: ['object_already_exists', ...pay] }
  }, async (request, reply) => request.headers['x-taken'] === undefined ? { id: 'a' } : await reply.code(409).send({ taken: 'a' }))
  app.get('/jobs/:id', { schema: { operationId: 'getJob', params: Key, response: { 200: Type.Object({ failure: Type.Optional(Type.Ref('ApiError#')) }) } } }, async () => ({ failure: { code: '1000', error: 'unauthorized' } }))
}
