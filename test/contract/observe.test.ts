import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyServerOptions } from 'fastify'
import { Type } from '@sinclair/typebox'
import t from 'tap'
import type { Test } from 'tap'
import apiError, { ApiError, defaultCatalog, defineCatalog, serverOptions } from '../../src/index.js'
import type { ApiErrorEvent, ApiErrorPluginOptions } from '../../src/index.js'
import { memoryLog } from '../helpers/log.js'
import { talk } from '../helpers/http2.js'
import { exchange, request } from '../wire/exchange.js'

/** Keeps what the channel tells while a test runs. */
function listen (t: Test): ApiErrorEvent[] {
  const events: ApiErrorEvent[] = []
  const keep = (event: unknown): void => { events.push(event as ApiErrorEvent) }
  subscribe('fastify-api-error', keep)
  t.teardown(() => unsubscribe('fastify-api-error', keep))
  return events
}

/** Events without their requests, which are too much to show where a test fails. */
const shown = (events: readonly ApiErrorEvent[]): object[] => events.map(({ request, ...event }) => ({ ...event, hasRequest: request !== undefined }))

const cause = new Error('cause')
const boom = new TypeError('boom')

async function service (options: ApiErrorPluginOptions = {}, server: FastifyServerOptions = {}): Promise<FastifyInstance> {
  const app = Fastify(server) as FastifyInstance
  app.get('/older', async () => { throw boom })
  await app.register(apiError, options)
  app.get('/raised/:id', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => reply.apiError('object_not_found'))
  app.get('/undeclared', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => reply.apiError('not_allowed' as never))
  app.get('/thrown', async () => { throw new ApiError('database_error', { cause }) })
  app.get('/bare', async () => { throw new ApiError('not_allowed') })
  app.get('/foreign', async () => { throw boom })
  app.post('/invalid', { schema: { body: Type.Object({ a: Type.String() }) } }, async () => 'fine')
  app.get('/own', async (_request, reply) => reply.code(404).send({ code: '4002', error: 'component_not_found' }))
  app.get('/replaced', async (_request, reply) => reply.code(418).send('teapot'))
  app.get('/unsendable', async (_request, reply) => reply.header('x-bad', '\n').send('fine'))
  app.get('/late', { onSend: async (_request: unknown, reply: FastifyReply) => { if (reply.statusCode === 404) throw boom } }, async (_request, reply) => reply.apiError('object_not_found'))
  app.get('/unknown-name', async (_request, reply) => reply.apiError('nothing' as never))
  app.get('/exempt', { config: { apiErrors: false } }, async (_request, reply) => reply.code(404).send('page'))
  app.get('/hijacked', (_request, reply) => { reply.hijack(); reply.raw.writeHead(500).end('mine') })
  app.get('/fine', async () => 'fine')
  return app
}

t.test('each error that leaves is told of once, with what left', async t => {
  const events = listen(t)
  const app = await service()
  const cases: ReadonlyArray<readonly [url: string, expected: Partial<ApiErrorEvent>]> = [
    ['/raised/7?q=1', { kind: 'raised', error: 'object_not_found', code: '2002', status: 404, route: '/raised/:id', declared: true, cause: undefined }],
    ['/undeclared', { kind: 'raised', error: 'not_allowed', status: 403, declared: false }],
    ['/thrown', { kind: 'thrown', error: 'database_error', status: 500, cause, declared: true }],
    ['/bare', { kind: 'thrown', error: 'not_allowed', status: 403 }],
    ['/foreign', { kind: 'foreign', error: 'internal_error', status: 500, cause: boom }],
    ['/older', { kind: 'foreign', error: 'internal_error', status: 500, cause: boom, route: '/older' }],
    ['/own', { kind: 'raised', error: 'component_not_found', code: '4002', status: 404 }],
    ['/replaced', { kind: 'replaced', error: 'invalid_request', status: 418, cause: undefined }],
    ['/unsendable', { kind: 'foreign', error: 'internal_error', status: 500 }],
    ['/late', { kind: 'foreign', error: 'object_not_found', status: 404, cause: boom }],
    ['/unknown-name', { kind: 'raised', error: 'internal_error', status: 500 }],
    ['/nowhere/secret', { kind: 'transport', error: 'object_not_found', status: 404, route: undefined, declared: true }]
  ]
  for (const [url, expected] of cases) {
    events.length = 0
    const response = await app.inject(url)
    t.equal(events.length, 1, url)
    t.match(shown(events), [{ method: 'GET', ...expected }], url)
    const { code, error } = response.json()
    t.strictSame([response.statusCode, code, error], [events[0]?.status, events[0]?.code, events[0]?.error], `${url} says the same`)
    t.equal(events[0]?.request?.url, url, 'the request is there')
    if ('cause' in expected) t.equal(events[0]?.cause, expected.cause, `the cause of ${url}`)
  }
  events.length = 0
  await app.inject({ method: 'POST', url: '/invalid', payload: {} })
  t.match(shown(events), [{ kind: 'foreign', error: 'invalid_field_value', method: 'POST', route: '/invalid', cause: { code: 'FST_ERR_VALIDATION' } }])
  events.length = 0
  await app.inject({ method: 'HEAD', url: '/raised/7' })
  t.match(shown(events), [{ kind: 'raised', status: 404, method: 'HEAD' }])
  events.length = 0
  for (const url of ['/fine', '/exempt', '/hijacked']) await app.inject(url)
  t.strictSame(shown(events), [], 'nothing of what is fine, or out of the contract')
})

t.test('strict mode replaces what it refuses', async t => {
  const events = listen(t)
  const app = await service({ strict: true })
  app.get('/thrown-undeclared', { schema: { apiErrors: [] } }, async () => { throw new ApiError('not_allowed', { cause }) })
  await app.inject('/undeclared')
  await app.inject('/thrown-undeclared')
  t.match(shown(events), [{ kind: 'replaced', error: 'internal_error', status: 500 }, { kind: 'replaced', error: 'internal_error', status: 500, cause }])
})

t.test('onApiError is told of the errors of its scope and those in it, and each function once', async t => {
  const told: string[] = []
  const observer = (name: string) => ({ error }: ApiErrorEvent): void => { told.push(`${name} ${error}`) }
  const [outer, inner] = [observer('outer'), observer('inner')]
  const catalog = defineCatalog({ errors: { unauthorized: { code: '1999', status: 401, description: 'Another one.' } } }, { extend: defaultCatalog })
  const app = Fastify(serverOptions({ catalog })) as FastifyInstance
  await app.register(apiError, { onApiError: outer })
  app.get('/outer', async (_request, reply) => reply.apiError('not_allowed'))
  await app.register(async scope => {
    await scope.register(apiError, { catalog: catalog as never, onApiError: inner })
    scope.get('/inner', async (_request, reply) => reply.apiError('1999' as never))
    await scope.register(async deep => {
      await deep.register(apiError, { onApiError: outer })
      deep.get('/deep', async (_request, reply) => reply.apiError('not_allowed'))
    })
  })
  for (const url of ['/outer', '/inner', '/deep', '/%']) await app.inject(url)
  t.strictSame(told, ['outer not_allowed', 'inner unauthorized', 'outer unauthorized', 'inner not_allowed', 'outer not_allowed', 'outer invalid_request'])
})

t.test('what belongs to no route is told of without a request, once', async t => {
  const events = listen(t)
  const log = memoryLog()
  const app = await service({}, serverOptions({ logger: log.logger }))
  app.post('/body', async () => 'fine')
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  const { port } = app.server.address() as AddressInfo
  const cases: ReadonlyArray<readonly [what: string, sent: string, method: string | undefined, status: number]> = [
    ['a bad URL', request('GET /%'), 'GET', 400],
    ['garbage', 'garbage\r\n\r\n', undefined, 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 'GET', 400],
    ['an expectation', request('GET /', { expect: 'foo' }), 'GET', 417],
    ['a header that is too long', request('GET /', { 'x-long': 'x'.repeat(20_000) }), undefined, 431],
    ['a malformed body', 'POST /body HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n', 'POST', 400]
  ]
  for (const [what, sent, method, status] of cases) {
    events.length = 0
    t.match(await exchange(port, [sent]), `HTTP/1.1 ${status} `, what)
    await new Promise(resolve => { setTimeout(resolve, 20) })
    t.match(shown(events), [{ kind: 'transport', method, status, route: undefined, hasRequest: false, declared: true }], what)
  }
  t.strictSame(log.lines.filter(line => line.msg === 'client error').map(line => (line['apiError'] as { status: number }).status), [400, 431, 400], 'and the log says which error it was')
})

t.test('over HTTP/2, where a method may be any word', async t => {
  const events = listen(t)
  const app = Fastify(serverOptions({ http2: true })) as unknown as FastifyInstance
  await app.register(apiError)
  app.get('/', async (_request, reply) => reply.apiError('not_allowed'))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const session = http2.connect(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
  for (const method of ['GET', 'WHATEVER']) await talk(session, { ':path': '/', ':method': method })
  session.close()
  await app.close()
  t.match(shown(events), [{ kind: 'raised', error: 'not_allowed', method: 'GET', route: '/' }, { kind: 'transport', method: '_OTHER', route: undefined }])
})

t.test('an observer that throws or rejects harms nothing, and is logged once', async t => {
  const log = memoryLog()
  const told: string[] = []
  const throwing = function throwing (): never { throw new Error('secret of the observer') }
  const rejecting = async (): Promise<never> => { throw new Error('rejected') }
  const hostile = (): object => ({ get then () { throw new Error('then') } })
  const last = (event: unknown): void => { told.push((event as ApiErrorEvent).error) }
  const [nameless] = [(): never => { throw new Error('nameless') }]
  const misnamed = Object.defineProperty((): never => { throw new Error('misnamed') }, 'name', { value: Symbol('no text') })
  const subscribers = [throwing, rejecting, hostile, nameless, misnamed, last]
  for (const subscriber of subscribers) subscribe('fastify-api-error', subscriber)
  t.teardown(() => { for (const subscriber of subscribers) unsubscribe('fastify-api-error', subscriber) })
  const app = await service({ onApiError: () => { throw new Error('option') } }, { logger: log.logger })
  for (let count = 0; count < 3; count++) t.match(await app.inject('/raised/1'), { statusCode: 404, body: '{"code":"2002","error":"object_not_found"}' })
  await app.inject('/%')
  await new Promise(resolve => setImmediate(resolve))
  t.strictSame(told, ['object_not_found', 'object_not_found', 'object_not_found'], 'those after it are told')
  const lines = log.lines.filter(line => line.msg.includes('API_ERROR_OBSERVER_FAILED'))
  t.match(lines, [
    { level: 50, msg: /the observer "onApiError" of errors failed/, apiError: { name: 'object_not_found', code: '2002', status: 404 } },
    { level: 50, msg: /the observer "throwing" of errors failed/, err: { message: 'secret of the observer' } },
    { level: 50, msg: /an observer of errors failed/, err: { message: 'nameless' } },
    { level: 50, msg: /an observer of errors failed/, err: { message: 'misnamed' } },
    { level: 50, msg: /the observer "rejecting"/, err: { message: 'rejected' } }
  ])
  t.equal(lines.length, 5)
  log.lines.length = 0
  const bare = await service({ onApiError: async () => { throw new Error('bare') } }, serverOptions({ logger: log.logger }))
  await bare.inject('/%')
  t.match(log.lines.filter(line => line.msg.includes('API_ERROR_OBSERVER_FAILED')), [{ err: { message: 'bare' } }], 'also where there is no request')
})

t.test('what an observer does to its event, no other sees', async t => {
  const spoil = (event: unknown): void => { for (const key of Object.keys(Object(event))) Reflect.deleteProperty(Object(event), key) }
  subscribe('fastify-api-error', spoil)
  t.teardown(() => unsubscribe('fastify-api-error', spoil))
  const events = listen(t)
  await (await service({ onApiError: spoil })).inject('/raised/1')
  t.match(shown(events), [{ kind: 'raised', error: 'object_not_found', status: 404, hasRequest: true }])
})

t.test('where a runtime does not show the subscribers of a channel, it calls them itself', async t => {
  const events = listen(t)
  const { channel } = await import('node:diagnostics_channel')
  const own = channel('fastify-api-error')
  const { publish } = own
  const subscribers = (own as unknown as { _subscribers: unknown })._subscribers
  Object.defineProperty(own, '_subscribers', { value: undefined, configurable: true, writable: true })
  Object.assign(own, { publish: (event: ApiErrorEvent) => { events.push(event) } })
  t.teardown(() => { Object.assign(own, { _subscribers: subscribers, publish }) })
  await (await service()).inject('/bare')
  t.match(shown(events), [{ kind: 'thrown', error: 'not_allowed' }])
})

t.test('an option that is no function is refused', async t => {
  await t.rejects(service({ onApiError: 'log' as never }), { code: 'API_ERROR_INVALID_OPTIONS', message: /onApiError must be a function, got string/ })
})
