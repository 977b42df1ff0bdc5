import { inspect } from 'node:util'
import Fastify from 'fastify'
import { test } from 'tap'
import { ApiError, isApiError } from '../../src/raise/api-error.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import apiError from '../../src/index.js'
import { memoryLog } from '../helpers/log.js'
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

test('an error in the place of the options is the cause', t => {
  const cause = Object.assign(new Error('why'), { cause: 'further', headers: { 'x-upstream': 'secret' }, details: { fields: [] } })
  const error = new ApiError('object_not_found', cause as never)
  t.equal(error.cause, cause)
  t.same([error.headers, error.details, error.stack], [undefined, undefined, 'ApiError: object_not_found'], 'and nothing of it is taken for an option')
  t.end()
})

test('ApiError refuses what are no options, such as the sentence that Error takes there', t => {
  for (const [options, shown] of [['No such book', "'No such book'"], [404, '404'], [null, 'null'], [() => {}, '[Function (anonymous)]']] as const) {
    t.throws(() => new ApiError('object_not_found', options as never), {
      code: 'API_ERROR_INVALID_OPTIONS',
      message: `API_ERROR_INVALID_OPTIONS: new ApiError("object_not_found"): the second argument must be { details, cause, headers }, got ${shown}`
    })
  }
  t.throws(() => new ApiError('x'.repeat(1e5) as 'unauthorized', 'y'.repeat(1e5) as never), { message: /^.{100,500}$/ }, 'in a short message')
  t.end()
})

test('ApiError keeps a cause that is undefined, as Error does', t => {
  const error = new ApiError('unauthorized', { cause: undefined })
  t.ok(Object.hasOwn(error, 'cause'))
  t.notOk(Object.keys(error).includes('cause'))
  t.end()
})

test('a 5xx without a cause has a stack, which shows where it was raised', t => {
  for (const key of ['internal_error', '3002', 3003] as const) {
    t.match(new ApiError(key).stack, /api-error\.test/)
    t.match(new ApiError(key, { cause: undefined }).stack, /api-error\.test/)
    t.notMatch(new ApiError(key, { cause: new Error('x') }).stack, /\n\s+at /, 'its cause has one')
    t.notMatch(new ApiError(key, { stack: false }).stack, /\n\s+at /)
  }
  t.end()
})

test('ApiError records a stack trace only when asked, and leaves the limit as it is', t => {
  const limit = Error.stackTraceLimit
  t.equal(new ApiError('unauthorized').stack, 'ApiError: unauthorized')
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

test('ApiError says code and status where a catalogue of this process has its key', t => {
  for (const { name, code, status } of defaultCatalog.entries) {
    const error = new ApiError(name as 'unauthorized')
    t.same([error.code, error.status, error.statusCode], [code, status, status])
  }
  t.same([new ApiError('2002').status, new ApiError(2002).code], [404, '2002'])
  const unknown = new ApiError('nothing' as 'unauthorized')
  t.same([unknown.code, unknown.status, unknown.statusCode], [undefined, undefined, undefined])
  t.same(Object.keys(new ApiError('unauthorized')), ['name', 'key', 'details', 'headers'], 'which are no members of its own')
  t.end()
})

test('an ApiError is shown by its key, in the log and on the console', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  app.log.error(new ApiError('invalid_field_value', { details: { fields: ['email'] } }))
  t.match(log.lines[0], { msg: 'invalid_field_value', err: { type: 'ApiError', message: 'invalid_field_value', key: 'invalid_field_value', details: { fields: ['email'] } } })
  t.match(inspect(new ApiError('unauthorized', { headers: { 'x-hint': '1' } })), /^\[?ApiError: unauthorized\]? \{\s+key: 'unauthorized',\s+details: undefined,\s+headers: \{ 'x-hint': '1' \}\s+\}$/)
})

test('the statusCode of an ApiError is not what is sent: the catalogue of the scope decides', async t => {
  const own = defineCatalog({ errors: { late: { code: '1500', status: 408, description: 'Late.' } } }, { extend: defaultCatalog })
  const app = Fastify()
  await app.register(apiError)
  app.get('/', async () => { throw new ApiError('late' as 'unauthorized') })
  t.equal(new ApiError('late' as 'unauthorized').statusCode, own.get('late')?.status)
  const response = await app.inject('/')
  t.same([response.statusCode, response.json().error], [500, 'internal_error'])
})

test('isApiError knows one by its name and its code, whichever it was made with', t => {
  for (const key of ['object_not_found', '2002', 2002] as const) {
    for (const asked of ['object_not_found', '2002', 2002] as const) t.ok(isApiError(new ApiError(key), asked))
    for (const asked of ['unauthorized', '1000', 1000] as const) t.notOk(isApiError(new ApiError(key), asked))
  }
  const error = new ApiError('unauthorized')
  t.ok(isApiError(error, 'unauthorized'))
  t.notOk(isApiError(error, 'invalid_token'))
  t.ok(isApiError(error, '1000'))
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

test('code and status of an ApiError may be assigned, as Fastify does with what a validator throws', async t => {
  const error = new ApiError('not_allowed')
  Object.assign(error, { code: 'FST_ERR_VALIDATION', status: 418, statusCode: 400 })
  t.same([error.code, error.status, error.statusCode, error.key], ['FST_ERR_VALIDATION', 418, 400, 'not_allowed'])
  const app = Fastify()
  await app.register(apiError)
  app.post('/', { schema: { body: {} }, validatorCompiler: () => () => { throw new ApiError('not_allowed') } }, async () => 'never')
  app.post('/returns', { schema: { body: {} }, validatorCompiler: () => () => ({ error: new ApiError('not_allowed') }) }, async () => 'never')
  for (const url of ['/', '/returns']) {
    const response = await app.inject({ method: 'POST', url, payload: {} })
    t.same([response.statusCode, response.json().error], [403, 'not_allowed'], url)
  }
})
