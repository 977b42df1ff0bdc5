import type { ServerResponse } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { answer, request, SECRET } from '../exchange.js'
import type { Expected } from '../exchange.js'
import type { Row } from '../table.js'

const NOT_FOUND = answer('object_not_found')
const INTERNAL = answer('internal_error')

/** What a route may have left on its reply before it failed. */
const leftovers: ReadonlyArray<readonly [name: string, leave: (reply: FastifyReply) => unknown, kept?: Readonly<Record<string, string>>]> = [
  ['a content type', reply => reply.type('text/html')],
  ['a raw content type', reply => reply.raw.setHeader('content-type', 'text/html')],
  ['a content encoding', reply => reply.header('content-encoding', 'gzip')],
  ['a raw content encoding', reply => reply.raw.setHeader('Content-Encoding', 'br')],
  ['a length that is too short', reply => reply.header('content-length', '3')],
  ['a length that is too long', reply => reply.header('content-length', '3000')],
  ['a raw length', reply => reply.raw.setHeader('Content-Length', 7)],
  ['a length that is no number', reply => reply.header('content-length', SECRET)],
  ['an etag', reply => reply.header('etag', `"${SECRET}"`).header('last-modified', SECRET)],
  ['a disposition', reply => reply.header('content-disposition', `attachment; filename="${SECRET}"`)],
  ['a disposition and a length', reply => reply.header('content-length', 10).header('content-disposition', [`attachment; filename="${SECRET}"`])],
  ['a range', reply => reply.header('content-range', 'bytes 0-1/2').header('accept-ranges', 'bytes')],
  ['digests', reply => reply.headers({ 'content-md5': SECRET, 'content-digest': SECRET, 'repr-digest': SECRET, digest: SECRET, 'Content-MD5': SECRET })],
  ['raw digests', reply => { for (const name of ['Content-MD5', 'Content-Digest', 'Repr-Digest', 'Digest']) reply.raw.setHeader(name, SECRET) }],
  ['a language and a location', reply => reply.header('content-language', 'de').header('content-location', `/${SECRET}`)],
  ['chunks', reply => reply.header('transfer-encoding', 'chunked')],
  ['raw chunks', reply => reply.raw.setHeader('transfer-encoding', 'chunked')],
  ['a trailer', reply => reply.trailer('x-checksum', async () => SECRET)],
  ['a trailer that fails', reply => reply.trailer('x-checksum', async () => { throw new Error(SECRET) })],
  ['a trailer that is no header', reply => reply.trailer('x-checksum', async () => `${SECRET}\r\nx: y`)],
  ['a raw trailer', reply => { reply.raw.setHeader('trailer', 'x-checksum'); reply.raw.addTrailers({ 'x-checksum': SECRET }) }],
  ['a status message', reply => { reply.raw.statusMessage = SECRET }],
  ['a status message that Node refuses', reply => { reply.raw.statusMessage = `a\r\n${SECRET}` }],
  ['a value that Node refuses', reply => reply.header('x-bad', `a\r\nx: ${SECRET}`)],
  ['a name that Node refuses', reply => reply.header('x bad', SECRET)],
  ['a value that is a symbol', reply => reply.header('x-bad', Symbol(SECRET) as never)],
  ['chunks, and a value that Node refuses', reply => reply.header('transfer-encoding', 'chunked').header('x-bad', '\n')],
  ['a list with a value that Node refuses', reply => reply.header('x-bad', ['a', '\n'] as never)],
  ['a value that is not ASCII', reply => reply.header('x-bad', 'žluť')],
  ['early hints', reply => { reply.writeEarlyHints({ link: '</style.css>; rel=preload' }) }],
  ['a header', reply => reply.header('x-request-id', '7'), { 'x-request-id': '7' }],
  ['a raw header', reply => reply.raw.setHeader('X-Request-Id', '7'), { 'x-request-id': '7' }],
  ['cookies', reply => reply.header('set-cookie', ['a=1', 'b=2']), { 'set-cookie': 'a=1\nb=2' }],
  ['what to do', reply => reply.header('retry-after', 7).header('www-authenticate', 'Bearer'), { 'retry-after': '7', 'www-authenticate': 'Bearer' }],
  ['what caches may do', reply => reply.header('cache-control', 'no-store').header('vary', 'origin'), { 'cache-control': 'no-store', vary: 'origin' }],
  ['a serializer', reply => reply.serializer(() => SECRET)]
]

const EARLY = { status: 103, headers: { link: '</style.css>; rel=preload' }, body: '' }

/** How it fails then. */
const failures: ReadonlyArray<readonly [name: string, fail: (reply: FastifyReply) => unknown, status: number]> = [
  ['throws', () => { throw Object.assign(new Error(SECRET), { statusCode: 404 }) }, 404],
  ['uses apiError', reply => reply.apiError('object_not_found'), 404],
  ['sends something else', reply => reply.code(404).send({ secret: SECRET }), 404],
  ['sends a stream', reply => reply.code(404).send(Readable.from([SECRET])), 404],
  ['writes a raw response', reply => { reply.raw.statusCode = 404; reply.raw.end(SECRET) }, 404]
]

const withHeaders = (expected: Expected, headers: Readonly<Record<string, string>> = {}): Expected => ({ ...expected, headers: { ...expected.headers, ...headers } })

const rowsOfLeftovers = leftovers.flatMap(([name, leave, kept]) => failures.map(([how, fail]): Row => {
  const isRaw = how === 'writes a raw response'
  // What is set on the reply reaches no response that Fastify does not write.
  const headers = isRaw && !name.startsWith('a raw') ? {} : kept
  return {
    path: `a handler that left ${name} and ${how}`,
    after: fastify => { fastify.get('/', async (_request, reply) => { leave(reply); const result = fail(reply); return isRaw ? await reply : await result }) },
    full: name === 'early hints' ? [EARLY, NOT_FOUND] : withHeaders(isRefused(name, how) ? INTERNAL : NOT_FOUND, headers)
  }
}))

/** Where Fastify itself cannot go on with what was left: it is an error of its own. */
function isRefused (name: string, how: string): boolean {
  // The headers of a stream are copied before anything is known of its body.
  if (how === 'sends a stream') return /Node refuses$|symbol|not ASCII/.test(name) && !name.includes('status message')
  // An object is not serialised where the type is not one of JSON.
  return how === 'sends something else' && name.endsWith('content type')
}

const stream = (fill: (stream: PassThrough) => void): PassThrough => { const pass = new PassThrough(); fill(pass); return pass }

const raw = (path: string, handler: (reply: FastifyReply) => unknown, full: Row['full'] = NOT_FOUND): Row => ({
  path,
  after: fastify => { fastify.get('/', async (_request, reply) => { await handler(reply); return await reply }) },
  full
})

/** A response that was cut off: its head is that of a success, and the connection ends before its body does. */
const CUT = /^HTTP\/1\.1 200 OK\r\n(?:(?!0\r\n\r\n$)[^])*$/

export const rows: readonly Row[] = [
  ...rowsOfLeftovers,
  // A success whose head cannot be written.
  ...leftovers.filter(([name]) => /that Node refuses$|symbol|not ASCII/.test(name)).flatMap(([name, leave]): Row[] => [
    { path: `a success with ${name}`, after: fastify => { fastify.get('/', async (_request, reply) => { leave(reply); return { secret: SECRET } }) }, full: INTERNAL },
    { path: `a success of a sync handler with ${name}`, after: fastify => { fastify.get('/', (_request, reply) => { leave(reply); return { secret: SECRET } }) }, full: INTERNAL },
    { path: `a stream with ${name}`, after: fastify => { fastify.get('/', async (_request, reply) => { leave(reply); return Readable.from([SECRET]) }) }, full: INTERNAL },
    { path: `a stream of a sync handler with ${name}`, after: fastify => { fastify.get('/', (_request, reply) => { leave(reply); return Readable.from([SECRET]) }) }, full: INTERNAL },
    { path: `a stream behind an async hook with ${name}`, after: fastify => { fastify.addHook('preHandler', async () => {}); fastify.get('/', (_request, reply) => { leave(reply); return Readable.from([SECRET]) }) }, full: INTERNAL },
    { path: `a web stream with ${name}`, after: fastify => { fastify.get('/', async (_request, reply) => { leave(reply); return new Response(SECRET).body }) }, full: INTERNAL },
    { path: `a status of 204 with ${name}`, after: fastify => { fastify.get('/', async (_request, reply) => { leave(reply); return await reply.code(204).send() }) }, full: INTERNAL },
    { path: `a redirect with ${name}`, after: fastify => { fastify.get('/', async (_request, reply) => { leave(reply); return reply.redirect('/elsewhere') }) }, full: withHeaders(INTERNAL, { location: '/elsewhere' }) },
    { path: `HEAD with ${name}`, after: fastify => { fastify.get('/', async (_request, reply) => { leave(reply); return 'ok' }) }, send: [request('HEAD /')], full: answer('internal_error', { head: true }) }
  ]),
  { path: 'a redirect to a place that Node refuses', after: fastify => { fastify.get('/', async (_request, reply) => reply.redirect('/\r\nx: y')) }, full: INTERNAL },
  { path: 'a status of 304 with a value that Node refuses', after: fastify => { fastify.get('/', async (_request, reply) => await reply.code(304).header('x-bad', '\n').send()) }, full: INTERNAL },
  { path: 'a success with a trailer and a length', after: fastify => { fastify.get('/', async (_request, reply) => { reply.raw.setHeader('trailer', 'x'); return 'ok' }) }, full: INTERNAL },
  // Streams.
  ...[404, 500].flatMap((status): Row[] => [
    { path: `a stream with status ${status} that fails before its first byte`, after: fastify => { fastify.get('/', async (_request, reply) => { reply.code(status); return stream(pass => { setTimeout(() => pass.destroy(new Error(SECRET)), 10) }) }) }, full: status === 404 ? NOT_FOUND : INTERNAL },
    { path: `a stream with status ${status} that fails after its first byte`, after: fastify => { fastify.get('/', async (_request, reply) => { reply.code(status); return stream(pass => { pass.write(SECRET); setTimeout(() => pass.destroy(new Error(SECRET)), 20) }) }) }, full: status === 404 ? NOT_FOUND : INTERNAL },
    { path: `a stream with status ${status} that never ends`, after: fastify => { fastify.get('/', async (_request, reply) => { reply.code(status); return stream(pass => { pass.write(SECRET) }) }) }, full: status === 404 ? NOT_FOUND : INTERNAL },
    { path: `an endless stream with status ${status}`, after: fastify => { fastify.get('/', async (_request, reply) => { reply.code(status); return new Readable({ read () { this.push(SECRET) } }) }) }, full: status === 404 ? NOT_FOUND : INTERNAL },
    { path: `a web stream with status ${status} that fails`, after: fastify => { fastify.get('/', async (_request, reply) => { reply.code(status); return new ReadableStream({ pull (controller) { controller.error(new Error(SECRET)) } }) }) }, full: status === 404 ? NOT_FOUND : INTERNAL }
  ]),
  { path: 'a stream that fails before its head', after: fastify => { fastify.get('/', async () => stream(pass => { setTimeout(() => pass.destroy(new Error(SECRET)), 10) })) }, full: INTERNAL },
  { path: 'a stream that fails before its head, with a status', after: fastify => { fastify.get('/', async () => stream(pass => { setTimeout(() => pass.destroy(Object.assign(new Error(SECRET), { statusCode: 404 })), 10) })) }, full: NOT_FOUND },
  { path: 'a file that is not there', after: fastify => { fastify.get('/', async () => new Readable({ read () { this.destroy(Object.assign(new Error(SECRET), { code: 'ENOENT' })) } })) }, full: INTERNAL },
  { path: 'a web stream that fails before its head', after: fastify => { fastify.get('/', async () => new ReadableStream({ pull (controller) { controller.error(Object.assign(new Error(SECRET), { statusCode: 404 })) } })) }, full: NOT_FOUND },
  { path: 'a web stream of numbers', after: fastify => { fastify.get('/', async () => new ReadableStream({ start (controller) { controller.enqueue(42); controller.close() } })) }, full: INTERNAL },
  { path: 'a stream that fails after its head', after: fastify => { fastify.get('/', async () => stream(pass => { pass.write('begun'); setTimeout(() => pass.destroy(new Error(SECRET)), 20) })) }, full: CUT },
  { path: 'a web stream that fails after its head', after: fastify => { fastify.get('/', async () => { let pulls = 0; return new ReadableStream({ async pull (controller) { if (pulls++ === 0) controller.enqueue(Buffer.from('begun')); else { await new Promise(resolve => setTimeout(resolve, 20)); controller.error(new Error(SECRET)) } } }) }) }, full: CUT },
  // Sent twice.
  { path: 'an error behind a stream that has begun', after: fastify => { fastify.get('/', async (_request, reply) => { reply.send(stream(pass => { pass.write('begun') })); await new Promise(resolve => setTimeout(resolve, 20)); throw new Error(SECRET) }) }, full: CUT },
  { path: 'apiError behind a stream that has begun', after: fastify => { fastify.get('/', async (_request, reply) => { reply.send(stream(pass => { pass.write('begun') })); await new Promise(resolve => setTimeout(resolve, 20)); return reply.apiError('not_allowed') }) }, full: CUT },
  { path: 'an error behind an error', after: fastify => { fastify.get('/', async (_request, reply) => { reply.apiError('object_not_found'); throw new Error(SECRET) }) }, full: NOT_FOUND },
  { path: 'a success behind an error', after: fastify => { fastify.get('/', async (_request, reply) => { reply.apiError('object_not_found'); return { secret: SECRET } }) }, full: NOT_FOUND },
  { path: 'a success behind an error that a hook holds back', after: fastify => { fastify.addHook('onSend', async () => { await new Promise(resolve => setTimeout(resolve, 20)) }); fastify.get('/', async (_request, reply) => { reply.apiError('object_not_found'); return { secret: SECRET } }) }, full: NOT_FOUND },
  { path: 'an error behind a success that a hook holds back', after: fastify => { fastify.addHook('onSend', async () => { await new Promise(resolve => setTimeout(resolve, 20)) }); fastify.get('/', async (_request, reply) => { reply.send({ secret: SECRET }); throw Object.assign(new Error(SECRET), { statusCode: 404 }) }) }, full: NOT_FOUND },
  { path: 'two errors of something else', after: fastify => { fastify.get('/', async (_request, reply) => { reply.code(404).send(SECRET); return await reply.code(500).send(SECRET) }) }, full: NOT_FOUND },
  // On the raw response.
  raw('a raw head and end', reply => { reply.raw.writeHead(404, { 'content-type': 'text/plain' }); reply.raw.end(SECRET) }),
  raw('a raw head with a message', reply => { reply.raw.writeHead(404, SECRET, { 'x-kept': 'a' }); reply.raw.end() }, answer('object_not_found', { headers: { 'x-kept': 'a' } })),
  raw('a raw head with a flat list', reply => { reply.raw.writeHead(404, ['x-kept', 'a', 'content-length', '3', 'set-cookie', 'a=1', 'set-cookie', 'b=2'] as never); reply.raw.end('abc') }, answer('object_not_found', { headers: { 'x-kept': 'a', 'set-cookie': 'a=1\nb=2' } })),
  raw('a raw head with pairs', reply => { reply.raw.writeHead(404, [['x-kept', 'a'], ['content-type', 'text/html']] as never); reply.raw.end('abc') }, answer('object_not_found', { headers: { 'x-kept': 'a' } })),
  raw('a raw head by its old name', reply => { (reply.raw as unknown as { writeHeader: typeof reply.raw.writeHead }).writeHeader(404, { 'content-type': 'text/plain' }); reply.raw.end(SECRET) }),
  raw('a raw head that Node reads as an error', reply => { reply.raw.writeHead('404' as never); reply.raw.end(SECRET) }),
  raw('a raw head whose status wraps around', reply => { reply.raw.writeHead(404 - 2 ** 32); reply.raw.end(SECRET) }, INTERNAL),
  raw('a raw status that wraps around', reply => { reply.raw.statusCode = 404 - 2 ** 32; reply.raw.end(SECRET) }, INTERNAL),
  raw('a raw head with a status of 999', reply => { reply.raw.writeHead(999); reply.raw.end(SECRET) }, INTERNAL),
  raw('a raw head with a status of 42', reply => { reply.raw.writeHead(42); reply.raw.end(SECRET) }, INTERNAL),
  raw('a raw status of 700', reply => { reply.raw.statusCode = 700; reply.raw.end(SECRET) }, INTERNAL),
  raw('two raw heads', reply => { reply.raw.writeHead(404); reply.raw.writeHead(200); reply.raw.end(SECRET) }),
  raw('a raw head, and an error', reply => { reply.raw.writeHead(404); throw Object.assign(new Error(SECRET), { statusCode: 409 }) }, answer('object_already_exists')),
  raw('a raw head, and apiError', reply => { reply.raw.writeHead(404); reply.apiError('not_allowed') }, answer('not_allowed')),
  raw('a raw status and many writes', reply => { reply.raw.statusCode = 404; for (let i = 0; i < 5; i++) reply.raw.write(SECRET); reply.raw.end(SECRET) }),
  raw('a raw write with a callback', async reply => { reply.raw.statusCode = 404; await new Promise(resolve => { reply.raw.write(SECRET, resolve) }); await new Promise<void>(resolve => { reply.raw.end(SECRET, resolve) }) }),
  raw('a raw end with a callback only', async reply => { reply.raw.statusCode = 404; await new Promise<void>(resolve => { reply.raw.end(resolve) }) }),
  raw('flushed headers', reply => { reply.raw.statusCode = 404; reply.raw.flushHeaders(); reply.raw.end(SECRET) }),
  raw('a raw pipe', reply => { reply.raw.statusCode = 404; Readable.from([SECRET, SECRET]).pipe(reply.raw) }),
  raw('an endless raw pipe', reply => { reply.raw.statusCode = 404; new Readable({ read () { this.push(SECRET) } }).pipe(reply.raw) }),
  raw('a raw pair', reply => { reply.raw.writeHead(404, { 'content-type': 'application/json' }); reply.raw.end('{"code":"4002","error":"component_not_found"}') }, answer('component_not_found')),
  raw('a raw body that is no body', reply => { reply.raw.statusCode = 404; reply.raw.end({ secret: SECRET }) }),
  raw('a raw success with a message that Node refuses', reply => { reply.raw.statusMessage = '\n'; reply.raw.end(SECRET) }, INTERNAL),
  raw('raw writes of a success with a message that Node refuses', reply => { reply.raw.statusMessage = '\n'; reply.raw.write(SECRET); reply.raw.end(SECRET) }, INTERNAL),
  raw('a raw head of a success that Node refuses', reply => { reply.raw.writeHead(200, { 'x-bad': '\n' }); reply.raw.end(SECRET) }, INTERNAL),
  raw('a raw head of a success with chunks, that Node refuses', reply => { reply.raw.writeHead(200, { 'transfer-encoding': 'chunked', 'x-bad': '\n' }); reply.raw.end(SECRET) }, INTERNAL),
  raw('a raw success of something that Node does not write', reply => { reply.raw.write({ secret: SECRET }) }, INTERNAL),
  raw('a raw success, flushed, with a message that Node refuses', reply => { reply.raw.statusMessage = '\n'; reply.raw.flushHeaders() }, INTERNAL),
  raw('a head wrapped to add a header', reply => { const { writeHead } = reply.raw; reply.raw.writeHead = function (this: ServerResponse, ...args: never[]) { this.setHeader('x-late', 'a'); return writeHead.apply(this, args as never) } as never; reply.raw.statusCode = 404; reply.raw.end(SECRET) }, answer('object_not_found', { headers: { 'x-late': 'a' } })),
  raw('a head wrapped to change the status', reply => { const { writeHead } = reply.raw; reply.raw.writeHead = function (this: ServerResponse) { return writeHead.call(this, 404) } as never; reply.raw.end(SECRET) }),
  raw('a head wrapped to change the status, and a pipe', reply => { const { writeHead } = reply.raw; reply.raw.writeHead = function (this: ServerResponse) { return writeHead.call(this, 503) } as never; Readable.from([SECRET]).pipe(reply.raw) }, answer('internal_error', { status: 503 })),
  raw('a raw success that an error follows', reply => { reply.raw.writeHead(200); reply.raw.write('begun'); throw new Error(SECRET) }, CUT),
  raw('a strict length', reply => { reply.raw.strictContentLength = true; reply.raw.writeHead(404, { 'content-length': 3 }); reply.raw.end('abc') }),
  raw('a corked response', reply => { reply.raw.cork(); reply.raw.statusCode = 404; reply.raw.write(SECRET); reply.raw.uncork(); reply.raw.end() })
]
