import http2 from 'node:http2'
import net from 'node:net'
import { Readable } from 'node:stream'
import tls from 'node:tls'
import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import apiError, { serverOptions } from '../../src/index.js'
import { createCertificate } from './certificate.js'
import { answer, normalise, print, SECRET } from './exchange.js'
import { talk } from '../helpers/http2.js'

const certificate = createCertificate()

interface Path {
  readonly path: string
  readonly handler: (request: unknown, reply: FastifyReply) => unknown
  readonly name: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly send?: http2.OutgoingHttpHeaders
  /** The plugin alone does not reach it. */
  readonly fullOnly?: true
}

const never = async (): Promise<string> => 'never'

const paths: readonly Path[] = [
  { path: 'an error', handler: async () => { throw new Error(SECRET) }, name: 'internal_error' },
  { path: 'apiError', handler: async (_request, reply) => reply.header('retry-after', 3).apiError('object_not_found'), name: 'object_not_found', headers: { 'retry-after': '3' } },
  { path: 'something else', handler: async (_request, reply) => await reply.code(404).send({ secret: SECRET }), name: 'object_not_found' },
  { path: 'a large text', handler: async (_request, reply) => await reply.code(404).send(SECRET.repeat(30_000)), name: 'object_not_found' },
  { path: 'a stream', handler: async (_request, reply) => { reply.code(404); return Readable.from([SECRET, SECRET]) }, name: 'object_not_found' },
  { path: 'a web Response', handler: async () => new Response(SECRET, { status: 404, headers: { etag: SECRET } }), name: 'object_not_found' },
  { path: 'nothing', handler: async (_request, reply) => await reply.code(503).send(), name: 'internal_error', status: 503 },
  { path: 'HEAD', handler: async (_request, reply) => await reply.code(404).send({ secret: SECRET }), name: 'object_not_found', send: { ':method': 'HEAD' } },
  { path: 'an unknown route', handler: never, name: 'object_not_found', send: { ':path': `/none/${SECRET}` } },
  { path: 'a bad URL', handler: never, name: 'invalid_request', send: { ':path': `/%${SECRET}` } },
  { path: 'a parameter that is too long', handler: never, name: 'invalid_request', status: 414, send: { ':path': `/id/${'s'.repeat(200)}` } },
  { path: 'an expectation', handler: never, name: 'invalid_request', status: 417, send: { expect: SECRET }, fullOnly: true },
  { path: 'CONNECT', handler: never, name: 'invalid_request', status: 405, send: { ':method': 'CONNECT', ':authority': 'x', ':path': undefined, ':scheme': undefined }, fullOnly: true },
  { path: 'a raw head', handler: async (_request, reply) => { reply.raw.writeHead(404, { 'content-type': 'text/plain' }); reply.raw.end(SECRET); return await reply }, name: 'object_not_found' },
  { path: 'raw writes', handler: async (_request, reply) => { reply.raw.statusCode = 404; reply.raw.write(SECRET); reply.raw.end(); return await reply }, name: 'object_not_found' },
  { path: 'a raw end', handler: async (_request, reply) => { reply.raw.statusCode = 404; reply.raw.end(); return await reply }, name: 'object_not_found' },
  { path: 'a raw status of 999', handler: async (_request, reply) => { reply.raw.writeHead(999); reply.raw.end(SECRET); return await reply }, name: 'internal_error' },
  { path: 'flushed headers', handler: async (_request, reply) => { reply.raw.statusCode = 404; reply.raw.flushHeaders(); reply.raw.end(SECRET); return await reply }, name: 'object_not_found' },
  { path: 'trailers', handler: async (_request, reply) => { reply.trailer('x-secret', async () => SECRET); return await reply.code(404).send({ a: 1 }) }, name: 'object_not_found' },
  { path: 'raw trailers', handler: async (_request, reply) => { reply.raw.addTrailers({ 'x-secret': SECRET }); return reply.apiError('object_not_found') }, name: 'object_not_found' },
  { path: 'a value that HTTP/2 refuses', handler: async (_request, reply) => reply.header('x-bad', `a\r\n${SECRET}`).apiError('object_not_found'), name: 'object_not_found' },
  { path: 'a header that may be there once', handler: async (_request, reply) => { reply.raw.setHeader('age', ['1', '2']); return reply.header('x-a', '1').apiError('object_not_found') }, name: 'object_not_found', headers: { 'x-a': '1' } },
  { path: 'a pseudo header', handler: async (_request, reply) => reply.header(':path', SECRET).apiError('object_not_found'), name: 'object_not_found' },
  { path: 'a header of the connection', handler: async (_request, reply) => reply.header('connection', 'close').header('transfer-encoding', 'chunked').apiError('object_not_found'), name: 'object_not_found' },
  { path: 'headers of the connection, and others', handler: async (_request, reply) => { reply.raw.setHeader('upgrade', 'h2c'); return reply.headers({ 'keep-alive': 'timeout=5', 'proxy-connection': 'close', te: 'gzip', 'x-a': '1', 'set-cookie': ['a=1', 'b=2'] }).apiError('object_not_found') }, name: 'object_not_found', headers: { 'x-a': '1', 'set-cookie': ['a=1', 'b=2'] as never } },
  { path: 'a success with a pseudo header', handler: async (_request, reply) => await reply.header(':path', SECRET).send('ok'), name: 'internal_error' },
  { path: 'a stream that fails before its head', handler: async () => new Readable({ read () { this.destroy(new Error(SECRET)) } }), name: 'internal_error' }
]

function listenersOf (fastify: FastifyInstance): void {
  for (const [index, { handler }] of paths.entries()) fastify.get(`/${index}`, handler as never)
  fastify.get('/id/:id', never)
  fastify.get('/ok', async (_request, reply) => { reply.trailer('x-checksum', async () => 'abc'); return Readable.from(['a', 'b']) })
}

const servers = {
  'over cleartext': { http2: true },
  'over TLS': { http2: true, https: { ...certificate, allowHTTP1: true } }
} as const

for (const [how, options] of Object.entries(servers)) {
  for (const isFull of [true, false]) {
    t.test(`HTTP/2 ${how}, ${isFull ? 'with its options' : 'the plugin alone'}: ${paths.length} paths leave as the catalogue has them`, async t => {
      const own = { ...options, logger: { level: 'trace', stream: { write: () => {} } } }
      const fastify = Fastify(isFull ? serverOptions(own as never) : own as never) as unknown as FastifyInstance
      await fastify.register(apiError)
      listenersOf(fastify)
      await fastify.listen({ port: 0, host: '127.0.0.1' })
      const session = http2.connect(fastify.listeningOrigin, { rejectUnauthorized: false })
      for (const [index, { path, name, status, headers, send, fullOnly }] of paths.entries()) {
        if (fullOnly === true && !isFull) continue
        const expected = answer(name, { ...status && { status }, ...headers && { headers }, head: send?.[':method'] === 'HEAD' })
        const { connection: _, ...all } = expected.headers
        const received = await talk(session, { ':path': `/${index}`, ...send })
        t.strictSame(received, { status: expected.status, headers: all, body: expected.body, trailers: {} }, path)
      }
      t.strictSame(await talk(session, { ':path': '/ok' }), { status: 200, headers: { trailer: 'x-checksum' }, body: 'ab', trailers: { 'x-checksum': 'abc' } }, 'a success is untouched')
      session.close()
      await fastify.close()
    })
  }
}

function exchangeTls (port: number, bytes: string, ALPNProtocols?: string[]): Promise<string> {
  return new Promise(resolve => {
    let received = ''
    const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...ALPNProtocols && { ALPNProtocols } }, () => { socket.write(bytes) })
    socket.setTimeout(4000, () => { received += '!hang'; socket.destroy() })
    socket.on('data', chunk => { received += chunk.toString() })
    socket.on('error', () => {})
    socket.on('close', () => { resolve(received) })
  })
}

const secure = {
  HTTPS: { https: certificate },
  'HTTP/1 at an HTTP/2 server': { http2: true, https: { ...certificate, allowHTTP1: true } }
} as const

for (const [how, options] of Object.entries(secure)) {
  t.test(`${how} leaves as the catalogue has it`, async t => {
    const fastify = Fastify(serverOptions(options as never)) as unknown as FastifyInstance
    await fastify.register(apiError)
    fastify.get('/', async () => { throw new Error(SECRET) })
    fastify.get('/slow', async () => { await new Promise(resolve => setTimeout(resolve, 100)); return 'slow' })
    await fastify.listen({ port: 0, host: '127.0.0.1' })
    const { port } = fastify.server.address() as { port: number }
    const cases = [
      ['an error', 'GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', answer('internal_error')],
      ['garbage', `${SECRET}\r\n\r\n`, answer('invalid_request')],
      // An HTTP/2 server does not ask for a host, before Node 24.
      ['no host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', answer('http2' in options && Number.parseInt(process.versions.node) < 24 ? 'internal_error' : 'invalid_request')],
      ['a bad URL', 'GET /% HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', answer('invalid_request')]
    ] as const
    for (const [name, bytes, expected] of cases) t.equal(normalise(await exchangeTls(port, bytes, ['http/1.1'])), print(expected), name)
    const behind = await exchangeTls(port, `GET /slow HTTP/1.1\r\nhost: x\r\n\r\n${SECRET}\r\n\r\n`, ['http/1.1'])
    t.match(behind, /^HTTP\/1\.1 200 OK\r\n[^]*slowHTTP\/1\.1 400 Bad Request\r\n[^]*"invalid_request"\}$/, 'garbage behind a slow request waits')
    const plain = await new Promise<string>(resolve => {
      let received = ''
      const socket = net.connect(port, '127.0.0.1', () => { socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n') })
      socket.on('data', chunk => { received += chunk.toString('latin1') }).on('error', () => {}).on('close', () => { resolve(received) })
    })
    t.notMatch(plain, 'HTTP/1', 'a client that does not speak TLS is not answered in HTTP')
    await fastify.close()
  })
}

t.test('a client that does not speak HTTP/2 to a server that speaks nothing else is answered', async t => {
  const fastify = Fastify(serverOptions({ http2: true, https: certificate } as never)) as unknown as FastifyInstance
  await fastify.register(apiError)
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  const { port } = fastify.server.address() as { port: number }
  t.equal(normalise(await exchangeTls(port, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n')), print(answer('not_allowed')))
  await fastify.close()
})
