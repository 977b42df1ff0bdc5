import type { FastifyInstance, FastifyReply } from 'fastify'
import { ApiError, isApiError } from 'fastify-api-error'
import type { DetailsArgument, RegisteredErrorName } from 'fastify-api-error'
import { expectType } from '../equal.js'
import type { Equal } from '../equal.js'

// A union of names needs what each of its errors needs.

declare const plain: 'unauthorized' | 'object_not_found'
declare const one: 'unauthorized' | 'card_declined'
declare const both: 'card_declined' | 'invalid_field_value'
declare const optional: 'unauthorized' | 'card_expired'
declare const codes: '5001' | 1000
declare const any: RegisteredErrorName

export const raise = (reply: FastifyReply): unknown[] => [
  reply.apiError(plain),
  reply.apiError(one, { retry_after: 1 }),
  reply.apiError(both, { retry_after: 1, fields: ['email'] }),
  reply.apiError(optional),
  reply.apiError(optional, { hint: 'ask' }),
  reply.apiError(codes, { retry_after: 1 }),
  // @ts-expect-error -- one of them needs details
  reply.apiError(one),
  // @ts-expect-error -- it needs other details, too
  reply.apiError(both, { retry_after: 1 }),
  // @ts-expect-error -- one of them needs details, also by its code
  reply.apiError(codes),
  // @ts-expect-error -- none of them takes details
  reply.apiError(plain, { retry_after: 1 }),
  // @ts-expect-error -- some of all errors need details
  reply.apiError(any)
]

export const errors = [
  new ApiError(plain),
  new ApiError(one, { details: { retry_after: 1 } }),
  new ApiError(optional, { details: { hint: 'ask' } }),
  // @ts-expect-error -- one of them needs details
  new ApiError(one),
  // @ts-expect-error -- it needs other details, too
  new ApiError(both, { details: { retry_after: 1 } })
]

export function narrow (value: unknown): void {
  if (isApiError(value, plain)) expectType<Equal<typeof value.details, undefined>>()
  if (isApiError(value, one)) expectType<Equal<typeof value.details, { retry_after: number } | undefined>>()
}

// A function of the service's own that takes a name and what goes with it.
export const fail = <Name extends RegisteredErrorName> (reply: FastifyReply, name: Name, ...details: DetailsArgument<Name>): Promise<never> =>
  reply.apiError(name, ...details as never)
export const failed = (reply: FastifyReply): unknown[] => [
  fail(reply, 'unauthorized'),
  fail(reply, 'card_declined', { retry_after: 1 }),
  // @ts-expect-error -- the details are missing
  fail(reply, 'card_declined')
]

// The reply of a route may be given to what takes any reply.
declare const app: FastifyInstance
app.get('/', { schema: { apiErrors: ['card_declined', 'unauthorized'] } }, async (_request, reply) => {
  if (reply.sent) return reply.apiError(one, { retry_after: 1 })
  // @ts-expect-error -- the route does not declare one of them
  if (reply.sent) return reply.apiError(plain)
  return raise(reply)
})
