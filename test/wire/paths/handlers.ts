import { runInNewContext } from 'node:vm'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { answer, request, SECRET } from '../exchange.js'
import type { Expected } from '../exchange.js'
import type { Row } from '../table.js'

const INTERNAL = answer('internal_error')
const NOT_FOUND = answer('object_not_found')

const failing = (statusCode?: number) => async (): Promise<never> => { throw Object.assign(new Error(SECRET), statusCode === undefined ? {} : { statusCode }) }
const foreign = (status: number) => async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> => await reply.code(status).send({ secret: SECRET })

const ok = (body: string): Expected => ({ status: 200, headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length), connection: 'close' }, body })

type Handler = (error: unknown, request: unknown, reply: FastifyReply) => unknown

/** What error handlers of the service do, and what becomes of it where an error of status 404 was thrown. */
const errorHandlers: ReadonlyArray<readonly [name: string, handler: Handler, expected: Expected]> = [
  ['sends something else', (_error, _request, reply) => { reply.code(418).send({ secret: SECRET }) }, answer('invalid_request', { status: 418 })],
  ['sends the error', (error, _request, reply) => { reply.send(error) }, NOT_FOUND],
  ['sends the message', (error, _request, reply) => { reply.code(400).send((error as Error).message) }, answer('invalid_request')],
  ['sends without a status', (_error, _request, reply) => { reply.send({ recovered: true }) }, ok('{"recovered":true}')],
  ['throws', () => { throw new Error(SECRET) }, INTERNAL],
  ['throws what it got', error => { throw error }, NOT_FOUND],
  ['rejects', async () => { throw new Error(SECRET) }, INTERNAL],
  ['rejects with what it got', async error => { throw error }, NOT_FOUND],
  ['returns something else', async (_error, _request, reply) => { reply.code(503); return { secret: SECRET } }, answer('internal_error', { status: 503 })],
  ['returns it at once', (_error, _request, reply) => { reply.code(503); return { secret: SECRET } }, answer('internal_error', { status: 503 })],
  ['returns a pair', (_error, _request, reply) => { reply.code(404); return { code: '4002', error: 'component_not_found' } }, answer('component_not_found')],
  ['uses apiError', (_error, _request, reply) => { reply.apiError('not_allowed') }, answer('not_allowed')],
  ['writes on the raw response', (_error, _request, reply) => { reply.raw.statusCode = 502; reply.raw.end(SECRET) }, answer('network_error')],
  ['writes a raw head', (_error, _request, reply) => { reply.raw.writeHead(502, SECRET, { 'content-type': 'text/plain' }); reply.raw.end(SECRET) }, answer('network_error')],
  ['calls the not-found handler', (_error, _request, reply) => { reply.callNotFound() }, NOT_FOUND],
  ['throws null', () => { throw null }, INTERNAL], // eslint-disable-line no-throw-literal -- what services do
  ['throws a text', () => { throw SECRET }, INTERNAL],
  ['throws an object with a status', () => { throw { statusCode: 409, message: SECRET } }, answer('object_already_exists')], // eslint-disable-line no-throw-literal -- what services do
  ['throws an error of another realm', () => { throw runInNewContext(`new TypeError('${SECRET}')`) }, INTERNAL],
  ['throws a proxy that refuses', () => { throw new Proxy({}, { getPrototypeOf () { throw new Error(SECRET) } }) }, INTERNAL],
  ['rejects with null', async () => { throw null }, INTERNAL], // eslint-disable-line no-throw-literal -- what services do
  ['rejects with a text', async () => { throw SECRET }, INTERNAL]
]

const places: Readonly<Record<string, (fastify: FastifyInstance, handler: Handler) => void>> = {
  'an error handler of a child scope': (fastify, handler) => { fastify.register(async child => { child.setErrorHandler(handler as never); child.get('/', failing(404)) }) },
  'an error handler of a route': (fastify, handler) => { fastify.get('/', { errorHandler: handler as never }, failing(404)) },
  'an error handler of a grandchild': (fastify, handler) => { fastify.register(async child => { child.setErrorHandler((error, _request, reply) => { reply.send(error) }); child.register(async inner => { inner.setErrorHandler(handler as never); inner.get('/', failing(404)) }) }) },
  'an error handler of the root, set after the plugin': (fastify, handler) => { fastify.setErrorHandler(handler as never); fastify.get('/', failing(404)) }
}

/** What not-found handlers of the service do. */
const notFoundHandlers: ReadonlyArray<readonly [name: string, handler: (request: unknown, reply: FastifyReply) => unknown, expected: Expected]> = [
  ['sends something else', (_request, reply) => { reply.code(404).send({ secret: SECRET }) }, NOT_FOUND],
  ['sends a text', (_request, reply) => { reply.code(404).send(SECRET) }, NOT_FOUND],
  ['sends HTML', async (_request, reply) => await reply.code(404).type('text/html').send(`<p>${SECRET}`), NOT_FOUND],
  ['keeps the status 200', (_request, reply) => { reply.code(200).send({ app: true }) }, ok('{"app":true}')],
  ['throws', () => { throw new Error(SECRET) }, INTERNAL],
  ['rejects', async () => { throw Object.assign(new Error(SECRET), { statusCode: 410 }) }, answer('object_not_found', { status: 410 })],
  ['uses apiError', (_request, reply) => reply.apiError('component_not_found'), answer('component_not_found')],
  ['calls the not-found handler again', (_request, reply) => { reply.callNotFound() }, NOT_FOUND]
]

const notFoundPlaces: Readonly<Record<string, Pick<Row, 'before' | 'after' | 'send'> | ((handler: never) => Pick<Row, 'before' | 'after' | 'send'>)>> = {
  'the root, set after the plugin': handler => ({ after: fastify => { fastify.setNotFoundHandler(handler) } }),
  'the root, set before the plugin': handler => ({ before: fastify => { fastify.setNotFoundHandler(handler) } }),
  'a scope with a prefix': handler => ({ after: fastify => { fastify.register(async child => { child.setNotFoundHandler(handler) }, { prefix: '/in' }) }, send: [request('GET /in/none')] }),
  'the root, called by a route': handler => ({ after: fastify => { fastify.setNotFoundHandler(handler); fastify.get('/', (_request, reply) => { reply.callNotFound() }) } })
}

const notFound = (name: string, after: Row['after'], full: Expected = NOT_FOUND, send = [request('GET /none')]): Row => ({ path: name, ...after && { after }, send, full })

export const rows: readonly Row[] = [
  ...Object.entries(places).flatMap(([place, at]) => errorHandlers.map(([name, handler, full]): Row => ({
    path: `${place} that ${name}`,
    after: fastify => { at(fastify, handler) },
    full
  }))),
  ...Object.entries(notFoundPlaces).flatMap(([place, at]) => notFoundHandlers.map(([name, handler, full]): Row => ({
    path: `a not-found handler of ${place}, that ${name}`,
    ...(at as (handler: unknown) => Pick<Row, 'before' | 'after' | 'send'>)(handler),
    full
  }))),
  notFound('an unknown route', undefined),
  notFound('an unknown route with a secret in its URL', undefined, NOT_FOUND, [request(`GET /${SECRET}?${SECRET}`)]),
  notFound('an unknown route with HEAD', undefined, answer('object_not_found', { head: true }), [request('HEAD /none')]),
  notFound('an unknown method', fastify => { fastify.get('/', async () => 'ok') }, NOT_FOUND, [request('DELETE /')]),
  notFound('an unknown route with a body', undefined, NOT_FOUND, [request('POST /none', { 'content-type': 'application/json' }, '{"a":1}')]),
  notFound('an unknown route with a malformed body', undefined, answer('invalid_request'), [request('POST /none', { 'content-type': 'application/json' }, `{"${SECRET}`)]),
  notFound('an unknown route with a media type that nobody parses', undefined, NOT_FOUND, [request('POST /none', { 'content-type': `a/${SECRET}` }, 'x')]),
  notFound('an unknown route behind a hook that throws', fastify => { fastify.addHook('onRequest', failing(401)) }, answer('unauthorized')),
  notFound('an unknown route behind a hook that answers', fastify => { fastify.addHook('preHandler', foreign(403)) }, answer('not_allowed')),
  notFound('an unknown route behind an onSend hook that throws', fastify => { fastify.addHook('onSend', failing()) }, NOT_FOUND),
  notFound('a not-found handler with a preValidation hook that throws', fastify => { fastify.setNotFoundHandler({ preValidation: failing(401) }, async () => SECRET) }, answer('unauthorized')),
  notFound('a not-found handler with a preHandler hook that answers', fastify => { fastify.setNotFoundHandler({ preHandler: foreign(429) }, async () => SECRET) }, answer('invalid_request', { status: 429 })),
  notFound('a route that calls the not-found handler', fastify => { fastify.get('/', (_request, reply) => { reply.callNotFound() }) }, NOT_FOUND, [request('GET /')]),
  notFound('an async route that calls the not-found handler', fastify => { fastify.get('/', async (_request, reply) => { reply.callNotFound(); return await reply }) }, NOT_FOUND, [request('GET /')]),
  notFound('an accepted version that is not there', fastify => { fastify.get('/', { constraints: { version: '1.0.0' } }, async () => 'ok') }, NOT_FOUND, [request('GET /', { 'accept-version': '9.x' })]),
  // Hooks that go wrong on an error.
  { path: 'an onError hook that throws', after: fastify => { fastify.addHook('onError', failing()); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'an onError hook that throws at once', after: fastify => { fastify.addHook('onError', () => { throw new Error(SECRET) }); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'an onError hook that sends', after: fastify => { fastify.addHook('onError', (_request, reply) => { reply.send(SECRET) }); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'an onError hook that writes headers on the error', after: fastify => { fastify.addHook('onError', (_request, _reply, error, done) => { Object.assign(error, { headers: { 'x-secret': SECRET } }); done() }); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'an onSend hook that fails on errors, with headers', after: fastify => { fastify.addHook('onSend', async () => { throw Object.assign(new Error(SECRET), { headers: { 'x-secret': SECRET } }) }); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'an onSend hook that fails at once, with headers', after: fastify => { fastify.addHook('onSend', (_request, _reply, _payload, done) => { done(Object.assign(new Error(SECRET), { headers: { 'x-secret': SECRET } })) }); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'an onSend hook that fails on apiError', after: fastify => { fastify.addHook('onSend', failing(409)); fastify.get('/', async (_request, reply) => reply.apiError('unauthorized')) }, full: answer('object_already_exists') },
  { path: 'an onSend hook that never calls back, and a send behind it', after: fastify => { fastify.addHook('onSend', (_request, reply) => { setImmediate(() => { reply.send(SECRET) }) }); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'a preSerialization hook that fails', after: fastify => { fastify.addHook('preSerialization', failing(400)); fastify.get('/', async () => ({ ok: 1 })) }, full: answer('invalid_request') },
  { path: 'a preSerialization envelope', after: fastify => { fastify.addHook('preSerialization', async (_request, _reply, payload) => ({ secret: SECRET, payload })); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'a preSerialization envelope around a pair', after: fastify => { fastify.addHook('preSerialization', async (_request, _reply, payload) => ({ secret: SECRET, payload })); fastify.get('/', async (_request, reply) => await reply.code(404).send({ code: '2002', error: 'object_not_found' })) }, full: NOT_FOUND },
  { path: 'a preSerialization envelope around a foreign error', after: fastify => { fastify.addHook('preSerialization', async (_request, _reply, payload) => ({ payload })); fastify.get('/', foreign(404)) }, full: NOT_FOUND },
  // Later hooks that change the status.
  ...[
    ['an error', failing(404), 500, INTERNAL],
    ['an error', failing(404), 410, answer('object_not_found', { status: 410 })],
    ['an error', failing(404), 503, answer('internal_error', { status: 503 })],
    ['an error', failing(404), 200, NOT_FOUND],
    ['an error', failing(404), 304, NOT_FOUND],
    ['apiError', async (_request: unknown, reply: FastifyReply) => reply.apiError('component_not_found'), 410, answer('object_not_found', { status: 410 })],
    ['something else', foreign(404), 503, answer('internal_error', { status: 503 })],
    ['a success', async () => ({ ok: true }), 409, answer('object_already_exists')]
  ].map(([name, handler, status, full]): Row => ({
    path: `${String(name)} whose status becomes ${String(status)} in an onSend hook`,
    after: fastify => { fastify.addHook('onSend', async (_request, reply) => { reply.code(Number(status)) }); fastify.get('/', handler as never) },
    full: full as Expected
  })),
  { path: 'a raw status, changed in an onSend hook', after: fastify => { fastify.addHook('onSend', async (_request, reply) => { reply.raw.statusCode = 503 }); fastify.get('/', async () => ({ ok: true })) }, full: answer('internal_error', { status: 503 }) },
  { path: 'an onSend hook that replaces the body of an error', after: fastify => { fastify.addHook('onSend', async () => SECRET); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'an onSend hook that replaces the body of apiError with nothing', after: fastify => { fastify.addHook('onSend', (_request, _reply, _payload, done) => { done(null, null) }); fastify.get('/', async (_request, reply) => reply.apiError('not_allowed')) }, full: answer('not_allowed') },
  // Serialisers.
  { path: 'a serializer of the reply', after: fastify => { fastify.get('/', async (_request, reply) => { reply.serializer(() => SECRET); throw new Error(SECRET) }) }, full: INTERNAL },
  { path: 'a serializer of the reply, with apiError', after: fastify => { fastify.get('/', async (_request, reply) => { reply.serializer(() => SECRET); return reply.apiError('unauthorized') }) }, full: answer('unauthorized') },
  { path: 'a serializer of the reply, with something else', after: fastify => { fastify.get('/', async (_request, reply) => await reply.code(404).serializer(() => SECRET).send({ a: 1 })) }, full: NOT_FOUND },
  { path: 'a serializer of the reply that throws', after: fastify => { fastify.get('/', async (_request, reply) => await reply.serializer(() => { throw new Error(SECRET) }).send({ a: 1 })) }, full: INTERNAL },
  { path: 'a serializer of the reply that gives a number', after: fastify => { fastify.get('/', async (_request, reply) => await reply.serializer((() => 42) as never).send({ a: 1 })) }, full: INTERNAL },
  { path: 'a serializer of the reply that gives an object, with 404', after: fastify => { fastify.get('/', async (_request, reply) => await reply.code(404).serializer((() => ({ secret: SECRET })) as never).send({ a: 1 })) }, full: INTERNAL },
  { path: 'setReplySerializer', after: fastify => { fastify.setReplySerializer(() => SECRET); fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'setReplySerializer that throws', after: fastify => { fastify.setReplySerializer(() => { throw new Error(SECRET) }); fastify.get('/', async () => ({ ok: 1 })) }, full: INTERNAL },
  { path: 'setReplySerializer, with something else', after: fastify => { fastify.setReplySerializer(payload => JSON.stringify({ secret: SECRET, payload })); fastify.get('/', foreign(404)) }, full: NOT_FOUND },
  { path: 'a serializer compiler that throws', after: fastify => { fastify.get('/', { schema: { response: { 200: { type: 'object' } } }, serializerCompiler: () => () => { throw new Error(SECRET) } }, async () => ({ ok: 1 })) }, full: INTERNAL },
  ...[['an error', failing(404)], ['apiError', async (_request: unknown, reply: FastifyReply) => reply.apiError('object_not_found')], ['a pair', async (_request: unknown, reply: FastifyReply) => await reply.code(404).send({ code: '2002', error: 'object_not_found' })], ['something else', foreign(404)]].flatMap(([name, handler]): Row[] => [
    ['strips everything', { type: 'object', properties: { other: { type: 'string' } } }],
    ['requires something else', { type: 'object', properties: { other: { type: 'string' } }, required: ['other'] }],
    ['makes it a text', { type: 'string' }],
    ['changes the code', { type: 'object', properties: { code: { const: 'other' }, error: { type: 'string' } } }]
  ].map(([what, schema]) => ({
    path: `a schema for 404 that ${String(what)}, and ${String(name)}`,
    after: (fastify: FastifyInstance) => { fastify.get('/', { schema: { response: { 404: schema } } }, handler as never) },
    full: NOT_FOUND
  }))),
  { path: 'a success that its schema refuses', after: fastify => { fastify.get('/', { schema: { response: { 200: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] } } } }, async () => ({ b: SECRET })) }, full: INTERNAL },
  { path: 'a success that its schema refuses, in a sync handler', after: fastify => { fastify.get('/', { schema: { response: { 200: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] } } } }, () => ({ b: SECRET })) }, full: INTERNAL },
  // Order and scope.
  { path: 'a route older than the plugin that throws', before: fastify => { fastify.get('/', failing(404)) }, full: NOT_FOUND },
  { path: 'an older route that throws an error of the network', before: fastify => { fastify.get('/', async () => { throw Object.assign(new Error(SECRET), { code: 'ECONNREFUSED' }) }) }, full: answer('network_error') },
  { path: 'an older route that throws an error with headers', before: fastify => { fastify.get('/', async (_request, reply) => { reply.header('x-mine', 'kept'); throw Object.assign(new Error(SECRET), { statusCode: 429, headers: { 'x-secret': SECRET, 'set-cookie': SECRET, 'retry-after': '3', 'x-mine': 'changed' } }) }) }, full: answer('invalid_request', { status: 429, headers: { 'retry-after': '3', 'x-mine': 'changed' } }) },
  { path: 'an older route that throws an error whose headers refuse', before: fastify => { fastify.get('/', async () => { throw Object.assign(new Error(SECRET), { headers: new Proxy({}, { ownKeys () { throw new Error(SECRET) } }) }) }) }, full: INTERNAL },
  { path: 'an older route that throws null', before: fastify => { fastify.get('/', async () => { throw null }) }, full: INTERNAL }, // eslint-disable-line no-throw-literal -- what services do
  { path: 'an older route that throws a text', before: fastify => { fastify.get('/', async () => { throw SECRET }) }, full: INTERNAL },
  { path: 'an older route that sends something else', before: fastify => { fastify.get('/', foreign(403)) }, full: answer('not_allowed') },
  { path: 'an older route that answers a pair', before: fastify => { fastify.get('/', async (_request, reply) => await reply.code(404).send({ code: '4002', error: 'component_not_found' })) }, full: answer('component_not_found') },
  { path: 'an older route with a body that fails validation', before: fastify => { fastify.post('/', { schema: { body: { type: 'object', required: ['a'] } } }, async () => 'ok') }, send: [request('POST /', { 'content-type': 'application/json' }, '{}')], full: answer('invalid_field_value', { fields: ['a'] }) },
  { path: 'an older route with an error handler of its own', before: fastify => { fastify.get('/', { errorHandler: (_error, _request, reply) => { reply.code(404).send({ secret: SECRET }) } }, failing()) }, full: NOT_FOUND },
  { path: 'an older route with an error handler that recovers', before: fastify => { fastify.get('/', { errorHandler: (_error, _request, reply) => { reply.code(200).send({ recovered: true }) } }, failing()) }, full: ok('{"recovered":true}') },
  { path: 'an older scope with an error handler that answers a pair', before: async fastify => { await fastify.register(async child => { child.setErrorHandler((_error, _request, reply) => { reply.code(404).send({ code: '4002', error: 'component_not_found' }) }); child.get('/', failing()) }) }, full: answer('component_not_found') },
  { path: 'an older hook that throws', before: fastify => { fastify.addHook('onRequest', failing(401)) }, after: fastify => { fastify.get('/', async () => 'ok') }, full: answer('unauthorized') },
  { path: 'an older hook that answers', before: fastify => { fastify.addHook('onRequest', foreign(401)) }, after: fastify => { fastify.get('/', async () => 'ok') }, full: answer('unauthorized') },
  { path: 'a root error handler that is older', before: fastify => { fastify.setErrorHandler((_error, _request, reply) => { reply.code(500).send(SECRET) }) }, after: fastify => { fastify.get('/', failing(404)) }, full: NOT_FOUND },
  ...[SECRET, 42, { secret: SECRET }, Symbol(SECRET)].map((value): Row => ({
    path: `an error handler that sends on what was thrown, a ${typeof value}`,
    after: fastify => { fastify.register(async child => { child.setErrorHandler((error, _request, reply) => { reply.send(error) }); child.get('/', async () => { throw value }) }) },
    full: INTERNAL
  })),
  { path: 'an opted-out route that throws', after: fastify => { fastify.get('/', { config: { apiErrors: false } }, failing(404)) }, full: NOT_FOUND },
  // Validation.
  { path: 'a validation that fails', after: fastify => { fastify.get('/', { schema: { querystring: { type: 'object', properties: { a: { type: 'integer' } } } } }, async () => 'ok') }, send: [request(`GET /?a=${SECRET}`)], full: answer('invalid_field_value', { fields: ['a'] }) },
  { path: 'attachValidation and a foreign answer', after: fastify => { fastify.get('/', { attachValidation: true, schema: { querystring: { type: 'object', properties: { a: { type: 'integer' } } } } }, async (request, reply) => await reply.code(400).send({ message: request.validationError?.message, secret: SECRET })) }, send: [request(`GET /?a=${SECRET}`)], full: answer('invalid_request') },
  { path: 'attachValidation and the error thrown', after: fastify => { fastify.get('/', { attachValidation: true, schema: { querystring: { type: 'object', properties: { a: { type: 'integer' } } } } }, async request => { throw request.validationError }) }, send: [request(`GET /?a=${SECRET}`)], full: answer('invalid_field_value', { fields: ['a'] }) },
  { path: 'an error formatter of the service', after: fastify => { fastify.setSchemaErrorFormatter(() => new Error(SECRET)); fastify.get('/', { schema: { querystring: { type: 'object', required: ['a'] } } }, async () => 'ok') }, full: answer('invalid_field_value', { fields: ['a'] }) },
  ...[SECRET, { secret: SECRET }, null].flatMap((made): Row[] => [
    { path: `an error formatter that returns ${made === null ? 'null' : `a ${typeof made}`}`, after: fastify => { fastify.setSchemaErrorFormatter(() => made as never); fastify.get('/', { schema: { querystring: { type: 'object', required: ['a'] } } }, async () => 'ok') }, full: answer('invalid_field_value', { fields: ['a'] }) },
    { path: `an error formatter of a route that returns ${made === null ? 'null' : `a ${typeof made}`}`, after: fastify => { fastify.get('/', { schemaErrorFormatter: () => made as never, schema: { querystring: { type: 'object', required: ['a'] } } }, async () => 'ok') }, full: answer('invalid_field_value', { fields: ['a'] }) }
  ]),
  { path: 'a handler that is too slow', server: () => ({ handlerTimeout: 50 }), after: fastify => { fastify.get('/', () => new Promise(() => {})) }, full: answer('internal_error', { status: 503 }) }
]
