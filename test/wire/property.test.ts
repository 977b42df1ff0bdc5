import { subscribe } from 'node:diagnostics_channel'
import http from 'node:http'
import { Readable } from 'node:stream'
import { inspect, types } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import type { FastifyInstance, FastifyReply } from 'fastify'
import apiError, { ApiError, defaultCatalog } from '../../src/index.js'
import type { ApiErrorEvent } from '../../src/index.js'
import { SECRET } from './exchange.js'
import { CONFIGURATIONS, create } from './table.js'

// The promise, for services nobody would write: whatever fails, and however, leaves as an error of the catalogue.

// `npm run test:all` asks for ten thousand.
const CASES = Number(process.env.CASES ?? 1000)
const CASES_PER_SERVICE = 25

/** A status that may be left, asked for or written: right, wrong and absurd ones. */
const status = fc.oneof(fc.integer({ min: 400, max: 599 }), fc.constantFrom(400, 401, 404, 409, 413, 500, 502, 503))
const anyStatus = fc.oneof(status, fc.constantFrom(0, 99, 200, 204, 302, 304, 404.5, 600, 999, 1000, -404, NaN))

const secretive = fc.oneof(
  fc.constant(SECRET),
  fc.string().map(text => text + SECRET),
  fc.constantFrom(`<p>${SECRET}`, `{"secret":"${SECRET}"}`, `{"code":"2002","error":"${SECRET}"}`, `{"code":"2002","error":"object_not_found","secret":"${SECRET}"}`)
)

type Make = () => unknown

const payload: fc.Arbitrary<Make> = fc.oneof(
  secretive.map(text => () => text),
  secretive.map(text => () => Buffer.from(text)),
  secretive.map(text => () => Readable.from([text, text])),
  secretive.map(text => () => Readable.from([{ text }])),
  secretive.map(text => () => new Response(text).body),
  secretive.map(text => () => ({ secret: text })),
  fc.jsonValue().map(value => () => ({ secret: SECRET, value })),
  fc.constantFrom(...defaultCatalog.entries.map(({ code, error }) => () => ({ code, error, secret: SECRET }))),
  fc.constantFrom<Make>(() => undefined, () => null, () => [SECRET], () => ({ get a () { throw new Error(SECRET) } }), () => ({ big: 1n }))
)

const bag = fc.dictionary(fc.constantFrom('statusCode', 'status', 'code', 'headers', 'validation', 'cause', 'message', 'name', 'expose', 'serialization'),
  fc.oneof(anyStatus, fc.constant(SECRET), fc.constant({ 'x-secret': SECRET, 'content-length': '1' }), fc.constant([{ instancePath: `/${SECRET}`, params: {} }]), fc.constantFrom('ECONNREFUSED', '23505', 'FST_ERR_VALIDATION')))

const refusing: ProxyHandler<object> = { get () { throw new Error(SECRET) }, has () { throw new Error(SECRET) }, ownKeys () { throw new Error(SECRET) }, getPrototypeOf () { throw new Error(SECRET) } }

// What a validator names, the client named: a list of failures is no secret, so it is not in these.
const thrown: fc.Arbitrary<Make> = fc.oneof(
  bag.map(({ validation, ...properties }) => () => Object.assign(new Error(SECRET), properties, typeof validation === 'string' ? { validation } : {})),
  bag.map(({ validation, ...properties }) => () => Object.freeze({ secret: SECRET, ...properties })),
  status.map(statusCode => () => Object.assign(new Error(SECRET), { statusCode })),
  fc.constantFrom(...defaultCatalog.entries.map(entry => () => new ApiError(entry.name as never, { cause: new Error(SECRET) }))),
  fc.constantFrom<Make>(() => null, () => undefined, () => SECRET, () => Symbol(SECRET), () => 404n, () => () => SECRET, () => new Proxy({}, refusing), () => new Proxy(new Error(SECRET), refusing), () => Readable.from([SECRET]))
)

const leftover: fc.Arbitrary<(reply: FastifyReply) => void> = fc.oneof(
  fc.constantFrom('content-type', 'content-encoding', 'content-length', 'etag', 'content-disposition', 'transfer-encoding', 'last-modified', 'content-range')
    .chain(name => fc.constantFrom('gzip', '3', '99999', name === 'content-range' ? 'bytes */3' : `"${SECRET}"`, 'chunked', 'text/html', 'application/json', '\n') // with a 416, the range stays
      .map(value => (reply: FastifyReply) => { reply.header(name, value) })),
  fc.constantFrom('content-type', 'content-encoding', 'content-length', 'etag').map(name => (reply: FastifyReply) => { reply.raw.setHeader(name, '7') }),
  fc.constantFrom(`a\r\n${SECRET}`, '\x00', 'ž').map(value => (reply: FastifyReply) => { reply.header('x-bad', value) }),
  anyStatus.filter(code => code >= 100 && code <= 599).map(code => (reply: FastifyReply) => { reply.code(code) }),
  fc.constantFrom((reply: FastifyReply) => { reply.raw.statusMessage = SECRET }, (reply: FastifyReply) => { reply.serializer(() => SECRET) }, (reply: FastifyReply) => { reply.trailer('x-secret', async () => SECRET) }, (reply: FastifyReply) => { reply.header('x-fine', 'fine') })
)

interface Case {
  readonly how: 'throw' | 'throw late' | 'throw at once' | 'send' | 'return' | 'apiError' | 'raw' | 'raw head' | 'missing' | 'bad URL'
  readonly status: number
  readonly payload: Make
  readonly thrown: Make
  readonly leftovers: ReadonlyArray<(reply: FastifyReply) => void>
  readonly name: string
  readonly method: 'GET' | 'HEAD' | 'POST'
}

const testCase: fc.Arbitrary<Case> = fc.record({
  how: fc.constantFrom<Case['how']>('throw', 'throw late', 'throw at once', 'send', 'return', 'apiError', 'raw', 'raw head', 'missing', 'bad URL'),
  status,
  payload,
  thrown,
  leftovers: fc.array(leftover, { maxLength: 3 }),
  name: fc.constantFrom(...defaultCatalog.entries.filter(entry => !entry.needsDetails).map(entry => entry.name)),
  method: fc.constantFrom<Case['method']>('GET', 'GET', 'GET', 'HEAD', 'POST')
})

type Layer = (fastify: FastifyInstance) => void

/** What a service, or a scope of it, does besides. None of it turns an error into a success. */
const layer: fc.Arbitrary<Layer> = fc.oneof(
  fc.constantFrom<Layer>(
    fastify => { fastify.addHook('onSend', async () => SECRET) },
    fastify => { fastify.addHook('onSend', async (_request, _reply, body) => body) },
    fastify => { fastify.addHook('onSend', async (_request, _reply, body) => { await new Promise(resolve => setImmediate(resolve)); return body }) },
    fastify => { fastify.addHook('preSerialization', async (_request, _reply, body) => ({ secret: SECRET, body })) },
    fastify => { fastify.addHook('onError', async () => { throw new Error(SECRET) }) },
    fastify => { fastify.addHook('onRequest', async (_request, reply) => { reply.header('etag', SECRET).header('content-encoding', 'gzip') }) },
    fastify => { fastify.addHook('preHandler', async () => {}) },
    fastify => { fastify.setReplySerializer(body => JSON.stringify({ secret: SECRET, body: String(body) })) }
  ),
  thrown.map((make): Layer => fastify => { fastify.addHook('onSend', async () => { const value = make(); if (value && !types.isProxy(value)) throw value; throw new Error(SECRET) }) }), // a proxy here and an older route: see the limits in the README
  status.map((code): Layer => fastify => { fastify.addHook('onSend', async (_request, reply) => { reply.code(code) }) })
)

const errorHandler: fc.Arbitrary<Layer> = fc.oneof(
  fc.tuple(status, payload).map(([code, make]): Layer => fastify => { fastify.setErrorHandler(async (_error, _request, reply) => { reply.code(code); return await reply.send(make()) }) }),
  thrown.map((make): Layer => fastify => { fastify.setErrorHandler(() => { throw make() }) }),
  thrown.map((make): Layer => fastify => { fastify.setErrorHandler(async () => { throw make() }) }),
  fc.constant<Layer>(fastify => { fastify.setErrorHandler((error, _request, reply) => { reply.send(error) }) })
)

const service = fc.record({
  configuration: fc.constantFrom(...CONFIGURATIONS),
  layers: fc.array(layer, { maxLength: 2 }),
  scopes: fc.array(fc.record({ layers: fc.array(layer, { maxLength: 2 }), errorHandler: fc.option(errorHandler) }), { maxLength: 3 }),
  isOlder: fc.boolean(),
  notFound: fc.option(fc.tuple(status, payload)),
  cases: fc.array(testCase, { minLength: CASES_PER_SERVICE, maxLength: CASES_PER_SERVICE })
})

type Service = typeof service extends fc.Arbitrary<infer Sample> ? Sample : never

async function fail (reply: FastifyReply, { how, status, payload, thrown, leftovers, name }: Case): Promise<unknown> {
  for (const leave of leftovers) leave(reply)
  switch (how) {
    case 'throw late': await new Promise(resolve => setImmediate(resolve)); throw thrown()
    case 'send': return await reply.code(status).send(payload())
    case 'return': { reply.code(status); const value = payload(); return value === undefined ? await reply.send() : value }
    case 'apiError': return reply.apiError(name as 'unauthorized')
    case 'raw': reply.raw.statusCode = status; reply.raw.write(SECRET); reply.raw.end(SECRET); return await reply
    case 'raw head': reply.raw.writeHead(status, SECRET, { 'content-type': SECRET }); reply.raw.end(SECRET); return await reply
    default: throw thrown()
  }
}

async function build ({ configuration, layers, scopes, isOlder, notFound }: Service, current: () => Case): Promise<FastifyInstance> {
  const fastify = create({ logger: { level: 'trace', stream: { write: () => {} } } }, configuration)
  const handler = (_request: unknown, reply: FastifyReply): unknown => {
    const now = current()
    if (now.how !== 'throw at once') return fail(reply, now)
    throw now.thrown()
  }
  if (isOlder) fastify.route({ method: ['GET', 'POST'], url: '/older', handler })
  await fastify.register(apiError)
  for (const add of layers) add(fastify)
  if (notFound !== null) fastify.setNotFoundHandler(async (_request, reply) => { reply.code(notFound[0]); return await reply.send(notFound[1]()) })
  let [parent, url] = [fastify, '/route']
  fastify.route({ method: ['GET', 'POST'], url, handler })
  for (const [index, { layers, errorHandler }] of scopes.entries()) {
    url = `/route${index}`
    const at = url
    await parent.register(async child => {
      for (const add of layers) add(child)
      errorHandler?.(child)
      child.route({ method: ['GET', 'POST'], url: at, handler })
      if (index < scopes.length - 1) parent = child
    })
  }
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  return fastify
}

interface Received { readonly status: number, readonly message: string, readonly headers: http.IncomingHttpHeaders, readonly raw: string, readonly body: string, readonly trailers: string }

function ask (agent: http.Agent, port: number, method: string, path: string): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, port, host: '127.0.0.1', method, path, timeout: 5000 }, response => {
      let body = ''
      response.on('data', chunk => { body += String(chunk) })
      response.on('error', reject)
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, message: response.statusMessage ?? '', headers: response.headers, raw: response.rawHeaders.join(), body, trailers: response.rawTrailers.join() }) })
    })
    request.on('timeout', () => { request.destroy(new Error('the request was not answered')) })
    request.on('error', reject)
    request.end()
  })
}

/** Functions with their source: what they are made of is what matters. */
const INSPECT = { depth: 6, breakLength: 160 }

/** The promise; empty if it is kept. */
function breach (received: Received, method: string): string {
  const { status, message, headers, raw, body, trailers } = received
  if (!(status >= 400 && status <= 599)) return `status ${status}`
  if ((message + raw + body + trailers).includes(SECRET)) return 'the secret left'
  if (headers['content-type'] !== 'application/json; charset=utf-8') return `content type ${String(headers['content-type'])}`
  for (const name of ['content-encoding', 'etag', 'transfer-encoding', 'trailer', 'content-disposition', 'last-modified', 'content-range']) {
    // The content-range of a 416 describes the resource, not another body.
    if (headers[name] !== undefined && !(name === 'content-range' && status === 416)) return name
  }
  if (method === 'HEAD') return body === '' ? '' : 'a body for HEAD'
  if (Number(headers['content-length']) !== Buffer.byteLength(body)) return `content length ${String(headers['content-length'])}`
  const { code, error, ...rest } = JSON.parse(body) as Record<string, unknown>
  const entry = defaultCatalog.find(String(code), String(error))
  if (entry === undefined || !defaultCatalog.allows(entry, status)) return `${status} with ${body}`
  return Object.keys(rest).every(key => entry.details !== undefined && key in entry.details.properties) ? '' : `more than a pair: ${body}`
}

/** What is wrong with the events of a response, or `''`: there is one, which says what was sent. */
function untold ({ status, body }: Received, method: string, events: readonly ApiErrorEvent[]): string {
  const told = events.map(event => `${event.status} ${event.code} ${event.error}`)
  const { code, error } = method === 'HEAD' ? { ...events[0] } : JSON.parse(body) as Record<string, unknown>
  return told.length === 1 && told[0] === `${status} ${String(code)} ${String(error)}` ? '' : `sent ${status} ${body}, and told of ${told.join(', ') || 'nothing'}`
}

t.test(`the promise holds for ${CASES} random failures in random services`, { timeout: 170_000 }, async t => {
  const seed = Number(process.env.SEED ?? Date.now() & 0x7fffffff)
  t.comment(`seed ${seed}; run again with SEED=${seed}`)
  const died: unknown[] = []
  process.on('unhandledRejection', reason => { died.push(reason) })
  const events: ApiErrorEvent[] = []
  subscribe('fastify-api-error', event => { events.push(event as ApiErrorEvent) })
  let count = 0
  await fc.assert(fc.asyncProperty(service, async sample => {
    let now: Case | undefined
    const agent = new http.Agent({ keepAlive: true })
    const fastify = await build(sample, () => { if (now === undefined) throw new Error('no case'); return now })
    try {
      const { port } = fastify.server.address() as { port: number }
      const urls = ['/route', ...sample.scopes.map((_, index) => `/route${index}`), ...sample.isOlder ? ['/older'] : []]
      for (const [index, one] of sample.cases.entries()) {
        now = one
        const url = one.how === 'missing' ? '/missing' : one.how === 'bad URL' ? `/%${SECRET}` : urls[index % urls.length] ?? '/route'
        // HEAD routes are made of GET routes only.
        const method = one.method === 'HEAD' && url.startsWith('/r') ? 'GET' : one.method
        events.length = 0
        const received = await ask(agent, port, method, url).catch((error: Error) => error)
        const broken = received instanceof Error ? received.message : breach(received, method) || untold(received, method, events)
        if (broken !== '') throw new Error(`${broken} at ${method} ${url} (${sample.configuration}): ${inspect(one, INSPECT)} in ${inspect(sample, INSPECT)}: ${inspect(received)}`)
        count++
      }
      if (died.length > 0) throw died.splice(0)[0]
    } finally {
      agent.destroy()
      await fastify.close()
    }
  }), { seed, numRuns: CASES / CASES_PER_SERVICE, endOnFailure: process.env.SHRINK === undefined })
  t.ok(count >= CASES, `${count} cases`)
})
