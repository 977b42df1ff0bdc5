import { ApiError, isApiError } from 'fastify-api-error'
import type { RegisteredErrorKey } from 'fastify-api-error'
import { expectType } from '../equal.js'
import type { Equal } from '../equal.js'

export const errors = [
  new ApiError('unauthorized'),
  new ApiError('1000'),
  new ApiError(1000),
  new ApiError('unauthorized', { cause: new Error('why'), headers: { 'www-authenticate': 'Bearer', 'retry-after': 1, 'set-cookie': ['a', 'b'] }, stack: true }),
  new ApiError('invalid_field_value', { details: { fields: ['email'] } }),
  new ApiError(2007, { details: { fields: ['email'] }, cause: 'any value' }),
  // @ts-expect-error -- there is no such error
  new ApiError('nothing'),
  // @ts-expect-error -- two errors share the code
  new ApiError('2003'),
  // @ts-expect-error -- two errors share the number
  new ApiError(2003),
  // @ts-expect-error -- the details are missing
  new ApiError('invalid_field_value'),
  // @ts-expect-error -- the details are missing
  new ApiError('invalid_field_value', { cause: 'why' }),
  // @ts-expect-error -- fields are texts
  new ApiError('invalid_field_value', { details: { fields: [1] } }),
  // @ts-expect-error -- this error declares no details
  new ApiError('unauthorized', { details: { fields: [] } }),
  // @ts-expect-error -- there is no such option
  new ApiError('unauthorized', { reason: 'why' })
]

// A class of the service's own is one of an error, or of any.
export class Fields extends ApiError<'invalid_field_value'> {
  constructor (...fields: string[]) { super('invalid_field_value', { details: { fields } }) }
}
export class NoFields extends ApiError<'invalid_field_value'> {
  // @ts-expect-error -- the details are missing
  constructor () { super('invalid_field_value') }
}
export class AnyError extends ApiError {
  constructor (key: RegisteredErrorKey, cause?: unknown) { super(key, { cause }) }
}
export class Misspelt extends ApiError {
  // @ts-expect-error -- there is no such error
  constructor () { super('unauthorised') }
}

export function narrow (value: unknown): void {
  if (isApiError(value)) {
    expectType<Equal<typeof value, ApiError<RegisteredErrorKey>>>()
    expectType<Equal<typeof value.key, RegisteredErrorKey>>()
    expectType<typeof value extends Error ? true : false>()
  }
  if (isApiError(value, 'unauthorized')) expectType<Equal<typeof value.key, 'unauthorized'>>()
  if (isApiError(value, 1000)) expectType<Equal<typeof value.key, 1000>>()
  // It narrows to the details of the error.
  if (isApiError(value, 'invalid_field_value')) expectType<Equal<typeof value.details, { fields: string[] }>>()
  if (isApiError(value, 2007)) expectType<Equal<typeof value.details, { fields: string[] }>>()
  if (isApiError(value, 'unauthorized')) expectType<Equal<typeof value.details, undefined>>()
  if (isApiError(value)) {
    expectType<Equal<typeof value.details, { fields: string[] } | undefined>>()
    expectType<Equal<typeof value.statusCode, number | undefined>>()
  }
  // @ts-expect-error -- there is no such error
  if (isApiError(value, 'nothing')) return
  // @ts-expect-error -- it is not narrowed here
  String(value.key)
}
