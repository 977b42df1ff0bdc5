import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import type { Answer } from '../../src/catalog/answer.js'
import type { Catalog } from '../../src/catalog/catalog.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { answerOfForeign } from '../../src/classify/foreign.js'
import type { Circumstances } from '../../src/classify/foreign.js'
import { recognise } from '../../src/classify/recognise.js'
import { SECRET } from '../fixtures/hostile.js'

const answerTo = (error: unknown, { catalog = defaultCatalog, ...circumstances }: Circumstances & { catalog?: Catalog } = {}): Answer => answerOfForeign(error, catalog, recognise(error), circumstances)
const sent = ({ status, body }: Answer): [status: number, body: string] => [status, body]

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
test('answerOfForeign makes the entry for validation of it, with the fields', t => {
  const validation = [{ instancePath: '/email' }, { instancePath: '/address', params: { missingProperty: 'zip' } }]
  for (const error of [{ validation }, { validation, statusCode: 400 }]) {
    t.same(sent(answerTo(error)), [400, '{"code":"2007","error":"invalid_field_value","fields":["email","address.zip"]}'])
  }
  t.end()
})

test('answerOfForeign keeps the 422 of a formatter where the catalogue lets the entry have it', t => {
  const error = { validation: [{ instancePath: '/email' }], statusCode: 422 }
  t.same(sent(answerTo(error)), [422, '{"code":"2001","error":"invalid_request"}'])
  const catalog = defineCatalog({
    groups: { more: { range: [5000, 5999], description: 'More.' } },
    errors: { unprocessable: { code: '5000', status: 422, description: 'No.', details: Type.Object({ fields: Type.Array(Type.String()) }) } },
    roles: { validation: 'unprocessable' }
  }, { extend: defaultCatalog })
  t.same(sent(answerTo(error, { catalog })), [422, '{"code":"5000","error":"unprocessable","fields":["email"]}'])
  t.same(sent(answerTo({ ...error, statusCode: 400 }, { catalog })), [422, '{"code":"5000","error":"unprocessable","fields":["email"]}'], 'the own status of the entry')
  t.end()
})

test('answerOfForeign sends no fields where the entry for validation takes none', t => {
  const error = { validation: [{ instancePath: '/email' }], statusCode: 400 }
  t.same(sent(answerTo(error, { catalog: bare })), [400, '{"code":"1","error":"bad"}'])
  const plain = defineCatalog({ errors: {}, roles: { validation: 'bad' } }, { extend: bare })
  t.same(sent(answerTo(error, { catalog: plain })), [400, '{"code":"1","error":"bad"}'])
  t.same(sent(answerTo({ ...error, statusCode: 422 }, { catalog: plain })), [422, '{"code":"1","error":"bad"}'])
  t.end()
})

test('answerOfForeign takes a validator that broke for no error of the request', t => {
  const error = Object.assign(new Error(SECRET), { statusCode: 500, code: 'FST_ERR_VALIDATION', validationContext: 'body' })
  t.same(sent(answerTo(error)), [500, '{"code":"3001","error":"internal_error"}'])
  t.same(sent(answerTo({ statusCode: 400, validation: 'a string' })), [400, '{"code":"2001","error":"invalid_request"}'])
  t.end()
})

test('answerOfForeign makes invalid_token of a token that is no good, and only of that', t => {
  const token = '{"code":"1001","error":"invalid_token"}'
  for (const code of [
    'FST_JWT_AUTHORIZATION_TOKEN_EXPIRED', 'FST_JWT_AUTHORIZATION_TOKEN_UNTRUSTED', 'FST_JWT_AUTHORIZATION_TOKEN_INVALID',
    'FAST_JWT_MISSING_SIGNATURE', 'FAST_JWT_MALFORMED', 'FAST_JWT_EXPIRED', 'FAST_JWT_INACTIVE', 'FAST_JWT_INVALID_SIGNATURE', 'FAST_JWT_INVALID_ALGORITHM', 'FAST_JWT_VERIFY_ERROR', 'FAST_JWT_MISSING_REQUIRED_CLAIM'
  ]) t.same(sent(answerTo({ code, statusCode: 400 })), [401, token], code)
  for (const code of ['FST_JWT_BAD_REQUEST', 'FST_JWT_BAD_COOKIE_REQUEST']) t.same(sent(answerTo({ code, statusCode: 400 })), [400, '{"code":"2001","error":"invalid_request"}'], code)
  for (const code of ['FST_JWT_NO_AUTHORIZATION_IN_HEADER', 'FST_JWT_NO_AUTHORIZATION_IN_COOKIE']) t.same(sent(answerTo({ code, statusCode: 401 })), [401, '{"code":"1000","error":"unauthorized"}'], code)
  for (const code of ['FAST_JWT_INVALID_KEY', 'FAST_JWT_MISSING_KEY', 'FAST_JWT_INVALID_OPTION', 'FAST_JWT_KEY_FETCHING_ERROR', 'FAST_JWT_SIGN_ERROR']) {
    t.same(sent(answerTo({ code })), [500, '{"code":"3001","error":"internal_error"}'], code)
  }
  t.same(sent(answerTo({ code: 'FAST_JWT_EXPIRED' }, { catalog: bare })), [500, '{"code":"2","error":"worse"}'], 'where the catalogue has no such error, its status')
  t.end()
})

test('answerOfForeign makes database_error and network_error of what databases and networks say, before it asks for a status', t => {
  t.same(sent(answerTo({ code: '23505', severity: 'ERROR', statusCode: 404 })), [500, '{"code":"3002","error":"database_error"}'])
  t.same(sent(answerTo(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }))), [502, '{"code":"3003","error":"network_error"}'])
  t.same(sent(answerTo({ code: 'ECONNREFUSED', cause: { code: 'SQLITE_BUSY' } })), [500, '{"code":"3002","error":"database_error"}'], 'a database first')
  t.same(sent(answerTo({ code: 'ECONNREFUSED', statusCode: 503 }, { catalog: bare })), [503, '{"code":"2","error":"worse"}'])
  t.end()
})

test('answerOfForeign keeps the status on an error, and sends what stands for it', t => {
  for (let status = 400; status <= 599; status++) {
    const entry = defaultCatalog.fallback(status)
    for (const error of [{ statusCode: status }, { status }, { statusCode: String(status) }]) {
      t.same(sent(answerTo(error)), [status, JSON.stringify({ code: entry.code, error: entry.name })])
    }
  }
  t.end()
})

test('answerOfForeign takes a request that broke off for the fault of its client', t => {
  t.same(sent(answerTo(Object.assign(new Error('aborted'), { code: 'ECONNRESET', statusCode: 400 }))), [400, '{"code":"2001","error":"invalid_request"}'])
  t.same(sent(answerTo(Object.assign(new Error('reset'), { code: 'ECONNRESET', statusCode: 504 }))), [504, '{"code":"3003","error":"network_error"}'])
  t.end()
})

test('answerOfForeign keeps any other status of a validation error, with the entry that stands for it', t => {
  const validation = [{ instancePath: '/email' }]
  for (const [statusCode, name] of [[409, 'object_already_exists'], [418, 'invalid_request'], [500, 'internal_error'], [502, 'network_error']] as const) {
    const entry = defaultCatalog.get(name)
    t.same(sent(answerTo({ validation, statusCode })), [statusCode, JSON.stringify({ code: entry?.code, error: name })])
  }
  t.end()
})

test('answerOfForeign makes of a network error what the catalogue names, which need not stand for 502', t => {
  const catalog = defineCatalog({
    groups: { more: { range: [5000, 5999], description: 'More.' } },
    errors: { upstream_down: { code: '5000', status: 503, description: 'It is down.' }, data_lost: { code: '5001', status: 507, description: 'It is lost.' } },
    roles: { network: 'upstream_down', database: 'data_lost' }
  }, { extend: defaultCatalog })
  t.same(sent(answerTo(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }), { catalog })), [503, '{"code":"5000","error":"upstream_down"}'])
  t.same(sent(answerTo({ code: '23505', severity: 'ERROR' }, { catalog })), [507, '{"code":"5001","error":"data_lost"}'])
  t.same(sent(answerTo({ statusCode: 502 }, { catalog })), [502, '{"code":"3003","error":"network_error"}'])
  t.end()
})

test('answerOfForeign sends no fields under a status that is not one of validation', t => {
  const catalog = defineCatalog({
    groups: { more: { range: [5000, 5999], description: 'More.' } },
    errors: { unprocessable: { code: '5000', status: 422, description: 'No.', details: Type.Object({ fields: Type.Optional(Type.Array(Type.String())) }) } },
    roles: { validation: 'unprocessable' },
    fallback: { 409: 'unprocessable' }
  }, { extend: defaultCatalog })
  const validation = [{ instancePath: '/email' }]
  t.same(sent(answerTo({ validation, statusCode: 409 }, { catalog })), [409, '{"code":"5000","error":"unprocessable"}'])
  t.same(sent(answerTo({ validation, statusCode: 422 }, { catalog })), [422, '{"code":"5000","error":"unprocessable","fields":["email"]}'])
  t.end()
})

test('answerOfForeign lets the client that went away have made the fault, whatever was thrown', t => {
  t.same(sent(answerTo(Object.assign(new Error(SECRET), { code: 'ECONNRESET' }), { isAbandoned: true })), [400, '{"code":"2001","error":"invalid_request"}'])
  t.same(sent(answerTo(new Error(SECRET), { isAbandoned: true, status: 503 })), [400, '{"code":"2001","error":"invalid_request"}'])
  t.end()
})

test('answerOfForeign answers 401 where there was no token, and keeps the 400 of a header of another form', t => {
  const error = { code: 'FST_JWT_BAD_REQUEST', statusCode: 400 }
  t.same(sent(answerTo(error, { request: { headers: {} } })), [401, '{"code":"1000","error":"unauthorized"}'])
  t.same(sent(answerTo(error, { request: { headers: { authorization: 'Bearer a b' } } })), [400, '{"code":"2001","error":"invalid_request"}'])
  t.same(sent(answerTo({ name: 'JsonWebTokenError', message: 'jwt must be provided' })), [401, '{"code":"1000","error":"unauthorized"}'])
  t.end()
})

test('answerOfForeign keeps the 401 of a token that is no good where the catalogue has no entry for tokens', t => {
  const error = Object.assign(new Error(SECRET), { code: 'FST_JWT_AUTHORIZATION_TOKEN_INVALID', statusCode: 401 })
  t.same(sent(answerTo(error, { catalog: bare })), [401, '{"code":"1","error":"bad"}'])
  t.same(sent(answerTo(error)), [401, '{"code":"1001","error":"invalid_token"}'])
  t.end()
})

test('answerOfForeign takes the status that the reply had for chosen, 500 and successes excepted', t => {
  const cases: ReadonlyArray<readonly [error: unknown, status: unknown, expected: number]> = [
    [new Error(SECRET), 404, 404], [new Error(SECRET), 500, 500], [new Error(SECRET), 200, 500], [{ code: 'ECONNREFUSED', syscall: 'connect', statusCode: 500 }, 200, 502], [{ statusCode: 409 }, 404, 409]
  ]
  for (const [error, status, expected] of cases) t.equal(answerTo(error, { status }).status, expected, `${String(status)} → ${expected}`)
  t.end()
})

test('answerOfForeign says why fields are wrong where the entry has a member for it, and leaves it out where it does not fit', t => {
  const withIssues = (fields: object): Catalog => defineCatalog({
    errors: { invalid_field_value: { code: '2007', status: 400, description: 'Not correct.', details: { type: 'object', properties: { fields: { type: 'array', items: { type: 'string' }, ...fields }, issues: { type: 'array', items: { type: 'object', properties: { field: { type: 'string' }, rule: { type: 'string' } } } } } } } }
  }, { extend: defaultCatalog })
  const error = { validation: [{ instancePath: '/a', keyword: 'type', params: { type: 'string' } }, { instancePath: '/b', keyword: 'type', params: { type: 'string' } }] }
  t.equal(answerTo(error, { catalog: withIssues({}) }).body, '{"code":"2007","error":"invalid_field_value","fields":["a","b"],"issues":[{"field":"a","rule":"type"},{"field":"b","rule":"type"}]}')
  t.equal(answerTo(error, { catalog: withIssues({ maxItems: 1 }) }).body, '{"code":"2007","error":"invalid_field_value","fields":["a","b"]}')
  t.end()
})
