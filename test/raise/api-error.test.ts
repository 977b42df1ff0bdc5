import { test } from 'tap'
import { ApiError, isApiError } from '../../src/raise/api-error.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { hostileValues, revoked, thrower } from '../fixtures/hostile.js'

const BRAND = Symbol.for('fastify-api-error.ApiError')

test('ApiError is an error by name, with what it was given', t => {
  const cause = new Error('why')
  const error = new ApiError('invalid_field_value', { details: { fields: ['a'] }, cause, headers: { 'retry-after': 1 } })
  t.ok(error instanceof Error)
  t.match(error, { name: 'ApiError', message: 'invalid_field_value', key: 'invalid_field_value', details: { fields: ['a'] }, cause, headers: { 'retry-after': 1 } })
  t.end()
})

test('ApiError needs nothing but a key of the catalogue', t => {
  for (const key of defaultCatalog.entries.flatMap(entry => [entry.name, entry.code, Number(entry.code)])) {
    const error = new ApiError(key as 'unauthorized')
    t.same([error.key, error.message, error.details, error.headers], [key, String(key), undefined, undefined])
    t.notOk('cause' in error)
  }
  t.end()
})

test('ApiError keeps a cause that is undefined, as Error does', t => {
  const error = new ApiError('unauthorized', { cause: undefined })
  t.ok(Object.hasOwn(error, 'cause'))
  t.notOk(Object.keys(error).includes('cause'))
  t.end()
})

test('ApiError records a stack trace only when asked, and leaves the limit as it is', t => {
  const limit = Error.stackTraceLimit
  t.notMatch(new ApiError('unauthorized').stack, /\n\s+at /)
  t.notMatch(new ApiError('unauthorized', { stack: false }).stack, /\n\s+at /)
  t.equal(Error.stackTraceLimit, limit)
  t.match(new ApiError('unauthorized', { stack: true }).stack, /api-error\.test/)
  t.equal(Error.stackTraceLimit, limit)
  t.match(new Error('another').stack, /\n\s+at /)
  t.end()
})

test('ApiError leaves the limit as it is also when its key cannot be a text', t => {
  const limit = Error.stackTraceLimit
  t.throws(() => new ApiError(Object.create(null)), TypeError)
  t.equal(Error.stackTraceLimit, limit)
  t.end()
})

test('isApiError knows an ApiError, and one of another copy of the package', t => {
  t.ok(isApiError(new ApiError('unauthorized')))
  t.ok(isApiError({ [BRAND]: true }))
  t.ok(isApiError(Object.freeze(new ApiError('unauthorized'))))
  t.end()
})

test('isApiError knows one by the key that it was made with', t => {
  const error = new ApiError('unauthorized')
  t.ok(isApiError(error, 'unauthorized'))
  t.notOk(isApiError(error, 'invalid_token'))
  t.notOk(isApiError(error, '1000'))
  t.ok(isApiError(new ApiError(1000), 1000))
  t.end()
})

test('isApiError is false for everything else, and never throws', t => {
  const yes = 'a proxy that says yes to everything' // it says so of the brand, too
  for (const [what, value] of hostileValues) t.equal(isApiError(value), what === yes, what)
  for (const value of [{ [BRAND]: 'true' }, { name: 'ApiError', key: 'unauthorized' }, thrower(), revoked(), Object.defineProperty({}, BRAND, { get () { throw new Error('no') } })]) t.notOk(isApiError(value))
  t.notOk(isApiError(Object.defineProperty({ [BRAND]: true }, 'key', { get () { throw new Error('no') } }), 'unauthorized'))
  t.end()
})

test('ApiError.fromResponse raises the error of an upstream again, and network_error for what the catalogue does not know', async t => {
  const known = await ApiError.fromResponse(Response.json({ code: '2007', error: 'invalid_field_value', fields: ['email'] }, { status: 400, headers: { 'retry-after': '3' } }))
  t.ok(isApiError(known, 'invalid_field_value'))
  t.same([known.details, known.headers], [{ fields: ['email'] }, { 'retry-after': '3' }])
  const unknown = await ApiError.fromResponse(new Response('<h1>Bad gateway</h1>', { status: 502 }))
  t.ok(isApiError(unknown, 'network_error'))
  t.ok(unknown.cause instanceof Error)
  t.ok(isApiError(await ApiError.fromResponse(undefined), 'network_error'))
})

test('options that refuse to be read leave the limit of stack traces as it was', async t => {
  const limit = Error.stackTraceLimit
  const options = new Proxy({}, { has () { throw new Error('no') } })
  t.throws(() => new ApiError('unauthorized', options), { message: 'no' })
  t.equal(Error.stackTraceLimit, limit)
})
