import type { FastifyReply, FastifyRequest } from 'fastify'
import { test } from 'tap'
import { ApiError } from '../../src/raise/api-error.js'
import type { Catalog } from '../../src/catalog/catalog.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { classify } from '../../src/classify/classify.js'
import type { Resolution } from '../../src/classify/resolution.js'
import type { Classify } from '../../src/contract/settings.js'
import { hostileValues, revoked, SECRET, thrower } from '../fixtures/hostile.js'

const BRAND = Symbol.for('fastify-api-error.ApiError')

interface Given { catalog?: Catalog, classify?: Classify }

const request = { url: '/somewhere' } as FastifyRequest // nothing of it is looked at but by the service's own classify
const resolve = (error: unknown, { catalog = defaultCatalog, classify: own }: Given = {}): Resolution =>
  classify(error, { catalog, classify: own, strict: false, logErrors: true }, request)
const sent = ({ answer }: Resolution): [status: number, body: string] => [answer.status, answer.body]

/** An ApiError as JavaScript, or a service with another catalogue registered, may make it. */
const anyApiError = (error: unknown, options?: unknown): ApiError => new ApiError(error as 'unauthorized', options as undefined)

test('classify makes of an ApiError the entry that it names, by name, code and number', t => {
  for (const entry of defaultCatalog.entries) {
    const options = entry.needsDetails ? { details: { fields: ['a'] } } : undefined
    for (const key of entry.shared ? [entry.name] : [entry.name, entry.code, Number(entry.code)]) {
      const resolution = resolve(anyApiError(key, options))
      t.match(resolution, { origin: 'thrown', problem: undefined, headers: [], answer: { entry, status: entry.status } })
      t.equal(resolution.answer.body, JSON.stringify({ code: entry.code, error: entry.name, ...options?.details }))
    }
  }
  t.end()
})

test('classify takes the headers of an ApiError as they are', t => {
  t.same(resolve(new ApiError('unauthorized', { headers: { 'www-authenticate': 'Bearer', 'x-any': ['a', 'b'] } })).headers, [['www-authenticate', 'Bearer'], ['x-any', ['a', 'b']]])
  for (const headers of [revoked(), thrower(), 'x-any: 1', null]) t.same(resolve(anyApiError('unauthorized', { headers })).headers, [])
  t.end()
})

test('classify makes internal_error of an ApiError that the catalogue does not have, and says which', t => {
  for (const [key, shown] of [['nothing', '"nothing"'], [9999, '9999'], [{}, 'of type object'], [Symbol('s'), 'of type symbol'], [undefined, 'of type undefined']] as const) {
    const resolution = resolve(anyApiError(key))
    t.same(sent(resolution), [500, '{"code":"3001","error":"internal_error"}'])
    t.equal(resolution.problem, `the catalogue has no error ${shown}`)
  }
  t.end()
})

test('classify asks the service first, and takes what it says', t => {
  const seen: unknown[] = []
  const given = (answer: unknown): Given => ({
    classify: (error, asked) => {
      seen.push(error, asked)
      return answer as ReturnType<Classify>
    }
  })
  const error = new ApiError('unauthorized')
  for (const answer of ['invalid_token', '1001', 1001, new ApiError('invalid_token'), new ApiError(1001), { [BRAND]: true, key: 'invalid_token' }]) {
    const resolution = resolve(error, given(answer))
    t.match(resolution, { origin: 'foreign', problem: undefined, logged: undefined })
    t.strictSame(resolution.headers, [])
    t.same(sent(resolution), [401, '{"code":"1001","error":"invalid_token"}'])
  }
  t.same(seen.slice(0, 2), [error, request])
  const full = resolve(error, given(new ApiError('invalid_field_value', { details: { fields: ['a'] }, headers: { 'retry-after': 1 } })))
  t.same(sent(full), [400, '{"code":"2007","error":"invalid_field_value","fields":["a"]}'])
  t.same(full.headers, [['retry-after', 1]])
  const caused = new ApiError('invalid_token', { cause: error })
  t.equal(resolve(error, given(caused)).logged, caused, 'one with a cause is what the log shows')
  for (const answer of [undefined, null]) t.same(sent(resolve(error, given(answer))), [401, '{"code":"1000","error":"unauthorized"}'])
  t.end()
})

test('classify survives a classify that fails, and says what was wrong', t => {
  const answers: ReadonlyArray<readonly [Classify, RegExp]> = [
    [() => { throw new Error('broken') }, /^classify threw: broken$/],
    [() => { throw null }, /^classify threw: $/], // eslint-disable-line no-throw-literal -- anything may be thrown
    [() => 'nothing' as never, /^the catalogue has no error "nothing"$/],
    [() => anyApiError('nothing'), /^the catalogue has no error "nothing"$/],
    [() => ({}) as never, /^classify returned an object that is no ApiError; return a name, a code, an ApiError, or undefined$/],
    [() => ({ error: 'unauthorized' }) as never, /^classify returned an object that is no ApiError; return 'unauthorized', or new ApiError\('unauthorized', \{ details, headers \}\)$/],
    [() => ({ name: 'unauthorized' }) as never, /^classify returned an object that is no ApiError; return 'unauthorized', or new ApiError/],
    [() => new Error(SECRET) as never, /^classify returned an object that is no ApiError; /],
    [() => true as never, /^classify returned a boolean; /],
    [() => (() => 'unauthorized') as never, /^classify returned a function; /],
    [() => revoked() as never, /^classify returned an object that is no ApiError; /],
    [() => thrower() as never, /^classify returned an object that is no ApiError; /],
    [(async () => 'unauthorized') as unknown as Classify, /^classify returned a promise; nothing waits for it, so classify may not be async; return a name/],
    [() => anyApiError('invalid_field_value', { details: thrower() }), /cannot be sent/]
  ]
  for (const [own, problem] of answers) {
    const resolution = resolve(new Error(SECRET), { classify: own as Classify })
    t.match(resolution, { origin: 'foreign', problem })
    t.strictSame(resolution.headers, [])
    t.same(sent(resolution), [500, '{"code":"3001","error":"internal_error"}'])
  }
  t.end()
})

test('a promise of classify that is rejected does not end the process', async t => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => { unhandled.push(reason) }
  process.on('unhandledRejection', note)
  t.teardown(() => process.off('unhandledRejection', note))
  const rejecting = (async () => { throw new Error(SECRET) }) as unknown as Classify
  t.match(resolve(new Error(SECRET), { classify: rejecting }), { origin: 'foreign', problem: /^classify returned a promise; / })
  await new Promise(resolve => { setImmediate(resolve) })
  t.same(unhandled, [])
})

test('classify takes of a foreign error those headers only that a client can use', t => {
  t.same(resolve({ statusCode: 429, headers: { 'Retry-After': 3, 'set-cookie': SECRET } }).headers, [['retry-after', '3']])
  t.end()
})

for (const [what, value] of hostileValues) {
  test(`classify makes internal_error of ${what}, and nothing of it gets out`, t => {
    const resolution = resolve(value)
    t.same(sent(resolution), [500, '{"code":"3001","error":"internal_error"}'])
    t.same(resolution.headers, [])
    t.notMatch(String(resolution.problem), SECRET)
    t.end()
  })
}

test('classify survives what looks like an ApiError and is none', t => {
  const pretender = (members: object): object => ({ [BRAND]: true, ...members })
  const picky = new Proxy({}, { get (_target, key) { if (key === BRAND) return true; throw new Error(SECRET) } })
  for (const value of [picky, pretender({}), pretender({ key: 'nothing' }), pretender({ error: 'unauthorized' }), pretender({ key: 'invalid_field_value', details: thrower() }), pretender({ key: revoked() })]) {
    t.same(sent(resolve(value)), [500, '{"code":"3001","error":"internal_error"}'])
  }
  t.same(sent(resolve(pretender({ key: 'unauthorized', headers: revoked() }))), [401, '{"code":"1000","error":"unauthorized"}'], 'one of another copy of the package is one')
  t.end()
})

test('classify looks at the reply: its status, and whether its client is gone', t => {
  const settings = { catalog: defaultCatalog, classify: undefined, strict: false, logErrors: true }
  const at = (raw: object, statusCode: number): FastifyReply => ({ raw, statusCode }) as unknown as FastifyReply
  const there = { raw: { socket: { destroyed: false } } } as unknown as FastifyRequest
  t.match(classify(new Error(SECRET), settings, there, at({ destroyed: false }, 404)), { isAbandoned: undefined, answer: { status: 404, entry: { name: 'object_not_found' } } })
  const gone = at({ destroyed: true }, 200)
  t.match(classify(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }), settings, there, gone), { isAbandoned: true, answer: { status: 400 } })
  t.match(classify(new TypeError(SECRET), settings, there, gone), { isAbandoned: undefined, answer: { status: 500 } }, 'a bug is still one')
  const upstream = Object.assign(new Error(SECRET), { isAxiosError: true, name: 'AxiosError', response: { status: 404, headers: {} }, headers: { 'retry-after': '5' } })
  t.match(classify(upstream, settings, there, at({ destroyed: false }, 200)), { headers: [], answer: { status: 502 } })
  t.end()
})
