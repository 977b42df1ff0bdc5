import Fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger } from 'fastify'
import { test } from 'tap'
import apiError, { ApiError } from '../../src/index.js'
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
  t.match(log.lines.filter(line => line['apiError'] !== undefined).map(({ level, msg }) => [level, msg]), [[50, 'internal_error'], [30, 'object_already_exists'], [50, 'said']])
})

test('the line of a raised 5xx has the status that is sent', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError)
  app.get('/', async (_request, reply) => reply.apiError('provider_not_supported'))
  await app.inject('/')
  t.match(log.lines.find(line => line['apiError'] !== undefined), { level: 50, msg: 'provider_not_supported', apiError: { name: 'provider_not_supported', status: 501 }, res: { statusCode: 501 } })
})
