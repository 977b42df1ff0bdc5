import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { test } from 'tap'
import { ApiError } from '../../src/raise/api-error.js'
import type { Catalog } from '../../src/catalog/catalog.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { classify, raised } from '../../src/classify/classify.js'
import type { Verdict } from '../../src/classify/classify.js'
import type { Classify } from '../../src/contract/scope.js'
import { hostileValues, revoked, SECRET, thrower } from '../fixtures/hostile.js'

interface Given { catalog?: Catalog, classify?: Classify }

const request = { url: '/somewhere' } as FastifyRequest // nothing of it is looked at but by the service's own classify
const verdictOn = (error: unknown, { catalog = defaultCatalog, classify: own }: Given = {}): Verdict =>
  classify(error, { catalog, classify: own, strict: false, logErrors: true }, request)
const sent = ({ answer }: Verdict): [status: number, body: string] => [answer.status, answer.body]

const bare = defineCatalog({
  groups: { all: { range: [1, 99], description: 'All.' } },
  errors: {
    bad: { code: '1', status: 400, description: 'Bad.' },
    worse: { code: '2', status: 500, description: 'Worse.' },
    hinted: { code: '3', status: 429, description: 'Hinted.', details: Type.Object({ hint: Type.Optional(Type.Any()) }) },
    large: { code: '4', status: 413, description: 'Large.', details: Type.Object({ size: Type.Any() }) }
  },
  fallback: { '4xx': 'bad', '5xx': 'worse' }
})

/** An ApiError as JavaScript, or a service with another catalogue registered, may make it. */
const anyApiError = (error: unknown, options?: unknown): ApiError => new ApiError(error as 'unauthorized', options as undefined)

test('classify makes of an ApiError the entry that it names, by name, code and number', t => {
  for (const entry of defaultCatalog.entries) {
    const options = entry.needsDetails ? { details: { fields: ['a'] } } : undefined
    for (const key of entry.shared ? [entry.name] : [entry.name, entry.code, Number(entry.code)]) {
      const verdict = verdictOn(anyApiError(key, options))
      t.match(verdict, { raised: true, problem: undefined, headers: [], answer: { entry, status: entry.status } })
      t.equal(verdict.answer.body, JSON.stringify({ code: entry.code, error: entry.name, ...options?.details }))
    }
  }
  t.end()
})

test('classify takes the headers of an ApiError as they are', t => {
  t.same(verdictOn(new ApiError('unauthorized', { headers: { 'www-authenticate': 'Bearer', 'x-any': ['a', 'b'] } })).headers, [['www-authenticate', 'Bearer'], ['x-any', ['a', 'b']]])
  for (const headers of [revoked(), thrower(), 'x-any: 1', null]) t.same(verdictOn(anyApiError('unauthorized', { headers })).headers, [])
  t.end()
})

test('classify makes internal_error of an ApiError that the catalogue does not have, and says which', t => {
  for (const [key, shown] of [['nothing', '"nothing"'], [9999, '9999'], [{}, 'of type object'], [Symbol('s'), 'of type symbol'], [undefined, 'of type undefined']] as const) {
    const verdict = verdictOn(anyApiError(key))
    t.same(sent(verdict), [500, '{"code":"3001","error":"internal_error"}'])
    t.equal(verdict.problem, `the catalogue has no error ${shown}`)
  }
  t.end()
})

test('raised makes internal_error of details that do not fit, and says why', t => {
  for (const [catalog, key, details, problem] of [
    [defaultCatalog, 'invalid_field_value', undefined, /details of error "invalid_field_value" do not fit its schema: \/fields Expected required property/],
    [defaultCatalog, 'invalid_field_value', { fields: 'email' }, /do not fit/],
    [defaultCatalog, 'unauthorized', { fields: ['a'] }, /error "unauthorized" takes no details/],
    [bare, 'large', { size: 1n }, /details of error "large" cannot be sent as JSON: .*BigInt/],
    [bare, 'hinted', cyclic(), /details of error "hinted" cannot be sent as JSON: /],
    [bare, 'hinted', revoked(), /details of error "hinted" cannot be sent as JSON: /],
    [bare, 'hinted', thrower(), /details of error "hinted" cannot be sent as JSON: /]
  ] as const) {
    const verdict = raised(catalog, key, details)
    t.match(verdict, { raised: true, headers: [], problem, answer: { entry: catalog.fallback(500), status: 500 } })
  }
  t.end()
})

test('raised sends the declared details, and none where they are optional', t => {
  t.same(sent(raised(bare, 'hinted', { hint: { a: 1 }, secret: 1 })), [429, '{"code":"3","error":"hinted","hint":{"a":1}}'])
  t.equal(raised(bare, 'hinted', undefined).answer, bare.answer(entryOf('hinted')))
  t.end()
})

test('raised warns once in the process of a code that several errors share', async t => {
  const warnings: Error[] = []
  const collect = (warning: Error): void => { warnings.push(warning) }
  process.on('warning', collect)
  t.teardown(() => process.off('warning', collect))
  t.equal(raised(defaultCatalog, 'email_already_exists', undefined).answer.entry.name, 'email_already_exists')
  t.equal(raised(defaultCatalog, '2003', undefined).answer.entry.name, 'object_already_exists')
  t.equal(raised(defaultCatalog, 'unauthorised', undefined).problem, 'the catalogue has no error "unauthorised"; did you mean "unauthorized"?')
  t.equal(raised(defaultCatalog, 2003, undefined).answer.entry.name, 'object_already_exists')
  await new Promise(resolve => setImmediate(resolve))
  t.match(warnings, [{ name: 'ApiErrorWarning', code: 'API_ERROR_SHARED_CODE', message: 'code 2003 is shared by several errors; "object_already_exists" was sent. Raise it by its name.' }])
  t.equal(warnings.length, 1)
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
  for (const answer of ['invalid_token', '1001', 1001, { error: 'invalid_token' }, { error: 1001, details: undefined }]) {
    const verdict = verdictOn(error, given(answer))
    t.match(verdict, { raised: false, headers: [], problem: undefined })
    t.same(sent(verdict), [401, '{"code":"1001","error":"invalid_token"}'])
  }
  t.same(seen.slice(0, 2), [error, request])
  const full = verdictOn(error, given({ error: 'invalid_field_value', details: { fields: ['a'] }, headers: { 'retry-after': 1 } }))
  t.same(sent(full), [400, '{"code":"2007","error":"invalid_field_value","fields":["a"]}'])
  t.same(full.headers, [['retry-after', 1]])
  for (const answer of [undefined, null]) t.same(sent(verdictOn(error, given(answer))), [401, '{"code":"1000","error":"unauthorized"}'])
  t.end()
})

test('classify survives a classify that fails, and says what was wrong', t => {
  const answers: ReadonlyArray<readonly [Classify, RegExp]> = [
    [() => { throw new Error('broken') }, /^classify threw: broken$/],
    [() => { throw null }, /^classify threw: $/], // eslint-disable-line no-throw-literal -- anything may be thrown
    [() => 'nothing', /^the catalogue has no error "nothing"$/],
    [() => ({}) as never, /^the catalogue has no error of type undefined$/],
    [() => true as never, /^the catalogue has no error of type boolean$/],
    [() => revoked() as never, /^the catalogue has no error of type undefined$/],
    [() => thrower() as never, /^the catalogue has no error of type undefined$/],
    [(async () => 'unauthorized') as unknown as Classify, /^the catalogue has no error of type undefined$/],
    [() => ({ error: 'invalid_field_value', details: thrower() }), /cannot be sent/]
  ]
  for (const [own, problem] of answers) {
    const verdict = verdictOn(new Error(SECRET), { classify: own as Classify })
    t.match(verdict, { raised: false, problem, headers: [] })
    t.same(sent(verdict), [500, '{"code":"3001","error":"internal_error"}'])
  }
  t.end()
})

test('classify makes the entry for validation of it, with the fields', t => {
  const validation = [{ instancePath: '/email' }, { instancePath: '/address', params: { missingProperty: 'zip' } }]
  for (const error of [{ validation }, { validation, statusCode: 400 }]) {
    const verdict = verdictOn(error)
    t.match(verdict, { raised: false })
    t.same(sent(verdict), [400, '{"code":"2007","error":"invalid_field_value","fields":["email","address.zip"]}'])
  }
  t.end()
})

test('classify keeps the 422 of a formatter where the catalogue lets the entry have it', t => {
  const error = { validation: [{ instancePath: '/email' }], statusCode: 422 }
  t.same(sent(verdictOn(error)), [422, '{"code":"2001","error":"invalid_request"}'])
  const catalog = defineCatalog({
    groups: { more: { range: [5000, 5999], description: 'More.' } },
    errors: { unprocessable: { code: '5000', status: 422, description: 'No.', details: Type.Object({ fields: Type.Array(Type.String()) }) } },
    fallback: { validation: 'unprocessable' }
  }, { extend: defaultCatalog })
  t.same(sent(verdictOn(error, { catalog })), [422, '{"code":"5000","error":"unprocessable","fields":["email"]}'])
  t.same(sent(verdictOn({ ...error, statusCode: 400 }, { catalog })), [422, '{"code":"5000","error":"unprocessable","fields":["email"]}'], 'the own status of the entry')
  t.end()
})

test('classify sends no fields where the entry for validation takes none', t => {
  const error = { validation: [{ instancePath: '/email' }], statusCode: 400 }
  t.same(sent(verdictOn(error, { catalog: bare })), [400, '{"code":"1","error":"bad"}'])
  const plain = defineCatalog({ errors: {}, fallback: { validation: 'bad' } }, { extend: bare })
  t.same(sent(verdictOn(error, { catalog: plain })), [400, '{"code":"1","error":"bad"}'])
  t.same(sent(verdictOn({ ...error, statusCode: 422 }, { catalog: plain })), [422, '{"code":"1","error":"bad"}'])
  t.end()
})

test('classify takes a validator that broke for no error of the request', t => {
  const error = Object.assign(new Error(SECRET), { statusCode: 500, code: 'FST_ERR_VALIDATION', validationContext: 'body' })
  t.same(sent(verdictOn(error)), [500, '{"code":"3001","error":"internal_error"}'])
  t.same(sent(verdictOn({ statusCode: 400, validation: 'a string' })), [400, '{"code":"2001","error":"invalid_request"}'])
  t.end()
})

test('classify makes invalid_token of a token that is no good, and only of that', t => {
  const token = '{"code":"1001","error":"invalid_token"}'
  for (const code of [
    'FST_JWT_AUTHORIZATION_TOKEN_EXPIRED', 'FST_JWT_AUTHORIZATION_TOKEN_UNTRUSTED', 'FST_JWT_AUTHORIZATION_TOKEN_INVALID', 'FST_JWT_BAD_REQUEST', 'FST_JWT_BAD_COOKIE_REQUEST',
    'FAST_JWT_MISSING_SIGNATURE', 'FAST_JWT_MALFORMED', 'FAST_JWT_EXPIRED', 'FAST_JWT_INACTIVE', 'FAST_JWT_INVALID_SIGNATURE', 'FAST_JWT_INVALID_ALGORITHM', 'FAST_JWT_VERIFY_ERROR', 'FAST_JWT_MISSING_REQUIRED_CLAIM'
  ]) t.same(sent(verdictOn({ code, statusCode: 400 })), [401, token], code)
  for (const code of ['FST_JWT_NO_AUTHORIZATION_IN_HEADER', 'FST_JWT_NO_AUTHORIZATION_IN_COOKIE']) t.same(sent(verdictOn({ code, statusCode: 401 })), [401, '{"code":"1000","error":"unauthorized"}'], code)
  for (const code of ['FAST_JWT_INVALID_KEY', 'FAST_JWT_MISSING_KEY', 'FAST_JWT_INVALID_OPTION', 'FAST_JWT_KEY_FETCHING_ERROR', 'FAST_JWT_SIGN_ERROR']) {
    t.same(sent(verdictOn({ code })), [500, '{"code":"3001","error":"internal_error"}'], code)
  }
  t.same(sent(verdictOn({ code: 'FAST_JWT_EXPIRED' }, { catalog: bare })), [500, '{"code":"2","error":"worse"}'], 'where the catalogue has no such error, its status')
  t.end()
})

test('classify makes database_error and network_error of what databases and networks say, before it asks for a status', t => {
  t.same(sent(verdictOn({ code: '23505', severity: 'ERROR', statusCode: 404 })), [500, '{"code":"3002","error":"database_error"}'])
  t.same(sent(verdictOn(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }))), [502, '{"code":"3003","error":"network_error"}'])
  t.same(sent(verdictOn({ code: 'ECONNREFUSED', cause: { code: 'SQLITE_BUSY' } })), [500, '{"code":"3002","error":"database_error"}'], 'a database first')
  t.same(sent(verdictOn({ code: 'ECONNREFUSED', statusCode: 503 }, { catalog: bare })), [503, '{"code":"2","error":"worse"}'])
  t.end()
})

test('classify keeps the status on an error, and sends what stands for it', t => {
  for (let status = 400; status <= 599; status++) {
    const entry = defaultCatalog.fallback(status)
    for (const error of [{ statusCode: status }, { status }, { statusCode: String(status) }]) {
      t.same(sent(verdictOn(error)), [status, JSON.stringify({ code: entry.code, error: entry.name })])
    }
  }
  t.end()
})

test('classify takes of a foreign error those headers only that a client can use', t => {
  t.same(verdictOn({ statusCode: 429, headers: { 'Retry-After': 3, 'set-cookie': SECRET } }).headers, [['retry-after', '3']])
  t.end()
})

for (const [what, value] of hostileValues) {
  test(`classify makes internal_error of ${what}, and nothing of it gets out`, t => {
    const verdict = verdictOn(value)
    t.same(sent(verdict), [500, '{"code":"3001","error":"internal_error"}'])
    t.same(verdict.headers, [])
    t.notMatch(String(verdict.problem), SECRET)
    t.end()
  })
}

test('classify survives what looks like an ApiError and is none', t => {
  const brand = Symbol.for('fastify-api-error.ApiError')
  const pretender = (members: object): object => ({ [brand]: true, ...members })
  const picky = new Proxy({}, { get (_target, key) { if (key === brand) return true; throw new Error(SECRET) } })
  for (const value of [picky, pretender({}), pretender({ error: 'nothing' }), pretender({ error: 'unauthorized', details: thrower() }), pretender({ error: revoked() })]) {
    t.same(sent(verdictOn(value)), [500, '{"code":"3001","error":"internal_error"}'])
  }
  t.same(sent(verdictOn(pretender({ error: 'unauthorized', headers: revoked() }))), [401, '{"code":"1000","error":"unauthorized"}'], 'one of another copy of the package is one')
  t.end()
})

function cyclic (): object {
  const details: Record<string, unknown> = {}
  details['hint'] = details
  return details
}

function entryOf (name: string): ReturnType<Catalog['fallback']> {
  const entry = bare.get(name)
  if (entry === undefined) throw new Error(`no ${name}`)
  return entry
}

test('classify takes a request that broke off for the fault of its client', t => {
  t.same(sent(verdictOn(Object.assign(new Error('aborted'), { code: 'ECONNRESET', statusCode: 400 }))), [400, '{"code":"2001","error":"invalid_request"}'])
  t.same(sent(verdictOn(Object.assign(new Error('reset'), { code: 'ECONNRESET', statusCode: 504 }))), [502, '{"code":"3003","error":"network_error"}'])
  t.end()
})
