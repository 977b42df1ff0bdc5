import { channel } from 'node:diagnostics_channel'
import http from 'node:http'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyServerFactory, FastifyServerOptions } from 'fastify'
import t from 'tap'
import apiError, { defaultCatalog, defineCatalog, serverOptions } from '../../src/index.js'
import { exchange, request, SECRET } from '../wire/exchange.js'
import { talk } from '../helpers/http2.js'
import { memoryLog } from '../helpers/log.js'
import { loadOtherCopy } from '../helpers/other-copy.js'

const catalogOf = (code: number): typeof defaultCatalog => defineCatalog({
  groups: { own: { range: [9000, 9999], description: 'Own errors.' } },
  errors: { broken: { code: String(code) as '9001', status: 400, description: 'Broken.' }, missing: { code: String(code + 1) as '9002', status: 404, description: 'Missing.' } },
  fallback: { 400: 'broken', 404: 'missing' }
}, { extend: defaultCatalog }) as unknown as typeof defaultCatalog

/** What no route sees: no HTTP, a bad URL, a host that is missing; and an unknown route. */
const requests = [`${SECRET}\r\n\r\n`, request('GET /%'), 'GET / HTTP/1.1\r\n\r\n', request('GET /none')]

async function codes (fastify: FastifyInstance): Promise<string[]> {
  const { port } = fastify.server.address() as AddressInfo
  const received = await Promise.all(requests.map(async bytes => await exchange(port, [bytes])))
  return received.map(text => /"code":"(\d+)"/.exec(text)?.[1] ?? text)
}

async function start (options: FastifyServerOptions, plugin: object): Promise<FastifyInstance> {
  const fastify = Fastify(options)
  await fastify.register(apiError, plugin)
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  return fastify
}

t.test('services with one object of options answer as each of them says', async t => {
  const options = serverOptions()
  const services = [await start(options, { catalog: catalogOf(9001) }), await start(options, {}), await start(options, { catalog: catalogOf(9101) })]
  t.strictSame(await Promise.all(services.map(codes)), [['9001', '9001', '9001', '9002'], ['2001', '2001', '2001', '2002'], ['9101', '9101', '9101', '9102']])
  await Promise.all(services.map(async service => { await service.close() }))
})

t.test('services with one object of options for HTTP/2 answer as each of them says', async t => {
  const options = serverOptions({ http2: true } as never) as FastifyServerOptions
  const services = [await start(options, { catalog: catalogOf(9001) }), await start(options, { catalog: catalogOf(9101) })]
  const received = await Promise.all(services.map(async service => {
    const session = http2.connect(service.listeningOrigin)
    const bodies = [await talk(session, { ':path': '/%' }), await talk(session, { ':path': '/none' }), await talk(session, { ':path': '/raw' })].map(({ body }) => body.slice(9, 13))
    session.close()
    return bodies
  }))
  t.strictSame(received, [['9001', '9002', '9002'], ['9101', '9102', '9102']])
  await Promise.all(services.map(async service => { await service.close() }))
})

t.test('services on servers of one factory answer as each of them says', async t => {
  const serverFactory: FastifyServerFactory = handler => http.createServer(handler)
  const services = [await start(serverOptions({ serverFactory }), { catalog: catalogOf(9001) }), await start(serverOptions({ serverFactory }), {})]
  t.strictSame(await Promise.all(services.map(codes)), [['9001', '9001', '9001', '9002'], ['2001', '2001', '2001', '2002']])
  await Promise.all(services.map(async service => { await service.close() }))
})

t.test('services on one and the same server answer as each of them says', async t => {
  const server = http.createServer()
  const [first, second] = [Fastify(serverOptions({ serverFactory: handler => server.on('request', (request, response) => { if (request.url?.startsWith('/a') === true) handler(request, response) }) })), Fastify(serverOptions({ serverFactory: handler => server.on('request', (request, response) => { if (request.url?.startsWith('/b') === true) handler(request, response) }) }))]
  await first.register(apiError, { catalog: catalogOf(9001) })
  await second.register(apiError, { catalog: catalogOf(9101) })
  await Promise.all([first.ready(), second.ready()])
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  for (const [path, code] of [['/a', '9002'], ['/b', '9102'], ['/a%', '9001'], ['/b%', '9101']] as const) t.match(await exchange(port, [request(`GET ${path}`)]), `"code":"${code}"`, path)
  t.equal((await exchange(port, [`${SECRET}\r\n\r\n`])).match(/HTTP\/1\.1 400/g)?.length, 1, 'one answer to what is no HTTP')
  server.close().closeAllConnections()
})

t.test('a catalogue that the options name holds for what belongs to no route, also where the plugin has another', async t => {
  const fastify = await start(serverOptions({ catalog: catalogOf(9001) }), { catalog: catalogOf(9101) })
  t.strictSame(await codes(fastify), ['9001', '9001', '9001', '9102'])
  await fastify.close()
})

t.test('what serverOptions does not understand is left for Fastify and Node to refuse', async t => {
  const refused: ReadonlyArray<readonly [options: object, code: string]> = [
    [{ schemaErrorFormatter: 500 }, 'FST_ERR_SCHEMA_ERROR_FORMATTER_NOT_FN'],
    [{ schemaErrorFormatter: async () => new Error('x') }, 'FST_ERR_SCHEMA_ERROR_FORMATTER_NOT_FN'],
    [{ http: 500 }, 'ERR_INVALID_ARG_TYPE'],
    [{ https: 'x' }, 'ERR_INVALID_ARG_TYPE']
  ]
  for (const [options, code] of refused) {
    t.throws(() => Fastify(options as never), { code }, 'by Fastify')
    t.throws(() => Fastify(serverOptions(options as never) as never), { code }, Object.keys(options).join())
  }
  for (const options of [{ serverFactory: 500 }, { clientErrorHandler: 500 }]) {
    t.throws(() => Fastify(options as never), TypeError, 'by Fastify')
    t.throws(() => Fastify(serverOptions(options as never) as never), TypeError, Object.keys(options).join())
  }
  for (const options of [5, null, 'x', { headers: {} }, { catalog: {} }]) t.throws(() => serverOptions(options as never), { code: 'API_ERROR_INVALID_OPTIONS' })
})

const LISTENING = channel('tracing:net.server.listen:asyncEnd')

t.test('nothing is subscribed to before a service listens, nor when it does, nor when it is closed', async t => {
  for (const host of ['localhost', '127.0.0.1']) {
    const fastify = Fastify(serverOptions())
    await fastify.register(apiError)
    await fastify.ready()
    t.notOk(LISTENING.hasSubscribers, 'ready')
    let during = false
    fastify.server.once('listening', () => { during = LISTENING.hasSubscribers })
    await fastify.listen({ port: 0, host })
    t.ok(during, 'while it begins to listen')
    t.notOk(LISTENING.hasSubscribers, 'listening')
    await fastify.close()
    t.notOk(LISTENING.hasSubscribers, 'closed')
  }
  const fastify = Fastify(serverOptions())
  await fastify.register(apiError)
  const failing = http.createServer()
  await new Promise<void>(resolve => { failing.listen(0, '127.0.0.1', resolve) })
  await t.rejects(fastify.listen({ port: (failing.address() as AddressInfo).port, host: '127.0.0.1' }))
  t.notOk(LISTENING.hasSubscribers, 'failed')
  failing.close()
  await fastify.close()
})

t.test('services that never listen are collected', async t => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const options = serverOptions()
  const services: Array<WeakRef<object>> = []
  const use = async (own: FastifyServerOptions): Promise<void> => {
    const fastify = Fastify(own)
    await fastify.register(apiError)
    fastify.get('/', async (_request, reply) => reply.apiError('unauthorized'))
    await fastify.inject('/')
    services.push(new WeakRef(fastify))
  }
  for (let i = 0; i < 5; i++) {
    await use(serverOptions())
    await use(options)
  }
  for (let i = 0; i < 20 && services.some(service => service.deref() !== undefined); i++) {
    await new Promise(resolve => setTimeout(resolve, 10))
    collect()
  }
  // The variables of the last turn may hold one.
  t.ok(services.filter(service => service.deref() !== undefined).length <= 1, `${services.filter(service => service.deref() !== undefined).length} are left`)
})

t.test('a bad URL is logged once, with what was wrong, unless the service logs no errors', async t => {
  for (const logErrors of [true, false]) {
    const log = memoryLog()
    const fastify = Fastify(serverOptions({ logger: log.logger }))
    await fastify.register(apiError, { logErrors })
    t.equal((await fastify.inject('/%')).statusCode, 400)
    const lines = log.lines.filter(({ err }) => err !== undefined)
    t.match(lines, logErrors ? [{ level: 30, err: { code: 'FST_ERR_BAD_URL' }, res: { statusCode: 400 }, apiError: { name: 'invalid_request', code: '2001', status: 400 }, msg: /^'\/%' is not a valid url component$/ }] : [])
    t.equal(lines.length, logErrors ? 1 : 0)
  }
})

t.test('a clientErrorHandler of the service is called once for a connection, though the parser reports each further byte', async t => {
  let calls = 0
  const fastify = Fastify(serverOptions({ clientErrorHandler: () => { calls++ } }))
  await fastify.register(apiError)
  fastify.get('/', async () => { await new Promise(resolve => setTimeout(resolve, 150)); return 'slow' })
  let reported = 0
  fastify.server.on('clientError', () => { reported++ })
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  const received = await exchange((fastify.server.address() as AddressInfo).port, ['GET / HTTP/1.1\r\nhost: x\r\n\r\n', 30, '\0', 10, '\0', 10, '\0', 10, '\0'])
  t.match(received, /slowHTTP\/1\.1 400 /)
  t.ok(reported > 1, `it was reported ${reported} times`)
  t.equal(calls, 1)
  await fastify.close()
})

t.test('two copies of the package in one process agree: that of a server kit, and that of the service', async t => {
  const kit = await loadOtherCopy(t)
  t.not(kit.serverOptions, serverOptions)
  const log = memoryLog('warn')
  const fastify = Fastify(kit.serverOptions({ logger: log.logger }))
  await fastify.register(apiError, { catalog: catalogOf(9001) })
  fastify.get('/thrown', async () => { throw new kit.ApiError('not_allowed') })
  fastify.get('/raised', async (_request, reply) => reply.apiError('broken' as never))
  fastify.get('/foreign', async (_request, reply) => await reply.code(404).send('secret'))
  fastify.get('/exempt', { config: { apiErrors: false } }, async (_request, reply) => await reply.code(404).send('mine'))
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  t.strictSame(await codes(fastify), ['9001', '9001', '9001', '9002'])
  const bodies = await Promise.all(['/thrown', '/raised', '/foreign', '/exempt'].map(async path => await (await fetch(fastify.listeningOrigin + path)).text()))
  t.strictSame(bodies, ['{"code":"1007","error":"not_allowed"}', '{"code":"9001","error":"broken"}', '{"code":"9002","error":"missing"}', 'mine'])
  t.notMatch(log.messages(), 'API_ERROR_NO_SERVER_OPTIONS')
  await fastify.close()
})
