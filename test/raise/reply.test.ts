import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyServerOptions } from 'fastify'
import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import apiError, { ApiError, defaultCatalog, defineCatalog } from '../../src/index.js'
import type { ApiErrorPluginOptions } from '../../src/index.js'
import { memoryLog } from '../helpers/log.js'

type Raise = (reply: FastifyReply) => unknown

async function service (raise: Raise, options: ApiErrorPluginOptions = {}, server: FastifyServerOptions = {}): Promise<FastifyInstance> {
  const app = Fastify(server)
  await app.register(apiError, options)
  app.get('/sync', (_request, reply) => raise(reply))
  app.get('/async', async (_request, reply) => raise(reply))
  app.get('/unreturned', async (_request, reply) => { raise(reply) })
  for (const hook of ['onRequest', 'preParsing', 'preValidation', 'preHandler'] as const) {
    app.get(`/${hook}/async`, { [hook]: async (_request: unknown, reply: FastifyReply) => raise(reply) }, async () => 'handler ran')
    app.get(`/${hook}/callback`, { [hook]: (_request: unknown, reply: FastifyReply) => { raise(reply) } }, async () => 'handler ran')
  }
  return app
}

const paths = ['/sync', '/async', '/unreturned', ...['onRequest', 'preParsing', 'preValidation', 'preHandler'].flatMap(hook => [`/${hook}/async`, `/${hook}/callback`])]

for (const entry of defaultCatalog.entries) {
  test(`reply.apiError sends ${entry.code} ${entry.name} by name, code and number, from handlers and hooks`, async t => {
    const details = entry.details === undefined ? [] : [{ fields: ['email'] }]
    const keys = entry.shared ? [entry.name] : [entry.name, entry.code, Number(entry.code)]
    for (const key of keys) {
      const app = await service(reply => reply.apiError(key as never, ...details as []))
      for (const path of paths) {
        const response = await app.inject(path)
        const expected = `{"code":"${entry.code}","error":"${entry.name}"${entry.details === undefined ? '' : ',"fields":["email"]'}}`
        t.same([response.statusCode, response.headers['content-type'], response.headers['content-length'], response.body],
          [entry.status, 'application/json; charset=utf-8', String(expected.length), expected], `${path} ${key}`)
      }
    }
  })
}

test('reply.apiError keeps headers that concern the client and drops those of another body', async t => {
  const app = await service(reply => reply
    .headers({ 'retry-after': '7', 'www-authenticate': 'Bearer', 'x-request-id': '1', 'access-control-allow-origin': '*', 'cache-control': 'no-store' })
    .headers({ 'content-type': 'text/html', 'content-encoding': 'gzip', 'content-length': '7', etag: '"x"', 'content-disposition': 'attachment', 'last-modified': 'now', 'content-range': 'bytes 0-1/2' })
    .header('set-cookie', ['a=1', 'b=2'])
    .trailer('x-checksum', async () => '1')
    .apiError('unauthorized'))
  const { headers } = await app.inject('/sync')
  t.same(Object.keys(headers).sort(), ['access-control-allow-origin', 'cache-control', 'connection', 'content-length', 'content-type', 'date', 'retry-after', 'set-cookie', 'www-authenticate', 'x-request-id'])
  t.same(headers['set-cookie'], ['a=1', 'b=2'])
})

test('reply.apiError wins over a status, a serializer and an envelope set before', async t => {
  const app = await service(reply => reply.code(204).serializer(() => 'serialized').apiError('not_allowed'))
  app.setReplySerializer(() => 'reply serializer')
  app.addHook('preSerialization', async () => ({ envelope: true }))
  const response = await app.inject('/async')
  t.same([response.statusCode, response.body], [403, '{"code":"1007","error":"not_allowed"}'])
})

test('an unknown name is a 500, and the log names it', async t => {
  const log = memoryLog()
  const app = await service(reply => reply.apiError('no_such_error' as never), {}, { logger: log.logger })
  const response = await app.inject('/sync')
  t.same([response.statusCode, response.body], [500, '{"code":"3001","error":"internal_error"}'])
  t.match(log.lines.find(line => line.level === 50)?.msg, 'API_ERROR_NOT_RAISED: reply.apiError: the catalogue has no error "no_such_error"')
})

test('details are checked: missing, misshapen and unasked ones are a 500 and logged', async t => {
  for (const [key, ...details] of [['invalid_field_value'], ['invalid_field_value', { fields: 'email' }], ['unauthorized', 'a text']] as const) {
    const log = memoryLog()
    const app = await service(reply => reply.apiError(key as never, ...details as unknown as []), {}, { logger: log.logger })
    t.equal((await app.inject('/sync')).body, '{"code":"3001","error":"internal_error"}')
    t.match(log.messages(), `API_ERROR_NOT_RAISED: reply.apiError: ${key === 'unauthorized' ? 'error "unauthorized" takes no details' : details.length === 0 ? 'error "invalid_field_value" needs details, got undefined' : 'details of error "invalid_field_value"'}`)
  }
})

test('an error in the place of the options, or of details that there are not, is the cause', async t => {
  const cause = Object.assign(new Error('the cause'), { headers: { 'x-upstream': 'secret' }, cause: 'further' })
  for (const [key, ...rest] of [['unauthorized', undefined, cause], ['unauthorized', cause], ['invalid_field_value', { fields: [] }, cause], ['nothing', cause]] as const) {
    const log = memoryLog()
    const app = await service(reply => reply.apiError(key as never, ...rest as unknown as []), {}, { logger: log.logger })
    const response = await app.inject('/sync')
    t.equal(response.json().error, key === 'nothing' ? 'internal_error' : key)
    t.notOk('x-upstream' in response.headers, 'its headers are its own')
    t.match(log.lines.find(({ err }) => err !== undefined), { err: { stack: /Error: the cause/ } })
  }
  const log = memoryLog()
  const app = await service(reply => reply.apiError('invalid_field_value', Object.assign(cause, { fields: ['email'] })), {}, { logger: log.logger })
  t.same((await app.inject('/sync')).json().fields, ['email'], 'which an error may bring')
})

test('the log keeps the cause of an error that cannot be raised', async t => {
  const log = memoryLog()
  const app = await service(reply => reply.apiError('invalid_field_value', { fields: 'email' } as never, { cause: new Error('the cause') }), {}, { logger: log.logger })
  t.equal((await app.inject('/sync')).body, '{"code":"3001","error":"internal_error"}')
  t.match(log.lines.find(({ msg }) => msg.startsWith('API_ERROR_NOT_RAISED')), { level: 50, err: { stack: /caused by: Error: the cause/ } })
})

test('details send what their schema names and nothing else, at any depth', async t => {
  const catalog = defineCatalog({
    errors: { quota_exceeded: { code: '2100', status: 429, description: 'The quota is used up.', details: Type.Object({ quota: Type.Object({ limit: Type.Integer() }), retry_after: Type.Optional(Type.Integer()) }) } }
  }, { extend: defaultCatalog })
  const row = { quota: { limit: 5, secret: 'x' }, secret: 'y' }
  const app = await service(reply => reply.apiError('quota_exceeded' as never, row as never), { catalog })
  t.equal((await app.inject('/sync')).body, '{"code":"2100","error":"quota_exceeded","quota":{"limit":5}}')
  t.equal(row.secret, 'y', 'the given object stays as it was')
})

test('details leave as JSON has them, and what JSON cannot have is a 500 that is logged', async t => {
  const catalog = defineCatalog({
    errors: { odd: { code: '2100', status: 400, description: 'It is odd.', details: Type.Object({ any: Type.Unknown(), link: Type.Optional(Type.String()) }) } }
  }, { extend: defaultCatalog })
  const raise = async (details: unknown): Promise<[body: string, log: string]> => {
    const log = memoryLog()
    const app = await service(reply => reply.apiError('odd' as never, details as never), { catalog }, { logger: log.logger })
    return [(await app.inject('/sync')).body, log.messages()]
  }
  class Account { id = 1; password = 'secret'; toJSON (): object { return { id: this.id } } }
  t.equal((await raise({ any: { error: new Error('secret'), account: new Account(), link: new URL('https://example.com/') }, link: new URL('https://example.com/') }))[0],
    '{"code":"2100","error":"odd","any":{"error":{},"account":{"id":1},"link":"https://example.com/"},"link":"https://example.com/"}')
  for (const [any, reason] of [[1n, 'BigInt'], [Symbol('s'), "must have required property 'any'"]] as const) {
    const [body, log] = await raise({ any })
    t.equal(body, '{"code":"3001","error":"internal_error"}')
    t.match(log, 'API_ERROR_NOT_RAISED: reply.apiError: details of error "odd" ')
    t.match(log, reason)
  }
})

test('an undeclared error is sent and logged once per route; in strict mode it is a 500', async t => {
  for (const strict of [false, true]) {
    const log = memoryLog()
    const app = Fastify({ logger: log.logger })
    await app.register(apiError, { strict })
    app.get('/things/:id', { schema: { apiErrors: ['object_not_found'] } }, (_request, reply) => reply.apiError('not_allowed' as never))
    await app.inject('/things/1')
    const response = await app.inject('/things/2')
    t.same([response.statusCode, response.json().error], strict ? [500, 'internal_error'] : [403, 'not_allowed'])
    const said = log.lines.filter(line => line.msg.includes('API_ERROR_UNDECLARED: GET /things/:id raised "not_allowed"'))
    t.same(said.map(line => line.level), strict ? [50, 50] : [40])
  }
})

test('what the framework may answer need not be declared', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError, { strict: true })
  app.post('/', { schema: { apiErrors: [], body: Type.Object({ a: Type.String() }) } }, (request, reply) =>
    (request.body as { a: string }).a === 'raise' ? reply.apiError('internal_error' as never) : reply.apiError('invalid_field_value' as never, { fields: ['a'] } as never))
  t.equal((await app.inject({ method: 'POST', url: '/', payload: { a: 'raise' } })).json().error, 'internal_error')
  t.equal((await app.inject({ method: 'POST', url: '/', payload: { a: 'x' } })).json().error, 'invalid_field_value')
  t.equal((await app.inject({ method: 'POST', url: '/', payload: {} })).json().error, 'invalid_field_value')
  t.notMatch(log.text(), 'API_ERROR_UNDECLARED')
})

test('a raised 5xx is logged at error, a raised 4xx by the line of Fastify, and neither is when it is switched off', async t => {
  const levels = async (key: 'database_error' | 'unauthorized', logErrors: boolean): Promise<number[]> => {
    const log = memoryLog()
    const app = await service(reply => reply.apiError(key), { logErrors }, { logger: log.logger })
    await app.inject('/sync')
    return log.lines.filter(line => line['apiError'] !== undefined).map(line => line.level)
  }
  t.same(await levels('database_error', true), [50, 30])
  t.same(await levels('unauthorized', true), [30])
  t.same(await levels('database_error', false), [])
})

test('a cause is logged and never sent: with its whole chain for a 5xx, at info for a 4xx', async t => {
  for (const [key, level] of [['database_error', 50], ['not_allowed', 30]] as const) {
    const log = memoryLog()
    const cause = new Error('query failed', { cause: new Error('connection lost') })
    const app = await service(reply => reply.apiError(key, undefined, { cause }), {}, { logger: log.logger })
    const response = await app.inject('/sync')
    t.notMatch(response.body + JSON.stringify(response.headers), /query|lost/)
    const lines = log.lines.filter(line => line['err'] !== undefined)
    t.match(lines, [{ level, apiError: { name: key }, err: { message: 'query failed: connection lost', stack: /connection lost/ }, res: { statusCode: response.statusCode } }])
    t.equal(lines.length, 1)
  }
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError, { strict: true })
  app.get('/', { schema: { apiErrors: [] } }, (_request, reply) => reply.apiError('not_allowed' as never, undefined as never, { cause: new Error('why') }))
  t.equal((await app.inject('/')).statusCode, 500)
  t.match(log.lines.filter(line => line['err'] !== undefined), [{ level: 50, apiError: { name: 'internal_error' }, err: { message: 'why' } }], 'also of what is refused')
})

test('headers of the options are sent by the rules of those of an ApiError', async t => {
  const log = memoryLog()
  const headers = { 'retry-after': 5, 'set-cookie': ['a=1', 'b=2'], 'X-Mixed': 'x', 'content-type': 'text/html', 'content-length': 1, etag: 'x', 'x-object': {}, 'x-split': 'a\r\nx-injected: 1', 'x bad name': '1' }
  const sent = async (raise: Raise): Promise<unknown> => {
    const app = await service(raise, {}, { logger: log.logger })
    const response = await app.inject('/async')
    return [response.statusCode, { ...response.headers, date: '' }, response.body]
  }
  const raised = await sent(reply => reply.apiError('not_allowed', undefined, { headers: headers as never }))
  t.same(raised, [403, { 'retry-after': '5', 'set-cookie': ['a=1', 'b=2'], 'x-mixed': 'x', 'content-type': 'application/json; charset=utf-8', 'content-length': '37', date: '', connection: 'keep-alive' }, '{"code":"1007","error":"not_allowed"}'])
  t.same(raised, await sent(() => { throw new ApiError('not_allowed', { headers: headers as never }) }))
  t.equal(log.lines.filter(line => line.msg.startsWith('API_ERROR_HEADER')).length, 2)
  for (const options of [null, 1, 'x', { headers: null }, { headers: 'x' }, new Proxy({}, { get () { throw new Error('no') } }), { headers: new Proxy({}, { ownKeys () { throw new Error('no') } }) }]) {
    t.match(await sent(reply => reply.apiError('not_allowed', undefined, options as never)), [403, {}, '{"code":"1007","error":"not_allowed"}'])
  }
})

test('a shared code raises the error that was defined first, and warns once', async t => {
  const warnings: Array<NodeJS.ErrnoException> = []
  const listen = (warning: NodeJS.ErrnoException): void => { if (warning.code === 'API_ERROR_SHARED_CODE') warnings.push(warning) }
  process.on('warning', listen)
  t.teardown(() => process.removeListener('warning', listen))
  const app = await service(reply => reply.apiError('2003' as never))
  t.equal((await app.inject('/sync')).body, '{"code":"2003","error":"object_already_exists"}')
  await app.inject('/sync')
  await new Promise(resolve => setImmediate(resolve))
  t.equal(warnings.length, 1)
})

test('a second answer is refused by Fastify and changes nothing', async t => {
  const log = memoryLog()
  const app = await service(reply => {
    reply.apiError('not_allowed')
    return reply.apiError('unauthorized')
  }, {}, { logger: log.logger })
  const response = await app.inject('/sync')
  t.same([response.statusCode, response.body], [403, '{"code":"1007","error":"not_allowed"}'])
  t.match(log.text(), 'FST_ERR_REP_ALREADY_SENT')
})
