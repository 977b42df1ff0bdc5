import dns from 'node:dns'
import net from 'node:net'
import tls from 'node:tls'
import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import apiError, { defaultCatalog, defineCatalog, serverOptions } from '../../src/index.js'
import { createCertificate } from './certificate.js'
import { answer, exchange, normalise, print, request, SECRET } from './exchange.js'

// CI has to have it.
const hasIPv6 = process.env.CI !== undefined || await new Promise<boolean>(resolve => {
  const server = net.createServer().once('error', () => { resolve(false) }).listen(0, '::1', () => { server.close(() => { resolve(true) }) })
})

/** What `localhost` is on most machines. */
function withBothAddresses (t: { teardown: (done: () => void) => void }): void {
  const { lookup } = dns
  t.teardown(() => { dns.lookup = lookup })
  dns.lookup = ((host: string, options: { all?: boolean }, done: (error: null, addresses: unknown) => void) => {
    if (host === 'localhost' && options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }])
    else lookup(host, options as never, done as never)
  }) as typeof lookup
}

t.test('the second listener of localhost answers as the first', { skip: hasIPv6 ? false : 'this machine has no ::1' }, async t => {
  withBothAddresses(t)
  const fastify = Fastify(serverOptions()) as FastifyInstance
  await fastify.register(apiError)
  fastify.get('/', async () => { throw new Error(SECRET) })
  fastify.get('/slow', async () => { await new Promise(resolve => setTimeout(resolve, 100)); return 'slow' })
  await fastify.listen({ port: 0, host: 'localhost' })
  t.equal(fastify.addresses().length, 2, 'there are two')
  const { port } = fastify.server.address() as { port: number }
  for (const host of ['127.0.0.1', '::1']) {
    t.equal(normalise(await exchange(port, [request('GET /')], host)), print(answer('internal_error')), `an error at ${host}`)
    t.equal(normalise(await exchange(port, [`${SECRET}\r\n\r\n`], host)), print(answer('invalid_request')), `garbage at ${host}`)
    t.equal(normalise(await exchange(port, ['GET / HTTP/1.1\r\n\r\n'], host)), print(answer('invalid_request')), `no host at ${host}`)
    t.equal(normalise(await exchange(port, [request('GET /%')], host)), print(answer('invalid_request')), `a bad URL at ${host}`)
    t.match(await exchange(port, [`GET /slow HTTP/1.1\r\nhost: x\r\n\r\n${SECRET}\r\n\r\n`], host), /slowHTTP\/1\.1 400 Bad Request/, `garbage behind a slow request at ${host}`)
  }
  t.equal(normalise(await exchange(port, [request('GET /', { connection: 'upgrade', upgrade: 'x' })], '::1')), print(answer('invalid_request')), 'an upgrade that nobody listens for is answered')
  fastify.server.on('upgrade', (_request, socket: net.Socket) => { socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n') })
  t.match(await exchange(port, [request('GET /', { connection: 'upgrade', upgrade: 'x' })], '::1'), /^HTTP\/1\.1 101/, 'and one that somebody listens for is left to them')
  const other = net.createServer().listen(0, '127.0.0.1')
  t.equal(other.listenerCount('clientError'), 0, 'servers of others are left alone')
  other.close()
  await fastify.close()
})

t.test('the second listener of localhost answers those who do not speak HTTP/2 as the first', { skip: hasIPv6 ? false : 'this machine has no ::1' }, async t => {
  withBothAddresses(t)
  const fastify = Fastify(serverOptions({ http2: true, https: createCertificate() } as never)) as unknown as FastifyInstance
  await fastify.register(apiError)
  await fastify.listen({ port: 0, host: 'localhost' })
  const { port } = fastify.server.address() as { port: number }
  for (const host of ['127.0.0.1', '::1']) {
    const socket = tls.connect({ port, host, rejectUnauthorized: false })
    let received = ''
    for await (const chunk of socket) received += String(chunk)
    t.equal(normalise(received), print(answer('not_allowed')), host)
  }
  await fastify.close()
})

t.test('servers of others are left alone while the service starts to listen', async t => {
  const fastify = Fastify(serverOptions()) as FastifyInstance
  await fastify.register(apiError)
  const other = net.createServer()
  await new Promise<void>(resolve => { other.listen(0, '127.0.0.1', resolve) })
  t.equal(other.listenerCount('clientError'), 0)
  other.close()
  await fastify.close()
})

t.test('a service that forgets serverOptions is told once', async t => {
  const lines: string[] = []
  const logger = { level: 'warn', stream: { write: (line: string) => { lines.push(line) } } }
  const fastify = Fastify({ logger })
  await fastify.register(apiError)
  fastify.register(async child => { await child.register(apiError) })
  await fastify.ready()
  t.equal(lines.filter(line => line.includes('API_ERROR_NO_SERVER_OPTIONS')).length, 1)
  await fastify.close()
})

t.test('a service with serverOptions is told nothing, whatever it composes', async t => {
  for (const own of [{}, { clientErrorHandler: () => {} }, { frameworkErrors: () => {} }, { http2: true }]) {
    const lines: string[] = []
    const fastify = Fastify(serverOptions({ ...own, logger: { level: 'warn', stream: { write: (line: string) => { lines.push(line) } } } } as never)) as unknown as FastifyInstance
    await fastify.register(apiError)
    await fastify.ready()
    t.strictSame(lines, [], Object.keys(own).join())
    await fastify.close()
  }
})

t.test('the catalogue of the root answers for what belongs to no route', async t => {
  const catalog = defineCatalog({
    groups: { own: { range: [9000, 9999], description: 'Own errors.' } },
    errors: { broken: { code: '9001', status: 400, description: 'Broken.' } },
    fallback: { 400: 'broken' }
  }, { extend: defaultCatalog })
  for (const [options, plugin] of [[{ catalog }, {}], [{}, { catalog }], [{ catalog }, { catalog }]] as const) {
    const fastify = Fastify(serverOptions(options)) as FastifyInstance
    const isOwn = 'catalog' in plugin || !('catalog' in options)
    if (isOwn) await fastify.register(apiError, plugin)
    await fastify.listen({ port: 0, host: '127.0.0.1' })
    const { port } = fastify.server.address() as { port: number }
    for (const bytes of [`${SECRET}\r\n\r\n`, request('GET /%'), 'GET / HTTP/1.1\r\n\r\n']) t.match(await exchange(port, [bytes]), /\{"code":"9001","error":"broken"\}$/)
    await fastify.close()
  }
})
