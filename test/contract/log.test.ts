import Fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyServerOptions } from 'fastify'
import { test } from 'tap'
import apiError, { ApiError, serverOptions } from '../../src/index.js'
import { write } from '../../src/contract/log.js'
import { memoryLog } from '../helpers/log.js'

test('a 5xx is logged with its request and the whole chain of causes', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError)
  app.get('/orders', async () => { throw new ApiError('database_error', { cause: new Error('query failed', { cause: new Error('connection lost') }) }) })
  await app.inject('/orders')
  const line = log.lines.find(candidate => candidate.level === 50)
  t.match(line, { reqId: 'req-1', apiError: { name: 'database_error', code: '3002', status: 500 }, req: { method: 'GET', url: '/orders' }, res: { statusCode: 500 } })
  t.match((line?.['err'] as { stack: string }).stack, /database_error[\s\S]*query failed[\s\S]*connection lost/)
})

test('a thrown 4xx is logged at info, as Fastify does', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError)
  app.get('/', async () => { throw new ApiError('not_allowed') })
  await app.inject('/')
  t.match(log.lines.find(line => line['apiError'] !== undefined), { level: 30, apiError: { name: 'not_allowed', code: '1007', status: 403 }, res: { statusCode: 403 }, msg: 'not_allowed' })
})

test('what cannot be logged as an error is described, within bounds', async t => {
  const { proxy, revoke } = Proxy.revocable(new Error(), {})
  revoke()
  const hostile = new Proxy(new Error(), { getPrototypeOf () { throw new Error('no') } })
  const quiet = new Proxy(new Error('x'), { get (target, key) { if (key === 'message') throw new Error('no'); return Reflect.get(target, key) } })
  for (const value of ['a string', { a: 'x'.repeat(100_000) }, null, proxy, hostile, quiet, new Error('')]) {
    const log = memoryLog()
    const app = Fastify({ logger: log.logger })
    await app.register(apiError)
    app.get('/', async () => { throw value })
    t.equal((await app.inject('/')).body, '{"code":"3001","error":"internal_error"}')
    const line = log.lines.find(candidate => candidate.level === 50)
    t.ok(line)
    t.ok(JSON.stringify(line).length < 5_000)
  }
})

test('an error that no serializer can take is logged without it, and answered', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: { ...log.logger as object, serializers: { err () { throw new Error('serializer failed') } } } as never })
  await app.register(apiError)
  app.get('/', async () => { throw new Error('x') })
  t.equal((await app.inject('/')).body, '{"code":"3001","error":"internal_error"}')
  t.match(log.lines.find(line => line.level === 50), { unloggable: true, msg: 'x' })
})

test('a logger that always throws costs no answer', async t => {
  const broken = Object.fromEntries(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map(level => [level, () => { if (isArmed) throw new Error('no log') }]))
  let isArmed = false
  const loggerInstance = { ...broken, level: 'info', child: () => loggerInstance } as unknown as FastifyBaseLogger
  const app = Fastify({ loggerInstance, logController: new LogController({ disableRequestLogging: true }) })
  await app.register(apiError)
  app.get('/', async () => { throw new Error('x') })
  await app.ready()
  isArmed = true
  t.equal((await app.inject('/')).body, '{"code":"3001","error":"internal_error"}')
})

test('write gives up on a logger that fails twice', t => {
  const asked: string[] = []
  const log = { warn (context: object) { asked.push(JSON.stringify(context)); throw new Error('no disk') } } as unknown as FastifyBaseLogger
  write({ log }, 'warn', { a: 1 }, 'message')
  t.same(asked, ['{"a":1}', '{"unloggable":true}'])
  t.end()
})

test('an error without a message, where Fastify\'s own handler is not known, is logged by the name of the error', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  app.setErrorHandler((error, _request, reply) => { reply.send(error) })
  await app.register(apiError)
  app.get('/5xx', async () => { throw new Error('') })
  app.get('/4xx', async () => { throw Object.assign(new Error(''), { statusCode: 409 }) })
  app.get('/said', async () => { throw new Error('said') })
  for (const url of ['/5xx', '/4xx', '/said']) await app.inject(url)
  t.match(log.lines.filter(line => line['apiError'] !== undefined && line.msg !== 'request completed').map(({ level, msg }) => [level, msg]), [[50, 'internal_error'], [30, 'object_already_exists'], [50, 'said']])
})

test('the line of a raised 5xx has the status that is sent', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError)
  app.get('/', async (_request, reply) => reply.apiError('provider_not_supported'))
  await app.inject('/')
  t.match(log.lines.find(line => line['apiError'] !== undefined), { level: 50, msg: 'provider_not_supported', apiError: { name: 'provider_not_supported', status: 501 }, res: { statusCode: 501 } })
})

/** A service that fails in every way, and the lines that each request leaves. */
async function failing (server: FastifyServerOptions = {}): Promise<{ app: FastifyInstance, linesOf: (url: string, headers?: Record<string, string>) => Promise<ReturnType<typeof memoryLog>['lines']> }> {
  const log = memoryLog()
  const app = Fastify(serverOptions({ ...server, logger: { ...log.logger as object, ...server.logger as object } })) as FastifyInstance
  await app.register(apiError)
  app.get('/raised', async (_request, reply) => reply.apiError('object_already_exists'))
  app.get('/thrown', async () => { throw new ApiError('not_allowed') })
  app.get('/fault', async () => { throw new ApiError('database_error') })
  app.get('/replaced', async (_request, reply) => reply.code(404).send('page'))
  app.get('/upstream', async () => { throw await ApiError.fromResponse(Response.json({}, { status: 503 })) })
  app.get('/fine', async () => 'fine')
  return { app, async linesOf (url, headers = {}) { log.lines.length = 0; await app.inject({ url, headers }); await new Promise(resolve => setImmediate(resolve)); return log.lines.splice(0) } }
}

test('every line that belongs to an error says which it was, and has the status that was sent and the id of its request', async t => {
  const { linesOf } = await failing()
  const cases = [['/raised', 'object_already_exists', '2003', 409], ['/thrown', 'not_allowed', '1007', 403], ['/fault', 'database_error', '3002', 500], ['/replaced', 'object_not_found', '2002', 404],
    ['/upstream', 'network_error', '3003', 502], ['/nowhere', 'object_not_found', '2002', 404], ['/%', 'invalid_request', '2001', 400]] as const
  for (const [url, name, code, status] of cases) {
    const lines = (await linesOf(url)).filter(line => line.msg !== 'incoming request')
    t.ok(lines.length >= 1, url)
    for (const line of lines) t.match(line, { reqId: /^req-/, apiError: { name, code, status }, ...'res' in line && { res: { statusCode: status } } }, `${url}: ${line.msg}`)
    if (url !== '/%') t.equal(lines.filter(line => line.msg === 'request completed').length, 1, url)
  }
  for (const line of await linesOf('/fine')) t.notOk(line['apiError'])
})

test('the line of Fastify is left alone where requests are not logged, or the logger is frozen', async t => {
  t.strictSame(await (await failing({ logController: new LogController({ disableRequestLogging: true }) })).linesOf('/raised'), [])
  t.strictSame(await (await failing({ logger: { level: 'warn' } })).linesOf('/raised'), [])
  const own = Object.fromEntries(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map(level => [level, (..._given: unknown[]) => {}]))
  const loggerInstance = { ...own, level: 'info', child: () => Object.freeze({ ...loggerInstance }) } as unknown as FastifyBaseLogger
  const plain = Fastify({ loggerInstance })
  await plain.register(apiError)
  t.equal((await plain.inject('/nowhere')).statusCode, 404)
})

test('whatever is logged of a reply that was an error says which, and stays what it was', async t => {
  const { app, linesOf } = await failing()
  app.addHook('onResponse', async (_request, reply) => {
    reply.log.info('text %s', 'formatted')
    reply.log.warn({ a: 1, apiError: 'own' }, 'fields')
    reply.log.error(new Error('an error'))
    reply.log.child({ b: 2 }).info('child')
  })
  const apiError = { name: 'object_already_exists', code: '2003', status: 409 }
  t.match((await linesOf('/raised')).filter(line => !line.msg.startsWith('incoming')), [
    { level: 30, msg: 'text formatted', apiError }, { level: 40, msg: 'fields', a: 1, apiError: 'own' }, { level: 50, msg: 'an error', err: { message: 'an error' } }, { level: 30, msg: 'child', b: 2, apiError },
    { level: 30, msg: 'request completed', apiError }
  ])
})

test('a logger may be of a class with private members', async t => {
  class Logger {
    readonly #lines: string[]
    level = 'info'
    constructor (lines: string[]) { this.#lines = lines }
    child (): Logger { return new Logger(this.#lines) }
    #write (first: { readonly apiError?: { readonly name: string } } | string, text = String(first)): void { this.#lines.push(`${typeof first === 'string' ? '' : first.apiError?.name ?? ''} ${text}`) }
    readonly silent = (): void => {}
    fatal (...given: [never, never]): void { this.#write(...given) }
    error (...given: [never, never]): void { this.#write(...given) }
    warn (...given: [never, never]): void { this.#write(...given) }
    info (...given: [never, never]): void { this.#write(...given) }
    debug (...given: [never, never]): void { this.#write(...given) }
    trace (...given: [never, never]): void { this.#write(...given) }
  }
  const lines: string[] = []
  const app = Fastify({ loggerInstance: new Logger(lines) as unknown as FastifyBaseLogger })
  await app.register(apiError)
  app.addHook('onRequest', async request => { request.log.debug('early') })
  app.addHook('onResponse', async (_request, reply) => { for (const log of [reply.log, reply.log.child({})]) log.trace('late'); reply.log.child({}).warn('child') })
  app.get('/', async () => { throw new Error('boom') })
  t.equal((await app.inject('/')).statusCode, 500)
  t.same(lines.splice(0).filter(line => !/incoming|SERVER_OPTIONS/.test(line)), [' early', 'internal_error boom', ' late', ' late', 'internal_error child', 'internal_error request completed'])
  t.equal((await app.inject('/nowhere')).statusCode, 404)
  t.ok(lines.includes('object_not_found Route GET:/nowhere not found'))
})

test('a line stays below 8 kB whatever a client sent', async t => {
  const { app, linesOf } = await failing()
  app.get('/unsendable', async (_request, reply) => reply.header('x', '\n').send('x'))
  app.get('/unknown', async (_request, reply) => reply.apiError('nothing' as never))
  app.get('/long', async request => { throw new Error(request.url) })
  const text = '"'.repeat(15_000)
  app.addHook('onRequest', async request => { if (request.url.length > 100) Object.assign(request.headers, { 'set-cookie': [text, 'short'], 'x-number': 1 }) }) // what a hook may leave there
  for (const path of ['/fault', '/unsendable', '/unknown', '/long', '/nowhere', '/%']) {
    const lines = (await linesOf(`${path}?${encodeURI(text)}`, { 'accept-version': '', host: text, 'x-list': text })).filter(line => line.msg !== 'incoming request')
    t.ok(lines.length > 0)
    for (const line of lines) t.ok(Buffer.byteLength(JSON.stringify(line)) < 8192, `${path} ${line.msg.slice(0, 40)} has ${JSON.stringify(line).length}`)
  }
  t.match((await linesOf('/fault?a=1')).find(line => line.level === 50), { req: { url: '/fault?a=1' } }, 'a short one is whole')
})

test('the line on an unknown route says which error it was in any form that a log controller gives it', async t => {
  class Own extends LogController { override routeNotFound (request: { log: FastifyBaseLogger }): void { request.log.info({ own: true }, 'missing') } }
  const { linesOf } = await failing({ logController: new Own() as LogController })
  t.match((await linesOf('/nowhere')).find(line => line.msg === 'missing'), { own: true, apiError: { name: 'object_not_found' } })
})

test('paths of redaction find what causes hold', async t => {
  const secret = 'Bearer s3cret'
  const cause = Object.assign(new Error('request failed'), { config: { headers: { authorization: secret } } })
  const serializers = { err: (error: Error & { cause?: Error }) => ({ type: error.name, message: error.message, cause: { message: error.cause?.message, ...error.cause } }) }
  for (const logger of [{ redact: ['err.config.headers.authorization', 'err.cause.config.headers.authorization'] }, { serializers, redact: ['err.cause.config.headers.authorization', 'err.config.headers.authorization'] }]) {
    const { app, linesOf } = await failing({ logger: logger as never })
    app.get('/with-cause', async () => { throw new ApiError('network_error', { cause }) })
    app.get('/raised-with-cause', async (_request, reply) => reply.apiError('network_error', undefined, { cause: new Error('outer', { cause }) }))
    app.get('/foreign', async () => { throw cause })
    for (const url of ['/with-cause', '/raised-with-cause', '/foreign']) {
      const lines = await linesOf(url)
      t.ok(lines.some(line => line.level === 50), url)
      t.notMatch(JSON.stringify(lines), 's3cret', url)
    }
  }
  t.equal(cause.config.headers.authorization, secret, 'the error itself stays as it was')
})
