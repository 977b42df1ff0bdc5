import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import type { FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import apiError, { ApiError, defaultCatalog, isApiError } from 'fastify-api-error'
import type { DeclaredErrorName, ErrorName, RegisteredErrorName, RegisteredMembers } from 'fastify-api-error'
import { expectType } from '../equal.js'
import type { Equal } from '../equal.js'
import { catalog } from './register.js'

expectType<Equal<RegisteredErrorName, ErrorName<typeof catalog>>>()
expectType<Equal<DeclaredErrorName, 'unauthorized' | 'not_allowed'>>()

const app = Fastify()
await app.register(apiError, { catalog, members: request => ({ request_id: request.id }) })

// What every error carries is asked for, as the catalogue declares it.
expectType<Equal<RegisteredMembers, { trace?: number, request_id: string }>>()
app.register(apiError, { catalog, members: () => ({ request_id: 'a', trace: 1 }) })
app.register(apiError, { catalog: defaultCatalog })
// @ts-expect-error -- the members are missing
app.register(apiError, { catalog })
// @ts-expect-error -- the default catalogue is not the one that is registered
app.register(apiError, { strict: true })
// @ts-expect-error -- a member is missing
app.register(apiError, { catalog, members: () => ({ trace: 1 }) })
// @ts-expect-error -- a member of another type
app.register(apiError, { catalog, members: request => ({ request_id: request.body as number }) })
// @ts-expect-error -- a promise
app.register(apiError, { catalog, members: async request => ({ request_id: request.id }) })
// @ts-expect-error -- that catalogue declares none
app.register(apiError, { catalog: defaultCatalog, members: () => ({ request_id: 'a' }) })

// The registered catalogue is known everywhere.
export async function anywhere (reply: FastifyReply): Promise<unknown> {
  if (reply.sent) return reply.apiError('card_declined', { retry_after: 1 })
  if (reply.sent) return reply.apiError('5001', { retry_after: 1 })
  if (reply.sent) return reply.apiError(5001, { retry_after: 1 })
  if (reply.sent) return reply.apiError('card_expired')
  if (reply.sent) return reply.apiError('card_expired', { hint: 'ask' })
  if (reply.sent) return reply.apiError('card_expired', { hint: 'ask' }, { cause: 'why' })
  if (reply.sent) return reply.apiError('card_expired', undefined, { cause: 'why' })
  if (reply.sent) return reply.apiError('object_not_found')
  // @ts-expect-error -- the details are missing
  if (reply.sent) return reply.apiError('card_declined')
  // @ts-expect-error -- the details are others
  if (reply.sent) return reply.apiError('card_expired', { retry_after: 1 })
  // @ts-expect-error -- there is no such error
  return reply.apiError('nothing')
}

export const errors = [
  new ApiError('card_declined', { details: { retry_after: 1 } }),
  new ApiError('card_expired'),
  new ApiError('card_expired', { cause: 'why' }),
  new ApiError('card_expired', { details: { hint: 'ask' } }),
  // @ts-expect-error -- the details are missing
  new ApiError('card_declined'),
  // @ts-expect-error -- the details are others
  new ApiError('card_expired', { details: { retry_after: 1 } })
]
export const isDeclined = (value: unknown): boolean => isApiError(value, 'card_declined') && isApiError(value, 5001)

export function retryAfter (value: unknown): number | undefined {
  if (isApiError(value, 'card_expired')) expectType<Equal<typeof value.details, { hint?: string } | undefined>>()
  return isApiError(value, 'card_declined') ? value.details.retry_after : undefined
}

// A route that declares errors takes these, and those that are registered as declared.
app.get('/', { schema: { apiErrors: ['card_declined'] } }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('card_declined', { retry_after: 1 })
  if (request.url === '/2') return reply.apiError('unauthorized')
  if (request.url === '/3') return reply.apiError(1007)
  // @ts-expect-error -- the route does not declare it
  if (request.url === '/4') return reply.apiError('object_not_found')
  // @ts-expect-error -- the route does not declare it
  return reply.apiError('card_expired')
})

app.withTypeProvider<TypeBoxTypeProvider>().get('/typebox', { schema: { apiErrors: ['card_declined'] } }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('not_allowed')
  // @ts-expect-error -- the route does not declare it
  return reply.apiError('object_not_found')
})

app.withTypeProvider<ZodTypeProvider>().get('/zod', { schema: { apiErrors: ['card_declined'] } }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('not_allowed')
  // @ts-expect-error -- the route does not declare it
  return reply.apiError('object_not_found')
})

app.get('/none', { schema: { apiErrors: [] } }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('unauthorized')
  // @ts-expect-error -- the route declares none, and it is not registered as declared
  return reply.apiError('card_expired')
})

// What is known of nothing else is held to the catalogue.
declare const anything: any
export const helper = (reply: FastifyReply<any, any, any, any, any, any, any, any>): unknown[] => [
  reply.apiError('card_expired'),
  // @ts-expect-error -- there is no such error
  reply.apiError('nothing'),
  // @ts-expect-error -- it is no key at all
  reply.apiError({})
]
app.get('/any', { schema: anything }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('card_expired')
  // @ts-expect-error -- there is no such error
  return reply.apiError('nothing')
})

// @ts-expect-error -- there is no such error
app.get('/unknown', { schema: { apiErrors: ['nothing'] } }, async () => 'fine')
app.apiErrors.declare('card_declined')
