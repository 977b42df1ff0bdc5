import Fastify from 'fastify'
import type { FastifyInstance, FastifyServerOptions, InjectOptions } from 'fastify'
import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import apiError, { ApiError, defaultCatalog } from '../../src/index.js'
import type { ApiErrorPluginOptions } from '../../src/index.js'
import { memoryLog } from '../helpers/log.js'

const SECRET = 'a-secret-of-the-cause'

async function throwing (value: unknown, options: ApiErrorPluginOptions = {}, server: FastifyServerOptions = {}): Promise<FastifyInstance> {
  const app = Fastify(server)
  await app.register(apiError, options)
  app.get('/async', async () => { throw value })
  app.get('/sync', () => { throw value })
  app.get('/hook', { preHandler: async () => { throw value } }, async () => 'handler ran')
  return app
}

for (const entry of defaultCatalog.entries) {
  test(`throw new ApiError('${entry.name}') sends it with its status, and nothing of its cause`, async t => {
    const log = memoryLog()
    const options = { cause: new Error(SECRET), ...entry.details === undefined ? {} : { details: { fields: ['email'] } } }
    const app = await throwing(new ApiError(entry.name as 'unauthorized', options as never), {}, { logger: log.logger })
    for (const path of ['/async', '/sync', '/hook']) {
      const response = await app.inject(path)
      const expected = `{"code":"${entry.code}","error":"${entry.name}"${entry.details === undefined ? '' : ',"fields":["email"]'}}`
      t.same([response.statusCode, response.headers['content-type'], response.body], [entry.status, 'application/json; charset=utf-8', expected], path)
    }
    const lines = log.lines.filter(line => line.msg !== 'request completed' && (line['apiError'] as { name?: string } | undefined)?.name === entry.name)
    t.same(lines.map(line => line.level), Array(3).fill(entry.status >= 500 ? 50 : 30))
    t.match(JSON.stringify(lines[0]), SECRET)
  })
}

test('a foreign error with a status keeps it, and the entry that stands for it is sent', async t => {
  for (const status of [400, 401, 403, 404, 409, 410, 413, 418, 429, 500, 501, 502, 503, 504, 599]) {
    const app = await throwing(Object.assign(new Error(SECRET), { statusCode: status }))
    const response = await app.inject('/async')
    const entry = defaultCatalog.fallback(status)
    t.same([response.statusCode, response.body], [status, JSON.stringify({ code: entry.code, error: entry.name })])
  }
})

test('headers of an ApiError are sent, of a foreign error only those that tell a client what to do', async t => {
  const own = await throwing(new ApiError('not_allowed', { headers: { 'x-reason': 'quota', 'retry-after': 5, 'set-cookie': ['a=1', 'b=2'], 'content-type': 'text/html' } }))
  t.match((await own.inject('/async')).headers, { 'x-reason': 'quota', 'retry-after': '5', 'set-cookie': ['a=1', 'b=2'], 'content-type': 'application/json; charset=utf-8' })
  const foreign = await throwing(Object.assign(new Error('x'), { statusCode: 429, headers: { 'retry-after': 5, 'x-internal': SECRET, 'set-cookie': 'a', 'content-length': '9' } }))
  const { headers } = await foreign.inject('/async')
  t.same([headers['retry-after'], headers['x-internal'], headers['set-cookie']], ['5', undefined, undefined])
})

test('a header of an ApiError that is no header is left out, and the log says so', async t => {
  const log = memoryLog()
  const app = await throwing(new ApiError('not_allowed', { headers: { 'x-bad': { a: 1 } } as never }), {}, { logger: log.logger })
  const response = await app.inject('/async')
  t.same([response.statusCode, response.headers['x-bad']], [403, undefined])
  t.match(log.messages(), 'API_ERROR_HEADER: the header "x-bad" of an error is of type object and was left out')
})

test('classify is asked first, and may name an error, give details and headers, or pass', async t => {
  class Missing extends Error {}
  class Invalid extends Error {}
  const app = Fastify()
  await app.register(apiError, {
    classify: (error, request) => {
      if (error instanceof Missing) return request.url === '/code' ? 4002 : 'component_not_found'
      if (error instanceof Invalid) return new ApiError('invalid_field_value', { details: { fields: ['name'] }, headers: { 'x-hint': '1' } })
      return undefined
    }
  })
  app.get('/name', async () => { throw new Missing() })
  app.get('/code', async () => { throw new Missing() })
  app.get('/details', async () => { throw new Invalid() })
  app.get('/other', async () => { throw new Error() })
  t.equal((await app.inject('/name')).body, '{"code":"4002","error":"component_not_found"}')
  t.equal((await app.inject('/code')).body, '{"code":"4002","error":"component_not_found"}')
  const details = await app.inject('/details')
  t.same([details.body, details.headers['x-hint']], ['{"code":"2007","error":"invalid_field_value","fields":["name"]}', '1'])
  t.equal((await app.inject('/other')).body, '{"code":"3001","error":"internal_error"}')
})

test('a classify that throws or names no error gives a 500 and a line in the log', async t => {
  const cases: Array<[NonNullable<ApiErrorPluginOptions['classify']>, string]> = [
    [() => { throw new Error('classify is broken') }, 'classify threw: classify is broken'],
    [() => 'no_such_error' as never, 'the catalogue has no error "no_such_error"']
  ]
  for (const [classify, message] of cases) {
    const log = memoryLog()
    const app = await throwing(new ApiError('not_allowed'), { classify }, { logger: log.logger })
    const response = await app.inject('/async')
    t.same([response.statusCode, response.body], [500, '{"code":"3001","error":"internal_error"}'])
    t.match(log.messages(), message)
  }
})

test('an ApiError of classify that has a cause is logged in the place of what was thrown', async t => {
  const log = memoryLog()
  const app = await throwing(new Error('what the driver said'), { classify: cause => new ApiError('database_error', { cause }) }, { logger: log.logger })
  t.equal((await app.inject('/async')).body, '{"code":"3002","error":"database_error"}')
  const line = log.lines.find(line => line['apiError'] !== undefined)
  t.match(line, { level: 50, apiError: { name: 'database_error' }, err: { type: 'ApiError', message: 'database_error: what the driver said' } })
})

test('an undeclared ApiError is sent and warned of, in strict mode it is a 500', async t => {
  for (const strict of [false, true]) {
    const app = Fastify()
    await app.register(apiError, { strict })
    app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => { throw new ApiError('not_allowed') })
    t.equal((await app.inject('/')).json().error, strict ? 'internal_error' : 'not_allowed')
  }
})

test('foreign errors need no declaration, also in strict mode', async t => {
  const app = Fastify()
  await app.register(apiError, { strict: true })
  app.get('/', { schema: { apiErrors: [] } }, async () => { throw Object.assign(new Error(), { statusCode: 429 }) })
  const response = await app.inject('/')
  t.same([response.statusCode, response.json().error], [429, 'invalid_request'])
})

test('validation of each part of a request names its fields', async t => {
  const app = Fastify({ ajv: { customOptions: { allErrors: true } } })
  await app.register(apiError)
  const part = Type.Object({ n: Type.Integer(), deep: Type.Optional(Type.Object({ zip: Type.String() }, { additionalProperties: true })) }, { additionalProperties: true })
  app.post('/body', { schema: { body: part } }, async () => 1)
  app.get('/query', { schema: { querystring: part } }, async () => 1)
  app.get('/params/:n', { schema: { params: part } }, async () => 1)
  app.get('/headers', { schema: { headers: Type.Object({ 'x-n': Type.Integer() }) } }, async () => 1)
  const answer = async (options: InjectOptions | string): Promise<unknown[]> => {
    const response = await app.inject(options)
    return [response.statusCode, response.body]
  }
  const invalid = (...fields: string[]): unknown[] => [400, JSON.stringify({ code: '2007', error: 'invalid_field_value', fields })]
  t.same(await answer({ method: 'POST', url: '/body', payload: { deep: {} } }), invalid('n', 'deep.zip'))
  t.same(await answer({ method: 'POST', url: '/body', payload: 'null', headers: { 'content-type': 'application/json' } }), invalid('body'))
  t.same(await answer('/query?n=x'), invalid('n'))
  t.same(await answer('/params/x'), invalid('n'))
  t.same(await answer({ url: '/headers', headers: { 'x-n': 'x' } }), invalid('x-n'))
})

test('bodies that cannot be parsed keep their status', async t => {
  const app = Fastify({ bodyLimit: 100 })
  await app.register(apiError)
  app.post('/', async () => 1)
  const json = { 'content-type': 'application/json' }
  const cases: Array<[number, object]> = [
    [400, { payload: '{', headers: json }],
    [400, { payload: '', headers: json }],
    [400, { payload: '{"__proto__":{"a":1}}', headers: json }],
    [413, { payload: JSON.stringify('x'.repeat(200)), headers: json }],
    [415, { payload: 'x', headers: { 'content-type': 'application/x-secret' } }]
  ]
  for (const [status, request] of cases) {
    const response = await app.inject({ method: 'POST', url: '/', ...request })
    t.same([response.statusCode, response.body], [status, '{"code":"2001","error":"invalid_request"}'])
  }
})

test('whatever is thrown leaves as an error of the catalogue', async t => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const hostile = new Proxy({}, { get () { throw new Error(SECRET) }, has () { throw new Error(SECRET) }, ownKeys () { throw new Error(SECRET) }, getPrototypeOf () { throw new Error(SECRET) } })
  const values: unknown[] = [
    null, undefined, SECRET, 0, 7n, Symbol(SECRET), () => SECRET, [SECRET], { secret: SECRET }, Buffer.from(SECRET), new Date(NaN), Object.freeze(new Error(SECRET)), proxy, hostile,
    Object.defineProperty(new Error(SECRET), 'statusCode', { get () { throw new Error(SECRET) } }), Promise.resolve(SECRET), new Response(SECRET), { then: SECRET, statusCode: 404, message: SECRET },
    Object.assign(new Error(SECRET), { validation: SECRET, code: 'FST_ERR_VALIDATION', statusCode: 500 })
  ]
  for (const value of values) {
    const app = await throwing(value, {}, { logger: memoryLog().logger })
    for (const path of ['/async', '/sync']) {
      const response = await app.inject(path)
      const { code, error } = response.json()
      t.equal(defaultCatalog.find(code, error)?.name, response.statusCode === 404 ? 'object_not_found' : 'internal_error')
      t.notMatch(response.body, SECRET)
    }
  }
})

test('errors are not logged when it is switched off', async t => {
  const log = memoryLog()
  const app = await throwing(new ApiError('database_error'), { logErrors: false }, { logger: log.logger })
  await app.inject('/async')
  t.same(log.lines.filter(line => line['apiError'] !== undefined), [])
})
