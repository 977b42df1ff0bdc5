import { once } from 'node:events'
import http from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { answer, request, SECRET } from '../exchange.js'
import type { Expected } from '../exchange.js'
import type { Row } from '../table.js'

const INVALID = answer('invalid_request')
const INTERNAL = answer('internal_error')
const NOT_FOUND = answer('object_not_found')
const BARE = answer('invalid_request')
const ok = (body: string, headers: Readonly<Record<string, string>> = {}): Expected => ({ status: 200, headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': String(body.length), connection: 'keep-alive', 'keep-alive': 'timeout=72', ...headers }, body })
const kept = (expected: Expected): Expected => ({ ...expected, headers: { ...expected.headers, connection: 'keep-alive', 'keep-alive': 'timeout=72' } })
const CONTINUE: Expected = { status: 100, headers: {}, body: '' }

const routes = (fastify: FastifyInstance): void => {
  fastify.get('/', async () => 'ok')
  fastify.get('/slow', async () => { await new Promise(resolve => setTimeout(resolve, 150)); return 'slow' })
  fastify.get('/stream', (_request, reply) => { reply.raw.writeHead(200, { 'content-length': '8' }); reply.raw.write('half'); setTimeout(() => reply.raw.end('half'), 150); reply.hijack() })
  fastify.get('/gone', (_request, reply) => { reply.hijack(); reply.raw.writeHead(200); reply.raw.destroy() })
  fastify.get('/id/:id', async () => 'ok')
  fastify.get('/error', async () => { throw new Error(SECRET) })
  fastify.post('/', async request => `got ${JSON.stringify(request.body)}`)
  fastify.post('/early', { onRequest: (_request, reply) => { reply.raw.writeHead(200); reply.raw.write('begun'); reply.hijack() } }, async () => 'never')
  fastify.post('/answered', { preParsing: async (_request: unknown, reply: FastifyReply) => { await reply.send('done') } }, async () => 'never')
}

const row = (path: string, send: Row['send'] & {}, full: Row['full'], more: Partial<Row> = {}): Row => ({ path, send, full, after: routes, ...more })

const get = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'
const slow = 'GET /slow HTTP/1.1\r\nhost: x\r\n\r\n'

/** What is no HTTP. Only the server's options reach it: with the plugin alone, Fastify answers. */
const malformed: ReadonlyArray<readonly [name: string, bytes: string, full?: Expected]> = [
  ['garbage', `${SECRET}\r\n\r\n`],
  ['binary garbage', '\x00\x01\x02\x03\r\n\r\n'],
  ['an unknown method', `${SECRET.toUpperCase()} / HTTP/1.1\r\nhost: x\r\n\r\n`],
  ['a version that is no version', 'GET / HTTP/9.9\r\nhost: x\r\n\r\n'],
  ['a header without a name', 'GET / HTTP/1.1\r\nhost: x\r\n: a\r\n\r\n'],
  ['a header without a colon', 'GET / HTTP/1.1\r\nhost: x\r\nsecret\r\n\r\n'],
  ['a header with a NUL', 'GET / HTTP/1.1\r\nhost: x\r\na: \x00\r\n\r\n'],
  ['a space in a header name', 'GET / HTTP/1.1\r\nhost: x\r\na b: c\r\n\r\n'],
  ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  ['a length and chunks', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['a length that is no number', `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${SECRET}\r\n\r\n`],
  ['a negative length', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n'],
  ['a URL with a space', 'GET /a b HTTP/1.1\r\nhost: x\r\n\r\n'],
  ['a URL that is not ASCII', 'GET /\xff HTTP/1.1\r\nhost: x\r\n\r\n'],
  ['headers that overflow', `GET / HTTP/1.1\r\nhost: x\r\na: ${'s'.repeat(17_000)}\r\n\r\n`, answer('invalid_request', { status: 431 })],
  ['many headers that overflow', `GET / HTTP/1.1\r\nhost: x\r\n${`a: ${'s'.repeat(100)}\r\n`.repeat(200)}\r\n`, answer('invalid_request', { status: 431 })],
  ['a URL that overflows', `GET /${'s'.repeat(17_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, answer('invalid_request', { status: 431 })],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['chunks that are no chunks', `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${SECRET}\r\n`],
  ['a chunk longer than it says', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n'],
  ['chunk extensions that overflow', `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1;${'s'.repeat(17_000)}\r\na\r\n0\r\n\r\n`, answer('invalid_request', { status: 413 })]
]

const cut: Row['around'] = async (_fastify, port) => await new Promise(resolve => {
  const socket = http.request({ port, host: '127.0.0.1' }).on('error', () => {}) // only to have a name for it
  socket.destroy()
  resolve(String(port))
})

const PAST_LIMIT = /^HTTP\/1\.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\ncontent-type: text\/plain; charset=utf-8\r\n\r\nokHTTP\/1\.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 40\r\ncontent-type: application\/json; charset=utf-8\r\n\r\n\{"code":"3001","error":"internal_error"\}(?:!hang)?$/

const closing: Row['around'] = async (fastify, port, exchange) => {
  const begun = once(fastify.server, 'request')
  const answered = exchange(port)
  await begun
  await Promise.all([answered, fastify.close()])
  return await answered
}

const timeouts = { http: { headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 50 }, requestTimeout: 300 }

/** Constraints of which one fails without an answer. */
const constraint = {
  secret: {
    name: 'secret',
    storage: () => { const stored: Record<string, never> = {}; return { get: (key: string) => stored[key] ?? null, set: (key: string, value: never) => { stored[key] = value } } },
    deriveConstraint: (_request: unknown, _context: unknown, done: (error: Error) => void) => { done(new Error(SECRET)) },
    validate: () => true,
    mustMatchWhenDerived: false
  }
}
const constrained = (fastify: FastifyInstance): void => { fastify.route({ method: 'GET', url: '/', constraints: { secret: 'a' }, handler: async () => 'ok' } as never) }

export const rows: readonly Row[] = [
  ...malformed.map(([name, bytes, full]): Row => row(name, [bytes], full ?? BARE, { plain: 'foreign' })),
  ...malformed.filter(([name]) => /^(?:garbage|an unknown|two lengths|headers that overflow)/.test(name)).flatMap(([name, bytes, full]): Row[] => [
    row(`${name} behind a request that was answered`, [get, 100, bytes], [ok('ok'), full ?? BARE], { plain: /^HTTP/ }),
    row(`${name} in one packet with a request`, [get + bytes], [ok('ok'), full ?? BARE], { plain: /^HTTP/ }),
    row(`${name} behind a slow request`, [slow, 30, bytes], [ok('slow'), full ?? BARE], { plain: /^HTTP/ }),
    row(`${name} behind three slow requests`, [slow + slow + slow, 30, bytes], [ok('slow'), ok('slow'), ok('slow'), full ?? BARE], { plain: /^HTTP/ }),
    row(`${name} behind a response that has begun`, ['GET /stream HTTP/1.1\r\nhost: x\r\n\r\n', 50, bytes], [{ status: 200, headers: { 'content-length': '8', connection: 'keep-alive', 'keep-alive': 'timeout=72' }, body: 'halfhalf' }, full ?? BARE], { plain: /^HTTP/ }),
    row(`${name} in drops, behind a slow request`, [slow, 30, bytes, 10, bytes, 10, bytes, 10, bytes], [ok('slow'), full ?? BARE], { plain: /^HTTP/ })
  ]),
  row('garbage behind an error', [`GET /error HTTP/1.1\r\nhost: x\r\n\r\n${SECRET}\r\n\r\n`], [kept(INTERNAL), BARE], { plain: /^HTTP/ }),
  row('a malformed body behind a slow request', [`${slow}POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`, 30, `${SECRET}\r\n`], [ok('slow'), BARE], { plain: /^HTTP/ }),
  row('a malformed body behind a slow request and a response that was destroyed meanwhile', [`${slow}GET /gone HTTP/1.1\r\nhost: x\r\n\r\nPOST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`, 30, `${SECRET}\r\n`], ok('slow'), { plain: /^HTTP/ }),
  row('garbage behind a slow request and a response that was destroyed meanwhile', [`${slow}GET /gone HTTP/1.1\r\nhost: x\r\n\r\n`, 30, `${SECRET}\r\n\r\n`], ok('slow'), { plain: /^HTTP/ }),
  row('a malformed body whose response has begun', ['POST /early HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n', 50, `${SECRET}\r\n`], /^HTTP\/1\.1 200 OK\r\n[^]*begun\r\n$/, { plain: /^HTTP/ }),
  row('a malformed body whose response has ended', ['POST /answered HTTP/1.1\r\nhost: x\r\ncontent-type: a/b\r\ntransfer-encoding: chunked\r\n\r\n', 50, `${SECRET}\r\n`], ok('done'), { plain: /^HTTP/ }),
  row('a request that was cut off', [get], /^\d+$/, { around: cut }),
  // Time.
  row('headers that never end', ['GET / HTTP/1.1\r\nhost: x\r\n'], answer('invalid_request', { status: 408 }), { plain: 'foreign', server: () => timeouts }),
  row('a body that never ends', ['POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{'], answer('invalid_request', { status: 408 }), { plain: 'foreign', server: () => timeouts }),
  row('headers that never end behind a request', [get, 20, 'GET / HTTP/1.1\r\nhost: x\r\n'], [ok('ok'), answer('invalid_request', { status: 408 })], { plain: /^HTTP/, server: () => timeouts }),
  // What Node answers through a response.
  row('no host', ['GET / HTTP/1.1\r\n\r\n'], BARE, { methods: 'foreign' }),
  row('no host and a HEAD', ['HEAD / HTTP/1.1\r\n\r\n'], answer('invalid_request', { head: true }), { methods: 'foreign' }),
  row('an expectation', [request('GET /', { expect: SECRET })], answer('invalid_request', { status: 417 }), { methods: 'foreign' }),
  row('100-continue', [request('POST /', { expect: '100-continue', 'content-type': 'application/json' }, '{"a":1}')], [CONTINUE, ok('got {"a":1}', { connection: 'close', 'keep-alive': '' })]),
  // Node says that it closes, and leaves it to the client.
  row('a connection past its limit', [get + get], PAST_LIMIT, { methods: /HTTP\/1\.1 503/, server: () => ({ maxRequestsPerSocket: 1 }) }),
  row('an upgrade that nobody listens for', [request('GET /error', { connection: 'upgrade, close', upgrade: 'websocket' })], INTERNAL),
  row('CONNECT', ['CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n'], []),
  // What Fastify answers outside its hooks.
  row('a bad URL', [request(`GET /%${SECRET}`)], INVALID),
  row('a bad URL for HEAD', [request('HEAD /%')], answer('invalid_request', { head: true })),
  row('a parameter that is too long', [request(`GET /id/${'s'.repeat(200)}`)], answer('invalid_request', { status: 414 })),
  row('a bad URL in a parameter', [request(`GET /id/%E0%A4%A${SECRET}`)], INVALID),
  row('an async constraint that fails', [request('GET /')], INTERNAL, { after: constrained, server: () => ({ routerOptions: { constraints: constraint } }) }),
  row('a rewritten URL that is bad', [request('GET /')], INVALID, { server: () => ({ rewriteUrl: () => '/%' }) }),
  row('a request while the server closes', [slow, 100, get], [ok('slow', { connection: 'keep-alive' }), { ...answer('internal_error', { status: 503 }) }], { around: closing, server: () => ({ forceCloseConnections: false }) }),
  row('a request while the server closes, in a pipeline', [slow + slow, 100, get], /HTTP\/1\.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 40\r\ncontent-type: application\/json; charset=utf-8\r\n\r\n\{"code":"3001","error":"internal_error"\}$/, { around: closing, server: () => ({ forceCloseConnections: false }) }),
  // Bodies.
  row('malformed JSON', [request('POST /', { 'content-type': 'application/json' }, `{"${SECRET}`)], INVALID),
  row('an empty JSON body', [request('POST /', { 'content-type': 'application/json', 'content-length': '0' })], INVALID),
  row('a poisoned prototype', [request('POST /', { 'content-type': 'application/json' }, `{"__proto__":{"${SECRET}":1}}`)], INVALID),
  row('a poisoned constructor', [request('POST /', { 'content-type': 'application/json' }, `{"constructor":{"prototype":{"${SECRET}":1}}}`)], INVALID),
  row('a media type that nobody parses', [request('POST /', { 'content-type': `a/${SECRET}` }, 'x')], answer('invalid_request', { status: 415 })),
  row('a media type that is none', [request('POST /', { 'content-type': `;${SECRET}` }, 'x')], answer('invalid_request', { status: 415 })),
  row('no media type', [request('POST /', {}, 'x')], answer('invalid_request', { status: 415 })),
  row('a body that is too large', [request('POST /', { 'content-type': 'application/json' }, `"${SECRET.repeat(20)}"`)], answer('invalid_request', { status: 413 }), { server: () => ({ bodyLimit: 100 }) }),
  row('a body that turns out too large', ['POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n96\r\n', 's'.repeat(150), '\r\n0\r\n\r\n'], answer('invalid_request', { status: 413 }), { server: () => ({ bodyLimit: 100 }) }),
  row('a pipeline of errors', [`GET /error HTTP/1.1\r\nhost: x\r\n\r\nGET /none HTTP/1.1\r\nhost: x\r\n\r\n${request('GET /%')}`], [kept(INTERNAL), kept(NOT_FOUND), INVALID]),
  // The service's own options.
  row('frameworkErrors of the service', [request('GET /%')], answer('invalid_request', { status: 422 }), { server: () => ({ frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => { reply.code(422).send({ secret: SECRET }) } }) }),
  row('frameworkErrors that answers a pair', [request('GET /%')], NOT_FOUND, { server: () => ({ frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => { reply.code(404).send({ code: '2002', error: 'object_not_found' }) } }) }),
  row('frameworkErrors that recovers', [request('GET /%')], ok('fine', { connection: 'close', 'keep-alive': '' }), { server: () => ({ frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => { reply.send('fine') } }) }),
  row('a client error handler that does nothing', [`${SECRET}\r\n\r\n`], BARE, { plain: /!hang$/, server: () => ({ clientErrorHandler: () => {} }) }),
  row('a client error handler that writes something else', [`${SECRET}\r\n\r\n`], answer('invalid_request', { status: 422 }), { plain: 'foreign', public: true, server: () => ({ clientErrorHandler: (_error: Error, socket: import('node:net').Socket) => { socket.end(`HTTP/1.1 422 Unprocessable Entity\r\ncontent-length: 0\r\nx-secret: ${SECRET}\r\n\r\n`) } }) }),
  row('a client error handler that writes a pair', [`${SECRET}\r\n\r\n`], NOT_FOUND, { plain: 'foreign', server: () => ({ clientErrorHandler: (error: Error, socket: import('node:net').Socket) => { socket.write(Buffer.from('HTTP/1.1 404 Not Found\r\ncontent-length: 42\r\n\r\n')); socket.write('{"code":"2002","error":"object_not_found"}'); socket.destroy(error) } }) }),
  row('a client error handler that closes', [`${SECRET}\r\n\r\n`], [], { server: () => ({ clientErrorHandler: (error: Error, socket: import('node:net').Socket) => { socket.destroy(error) } }) }),
  row('a client error handler that ends', [`${SECRET}\r\n\r\n`], [], { server: () => ({ clientErrorHandler: (_error: Error, socket: import('node:net').Socket) => { socket.end() } }) }),
  row('a client error handler behind a slow request', [slow, 30, `${SECRET}\r\n\r\n`], [ok('slow'), answer('invalid_request', { status: 400 })], { plain: /^HTTP/, server: () => ({ clientErrorHandler: (_error: Error, socket: import('node:net').Socket) => { socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'); socket.destroySoon() } }) }),
  row('responses of a class of the service', [request('GET /error')], { ...INTERNAL, headers: { ...INTERNAL.headers, 'x-own': '1' } }, { server: () => ({ http: { ServerResponse: class Own extends http.ServerResponse { constructor (...args: [never]) { super(...args); this.setHeader('x-own', '1') } } } }) }),
  row('a server of the service', [request('GET /error')], INTERNAL, { server: () => ({ serverFactory: (handler: http.RequestListener) => http.createServer(handler) }) }),
  row('a bad URL at a server of the service', [request('GET /%')], INVALID, { server: () => ({ serverFactory: (handler: http.RequestListener) => http.createServer(handler) }) }),
  row('garbage at a server of the service', [slow, 20, `${SECRET}\r\n\r\n`], [{ ...ok('slow'), headers: { ...ok('slow').headers, 'keep-alive': 'timeout=5' } }, BARE], { plain: /^HTTP/, server: () => ({ serverFactory: (handler: http.RequestListener) => http.createServer(handler) }) }),
  row('no host at a server of the service with its options', ['GET / HTTP/1.1\r\n\r\n'], BARE, { methods: 'foreign', server: () => ({ serverFactory: (handler: http.RequestListener, options: { http?: object }) => http.createServer(options.http ?? {}, handler) }) }),
  row('no host at a server of the service that ignores its options', ['GET / HTTP/1.1\r\n\r\n'], BARE, { methods: 'foreign', server: () => ({ serverFactory: (handler: http.RequestListener) => http.createServer(handler) }) }),
  row('a limit of the service on headers', [`GET / HTTP/1.1\r\nhost: x\r\na: ${'s'.repeat(1000)}\r\n\r\n`], answer('invalid_request', { status: 431 }), { plain: 'foreign', server: () => ({ http: { maxHeaderSize: 500 } }) })
]
