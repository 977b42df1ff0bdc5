import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { answer, request, SECRET } from '../exchange.js'
import type { Expected } from '../exchange.js'
import type { Row } from '../table.js'

/** What a bare status stands for. */
export const byStatus: Readonly<Record<number, Expected>> = {
  400: answer('invalid_request'),
  401: answer('unauthorized'),
  404: answer('object_not_found'),
  413: answer('invalid_request', { status: 413 }),
  500: answer('internal_error'),
  503: answer('internal_error', { status: 503 })
}

const circular = (): object => { const o: Record<string, unknown> = { secret: SECRET }; o.self = o; return o }

const webStream = (...chunks: string[]): ReadableStream => new ReadableStream({
  start (controller) {
    for (const chunk of chunks) controller.enqueue(Buffer.from(chunk))
    controller.close()
  }
})

/** Payloads that are in no catalogue. */
export const payloads: ReadonlyArray<readonly [name: string, make: () => unknown]> = [
  ['an object of another shape', () => ({ message: SECRET })],
  ['an error object of Fastify', () => ({ statusCode: 404, error: 'Not Found', message: SECRET })],
  ['a problem document', () => ({ type: 'about:blank', title: SECRET })],
  ['an array', () => [SECRET]],
  ['a text', () => SECRET],
  ['an empty text', () => ''],
  ['HTML', () => `<!doctype html><h1>${SECRET}</h1>`],
  ['a JSON text', () => JSON.stringify({ code: '9999', error: SECRET })],
  ['a pair of an unknown code', () => ({ code: '9999', error: SECRET })],
  ['a pair that does not match', () => ({ code: '2002', error: 'internal_error', message: SECRET })],
  ['a number as code', () => ({ code: SECRET, error: 'object_not_found' })],
  ['a buffer', () => Buffer.from(SECRET)],
  ['a Uint8Array', () => new Uint8Array(Buffer.from(SECRET))],
  ['an ArrayBuffer view', () => new DataView(new Uint8Array(Buffer.from(SECRET)).buffer)],
  ['a large text', () => SECRET.repeat(20_000)],
  ['a large buffer', () => Buffer.from(SECRET.repeat(20_000))],
  ['a node stream', () => Readable.from([SECRET, SECRET])],
  ['an empty node stream', () => Readable.from([])],
  ['a stream of objects', () => Readable.from([{ secret: SECRET }])],
  ['a large node stream', () => Readable.from(Array.from({ length: 100 }, () => SECRET.repeat(200)))],
  ['a web stream', () => webStream(SECRET, SECRET)],
  ['an empty web stream', () => webStream()],
  ['nothing', () => undefined],
  ['null', () => null],
  ['true', () => true],
  ['a number', () => 42]
]

const make = (status: number, payload: () => unknown) => async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> => {
  reply.code(status)
  return await reply.send(payload())
}

const INTERNAL = answer('internal_error')
const PAIR = '{"code":"2002","error":"object_not_found"}'
const ok = (body: string, type = 'application/json; charset=utf-8'): Expected => ({ status: 200, headers: { 'content-type': type, 'content-length': String(body.length), connection: 'close' }, body })

export const rows: readonly Row[] = [
  ...Object.entries(byStatus).flatMap(([status, full]) => payloads.map(([name, payload]): Row => ({
    path: `${name} with status ${status}`,
    after: fastify => { fastify.get('/', make(Number(status), payload)) },
    full
  }))),
  ...payloads.map(([name, payload]): Row => ({
    path: `${name} returned by a sync handler`,
    after: fastify => { fastify.get('/', (_request, reply) => { reply.code(404); const value = payload(); if (value === undefined) reply.send(); return value }) },
    full: answer('object_not_found')
  })),
  ...payloads.map(([name, payload]): Row => ({
    path: `${name} for HEAD`,
    after: fastify => { fastify.get('/', make(404, payload)) },
    send: [request('HEAD /')],
    full: answer('object_not_found', { head: true })
  })),
  ...payloads.map(([name, payload]): Row => ({
    path: `${name} as the payload of an onSend hook`,
    after: fastify => {
      fastify.addHook('onSend', async (_request, reply) => { reply.code(401); const value = payload(); return typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !(value instanceof Readable) && !(value instanceof ReadableStream) ? JSON.stringify(value) : typeof value === 'string' ? value : SECRET })
      fastify.get('/', async () => ({ ok: true }))
    },
    full: answer('unauthorized')
  })),
  ...[
    ['a web Response', () => new Response(SECRET, { status: 404 })],
    ['a web Response with headers of a body', () => new Response(SECRET, { status: 404, headers: { 'content-type': 'text/html', 'content-encoding': 'gzip', etag: SECRET } })],
    ['a web Response without body', () => new Response(null, { status: 404 })],
    ['a web Response with a status text', () => new Response(SECRET, { status: 404, statusText: SECRET })],
    ['a web Response of JSON', () => Response.json({ secret: SECRET }, { status: 404 })]
  ].map(([name, payload]): Row => ({ path: String(name), after: fastify => { fastify.get('/', async () => (payload as () => Response)()) }, full: answer('object_not_found') })),
  { path: 'a web Response that was read before', after: fastify => { fastify.get('/', async () => { const response = new Response(SECRET, { status: 404 }); await response.text(); return response }) }, full: INTERNAL },
  { path: 'a web Response of an error of the network', after: fastify => { fastify.get('/', async () => Response.error()) }, full: INTERNAL },
  { path: 'a locked web stream', after: fastify => { fastify.get('/', async (_request, reply) => { const stream = webStream(SECRET); stream.getReader(); return await reply.code(404).send(stream) }) }, full: INTERNAL },
  { path: 'a circular object with status 404', after: fastify => { fastify.get('/', make(404, circular)) }, full: answer('object_not_found') },
  { path: 'a circular object with status 200', after: fastify => { fastify.get('/', make(200, circular)) }, full: INTERNAL },
  { path: 'a circular object of a sync handler', after: fastify => { fastify.get('/', circular) }, full: INTERNAL },
  { path: 'a BigInt with status 404', after: fastify => { fastify.get('/', make(404, () => ({ big: 1n }))) }, full: answer('object_not_found') },
  { path: 'a bare BigInt', after: fastify => { fastify.get('/', make(200, () => 1n)) }, full: INTERNAL },
  { path: 'a symbol with status 404', after: fastify => { fastify.get('/', make(404, () => Symbol(SECRET))) }, full: answer('object_not_found') },
  { path: 'a function with status 404', after: fastify => { fastify.get('/', make(404, () => function secret () { return SECRET })) }, full: answer('object_not_found') },
  { path: 'a stream of objects with status 200', after: fastify => { fastify.get('/', make(200, () => Readable.from([{ secret: SECRET }]))) }, full: INTERNAL },
  { path: 'a stream of objects of a sync handler', after: fastify => { fastify.get('/', () => Readable.from([{ secret: SECRET }])) }, full: INTERNAL },
  { path: 'a toJSON that throws', after: fastify => { fastify.get('/', async () => ({ toJSON () { throw new Error(SECRET) } })) }, full: INTERNAL },
  { path: 'a getter that throws', after: fastify => { fastify.get('/', async () => ({ get secret () { throw new Error(SECRET) } })) }, full: INTERNAL },
  { path: 'an Error that is sent', after: fastify => { fastify.get('/', (_request, reply) => { reply.send(new Error(SECRET)) }) }, full: INTERNAL },
  { path: 'an Error that is returned', after: fastify => { fastify.get('/', async () => new Error(SECRET)) }, full: INTERNAL },
  { path: 'an Error that is sent with a status', after: fastify => { fastify.get('/', (_request, reply) => { reply.code(404).send(new Error(SECRET)) }) }, full: answer('object_not_found') },
  // What the handler built itself, where it is right.
  { path: 'a pair of the catalogue', after: fastify => { fastify.get('/', make(404, () => ({ code: '2002', error: 'object_not_found' }))) }, full: answer('object_not_found') },
  { path: 'a pair in another order', after: fastify => { fastify.get('/', make(404, () => ({ error: 'object_not_found', code: '2002' }))) }, full: answer('object_not_found') },
  { path: 'a pair with a number', after: fastify => { fastify.get('/', make(404, () => ({ code: 2002, error: 'object_not_found' }))) }, full: answer('object_not_found') },
  { path: 'a pair and more', after: fastify => { fastify.get('/', make(404, () => ({ code: '2002', error: 'object_not_found', secret: SECRET }))) }, full: answer('object_not_found') },
  { path: 'a pair as a JSON text', after: fastify => { fastify.get('/', make(404, () => ` ${PAIR}`)) }, full: answer('object_not_found') },
  { path: 'a pair as a buffer', after: fastify => { fastify.get('/', make(404, () => Buffer.from(PAIR))) }, full: answer('object_not_found') },
  { path: 'another pair of the same status', after: fastify => { fastify.get('/', make(404, () => ({ code: '4002', error: 'component_not_found' }))) }, full: answer('component_not_found') },
  { path: 'a pair with details', after: fastify => { fastify.get('/', make(400, () => ({ code: '2007', error: 'invalid_field_value', fields: ['a'], secret: SECRET }))) }, full: answer('invalid_field_value', { fields: ['a'] }) },
  { path: 'a pair with details that do not fit', after: fastify => { fastify.get('/', make(400, () => ({ code: '2007', error: 'invalid_field_value', fields: SECRET }))) }, full: answer('invalid_request') },
  { path: 'a pair under a status that it stands for', after: fastify => { fastify.get('/', make(410, () => ({ code: '2002', error: 'object_not_found' }))) }, full: answer('object_not_found', { status: 410 }) },
  { path: 'a pair under a status that is not its own', after: fastify => { fastify.get('/', make(403, () => ({ code: '2002', error: 'object_not_found' }))) }, full: answer('not_allowed') },
  { path: 'a pair with status 200', after: fastify => { fastify.get('/', make(200, () => ({ code: '2002', error: 'object_not_found' }))) }, full: ok(PAIR) },
  { path: 'apiError in a sync handler', after: fastify => { fastify.get('/', (_request, reply) => reply.apiError('object_not_found')) }, full: answer('object_not_found') },
  { path: 'apiError in an async handler', after: fastify => { fastify.get('/', async (_request, reply) => reply.apiError('object_not_found')) }, full: answer('object_not_found') },
  { path: 'apiError that is not returned', after: fastify => { fastify.get('/', async (_request, reply) => { reply.apiError('object_not_found') }) }, full: answer('object_not_found') },
  { path: 'apiError for HEAD', after: fastify => { fastify.get('/', async (_request, reply) => reply.apiError('object_not_found')) }, send: [request('HEAD /')], full: answer('object_not_found', { head: true }) },
  { path: 'apiError over HTTP/1.0', after: fastify => { fastify.get('/', async (_request, reply) => reply.apiError('object_not_found')) }, send: ['GET / HTTP/1.0\r\n\r\n'], full: answer('object_not_found') },
  ...['onRequest', 'preParsing', 'preValidation', 'preHandler'].map((hook): Row => ({
    path: `apiError in an ${hook} hook`,
    after: fastify => { fastify.addHook(hook as 'onRequest', async (_request, reply) => reply.apiError('unauthorized')); fastify.get('/', async () => SECRET) },
    full: answer('unauthorized')
  })),
  ...['onRequest', 'preParsing', 'preValidation', 'preHandler'].map((hook): Row => ({
    path: `an ${hook} hook that answers with something else`,
    after: fastify => { fastify.addHook(hook as 'onRequest', async (_request, reply) => reply.code(403).send({ secret: SECRET })); fastify.get('/', async () => SECRET) },
    full: answer('not_allowed')
  }))
]
