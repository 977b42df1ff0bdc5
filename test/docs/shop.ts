import Fastify from 'fastify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import swagger from '@fastify/swagger'
import type { SwaggerOptions } from '@fastify/swagger'
import { Type } from '@sinclair/typebox'
import { exampleOf } from '../../src/catalog/example.js'
import apiError, { apiErrorReference, defaultCatalog, defineCatalog } from '../../src/index.js'

/** The catalogue of the shop: details and headers of every kind. */
export const catalog = defineCatalog({
  groups: { billing: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to billing & <payment>.' } },
  errors: {
    card_declined: {
      code: '5001',
      status: 402,
      description: 'The card was declined.',
      since: '1.2',
      owner: '#payments',
      causes: ['The card has expired.', 'The bank has blocked the card.'],
      solutions: ['Ask the customer for another card.'],
      headers: { 'retry-after': Type.Integer({ minimum: 0, description: 'Seconds until another attempt makes sense.' }) },
      details: Type.Object({
        reason: Type.Union([Type.Literal('expired'), Type.Literal('stolen')], { description: 'Why.' }),
        retry_after: Type.Integer({ minimum: 1 }),
        note: Type.Optional(Type.Union([Type.String(), Type.Null()])),
        limits: Type.Optional(Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0 }))),
        range: Type.Optional(Type.Tuple([Type.Integer(), Type.Integer()]))
      })
    },
    too_many_requests: {
      code: '5002',
      status: 429,
      description: 'There were too many requests.',
      headers: { 'retry-after': Type.Integer({ description: 'Seconds to wait.' }), 'ratelimit-policy': 'The limits, as text.' }
    }
  },
  fallback: { 429: 'too_many_requests' }
}, { extend: defaultCatalog })

/** The catalogue of another scope, that means something else by a name. */
export const legacyCatalog = defineCatalog({
  errors: { object_not_found: { code: '2002', status: 404, description: 'It is not here any more.' } }
}, { extend: catalog })

/** How the shop is put together. */
export interface ShopOptions {
  readonly openapi?: string
  /** True to register @fastify/swagger after the plugin. */
  readonly swaggerLast?: boolean
  readonly swagger?: SwaggerOptions
}

/** A service that shows everything which may come into a document. Any route raises what the header `x-raise` names. */
export async function createShop ({ openapi = '3.1.0', swaggerLast = false, swagger: options }: ShopOptions = {}): Promise<FastifyInstance> {
  const app = Fastify()
  const documents = async (): Promise<void> => {
    await app.register(swagger, options ?? {
      openapi: {
        openapi,
        info: { title: 'Shop', version: '1.0.0', license: { name: 'MIT', identifier: openapi.startsWith('3.0') ? undefined : 'MIT', url: openapi.startsWith('3.0') ? 'https://example.com/licence' : undefined } as never },
        servers: [{ url: 'https://shop.example.com' }],
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
        security: [{ token: [] }]
      },
      exposeHeadRoutes: true
    })
  }
  if (!swaggerLast) await documents()
  await app.register(apiError, { catalog })
  if (swaggerLast) await documents()
  await app.register(apiErrorReference, { title: 'Errors of the "Shop" <b>' })
  app.addHook('preHandler', raise)
  await app.register(shopRoutes)
  return app
}

/** Raises the error that the header `x-raise` names, with the details of its example. */
export async function raise (request: FastifyRequest, reply: { apiError: unknown }): Promise<unknown> {
  const scope = request.server.apiErrors
  const entry = scope.catalog.get(request.headers['x-raise'])
  if (entry === undefined) return
  const { code: _code, error: _error, ...details } = exampleOf(entry) as Record<string, unknown>
  const send = reply.apiError as (name: string, details?: unknown) => unknown
  return send.call(reply, entry.name, entry.details === undefined ? undefined : details)
}

const Order = Type.Object({ id: Type.String(), amount: Type.Integer() })

async function shopRoutes (app: FastifyInstance): Promise<void> {
  app.apiErrors.declare('too_many_requests' as never)
  app.get('/orders/:id', {
    schema: { operationId: 'getOrder', params: Type.Object({ id: Type.String() }), response: { 200: Order }, apiErrors: ['object_not_found', 'component_not_found'] }
  }, async request => ({ id: (request.params as { id: string }).id, amount: 1 }))
  app.post('/orders', {
    schema: { operationId: 'createOrder', body: Type.Object({ amount: Type.Integer() }), response: { 201: Order }, apiErrors: ['card_declined' as never, 'object_already_exists', 'email_already_exists'] }
  }, async (_request, reply) => reply.code(201).send({ id: 'a', amount: 1 }))
  app.get('/report', {
    schema: { operationId: 'getReport', produces: ['text/csv'], response: { 200: Type.String() }, apiErrors: [] }
  } as never, async () => 'a,b')
  app.get('/anything', { schema: { operationId: 'getAnything', response: { 200: Type.String() } } }, async () => 'anything')
  app.get('/hidden', { schema: { hide: true, apiErrors: ['crypto_error'] } as never }, async () => 'hidden')
  app.get('/proxy', { config: { apiErrors: false }, schema: { operationId: 'proxy', response: { 200: Type.String() } } }, async () => 'proxied')
  await app.register(async legacy => {
    await legacy.register(apiError, { catalog: legacyCatalog })
    legacy.get('/orders/:id', {
      schema: { operationId: 'getLegacyOrder', params: Type.Object({ id: Type.String() }), response: { 200: Order }, apiErrors: ['object_not_found', 'component_not_found'] }
    }, async () => ({ id: 'a', amount: 1 }))
  }, { prefix: '/legacy' })
}
