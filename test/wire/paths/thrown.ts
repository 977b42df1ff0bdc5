import { Readable } from 'node:stream'
import { runInNewContext } from 'node:vm'
import type { FastifyInstance } from 'fastify'
import { ApiError } from '../../../src/index.js'
import { answer, request, SECRET } from '../exchange.js'
import type { Expected } from '../exchange.js'
import type { Row } from '../table.js'

const INTERNAL = answer('internal_error')

const refusing: ProxyHandler<object> = Object.fromEntries(
  ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'set', 'isExtensible'].map(trap => [trap, () => { throw new Error(SECRET) }])
)

function revoked (): object {
  const { proxy, revoke } = Proxy.revocable(new Error(SECRET), {})
  revoke()
  return proxy
}

const error = (properties: object): Error => Object.assign(new Error(SECRET), properties)

/** Anything may be thrown. What it becomes; a function makes it, anew each time. */
export const values: ReadonlyArray<readonly [name: string, make: () => unknown, expected: Expected]> = [
  ['an error', () => new Error(SECRET), INTERNAL],
  ['an error with a cause', () => new Error(SECRET, { cause: new Error(SECRET) }), INTERNAL],
  ['an error that causes itself', () => { const e = new Error(SECRET); e.cause = e; return e }, INTERNAL],
  ['an AggregateError', () => new AggregateError([new Error(SECRET), SECRET], SECRET), INTERNAL],
  ['null', () => null, INTERNAL],
  ['undefined', () => undefined, INTERNAL],
  ['false', () => false, INTERNAL],
  ['zero', () => 0, INTERNAL],
  ['an empty string', () => '', INTERNAL],
  ['a string', () => SECRET, INTERNAL],
  ['a number', () => 404, INTERNAL],
  ['a BigInt', () => 404n, INTERNAL],
  ['a symbol', () => Symbol(SECRET), INTERNAL],
  ['a function', () => function thrown () { return SECRET }, INTERNAL],
  ['a plain object', () => ({ message: SECRET }), INTERNAL],
  ['an object without prototype', () => Object.assign(Object.create(null), { message: SECRET }), INTERNAL],
  ['a buffer', () => Buffer.from(SECRET), INTERNAL],
  ['a stream', () => Readable.from([SECRET]), INTERNAL],
  ['a web Response', () => new Response(SECRET, { status: 201 }), INTERNAL],
  ['a frozen error', () => Object.freeze(new Error(SECRET)), INTERNAL],
  ['a revoked proxy', revoked, INTERNAL],
  ['a proxy that refuses everything', () => new Proxy(new Error(SECRET), refusing), INTERNAL],
  ['an error of another realm', () => runInNewContext(`new TypeError('${SECRET}')`) as unknown, INTERNAL],
  ['an error whose getters throw', () => Object.defineProperties(new Error(SECRET), Object.fromEntries(['statusCode', 'code', 'message', 'headers', 'validation', 'cause', 'name', 'stack'].map(key => [key, { get () { throw new Error(SECRET) } }]))), INTERNAL],
  ['an error whose toString throws', () => error({ toString () { throw new Error(SECRET) } }), INTERNAL],
  ['an error whose toJSON throws', () => error({ toJSON () { throw new Error(SECRET) } }), INTERNAL],
  ['a thenable that never settles', () => ({ then () {} }), INTERNAL],
  ['an error with then', () => error({ then () { throw new Error(SECRET) } }), INTERNAL],
  ['a status of 404', () => error({ statusCode: 404 }), answer('object_not_found')],
  ['a status of 410', () => error({ status: 410 }), answer('object_not_found', { status: 410 })],
  ['a status of 418', () => error({ statusCode: 418 }), answer('invalid_request', { status: 418 })],
  ['a status of 499', () => error({ statusCode: 499 }), answer('invalid_request', { status: 499 })],
  ['a status of 503', () => error({ statusCode: 503 }), answer('internal_error', { status: 503 })],
  ['a status of 599', () => error({ statusCode: 599 }), answer('internal_error', { status: 599 })],
  ['a status as a text', () => error({ statusCode: '404' }), answer('object_not_found')],
  ...[200, 204, 302, 304, 99, 0, -404, 600, 1000, 399.5, NaN, Infinity, 'abc', '4e2', null, {}, [404]].map(status =>
    [`a status of ${JSON.stringify(status) ?? 'NaN'} (${typeof status})`, () => error({ statusCode: status }), INTERNAL] as const),
  ['a frozen error with a status', () => Object.freeze(error({ statusCode: 409 })), answer('object_already_exists')],
  ['an error with a refused connection', () => error({ code: 'ECONNREFUSED' }), answer('network_error')],
  ['an error that a refused connection caused', () => new Error(SECRET, { cause: error({ code: 'ECONNREFUSED' }) }), answer('network_error')],
  ['an error of a database', () => error({ code: '23505', severity: 'ERROR' }), answer('database_error')],
  ['a validation that is no list', () => error({ validation: SECRET, statusCode: 400 }), answer('invalid_request')],
  ['headers of an upstream', () => error({ statusCode: 401, headers: { 'content-length': '3', 'content-type': SECRET, 'set-cookie': SECRET, 'x-secret': SECRET } }), answer('unauthorized')],
  ['headers that tell what to do', () => error({ statusCode: 429, headers: { 'Retry-After': 7, 'x-ratelimit-limit': '9' } }), answer('invalid_request', { status: 429, headers: { 'retry-after': '7', 'x-ratelimit-limit': '9' } })],
  ['headers that are no headers', () => error({ statusCode: 429, headers: { 'retry-after': `1\r\nx: ${SECRET}`, allow: {} } }), answer('invalid_request', { status: 429 })],
  ['headers that throw', () => error({ headers: new Proxy({}, refusing) }), INTERNAL],
  ['an ApiError', () => new ApiError('email_already_exists', { cause: new Error(SECRET) }), answer('email_already_exists')],
  ['an ApiError with details', () => new ApiError('invalid_field_value', { details: { fields: ['a.b'] } }), answer('invalid_field_value', { fields: ['a.b'] })],
  ['an ApiError with headers', () => new ApiError('unauthorized', { headers: { 'www-authenticate': 'Bearer' } }), answer('unauthorized', { headers: { 'www-authenticate': 'Bearer' } })],
  ['an ApiError with headers of a body', () => new ApiError('unauthorized', { headers: { 'content-type': 'text/html', 'content-length': '3', 'transfer-encoding': 'chunked' } }), answer('unauthorized')],
  ['an ApiError with a header that Node refuses', () => new ApiError('unauthorized', { headers: { 'x-bad': `a\r\n${SECRET}`, 'bad name': 'a' } }), answer('unauthorized')],
  ['an ApiError that the catalogue does not have', () => new ApiError(SECRET as never), INTERNAL],
  ['an ApiError with details that do not fit', () => new ApiError('invalid_field_value', { details: { fields: SECRET } as never }), INTERNAL],
  ['a frozen ApiError', () => Object.freeze(new ApiError('not_allowed')), answer('not_allowed')]
]

type Place = (fastify: FastifyInstance, make: () => unknown) => void

const ok = (fastify: FastifyInstance): void => { fastify.all('/', async () => ({ ok: true })) }

const hook = (name: string, isAsync: boolean): Place => (fastify, make) => {
  fastify.addHook(name as 'onRequest', isAsync
    ? (async () => { throw make() }) as never
    : ((...args: unknown[]) => { (args.at(-1) as (error: unknown) => void)(make()) }) as never)
  ok(fastify)
}

/** Where it is thrown. */
const everywhere: Readonly<Record<string, Place>> = {
  'a sync handler': (fastify, make) => { fastify.get('/', () => { throw make() }) },
  'an async handler': (fastify, make) => { fastify.get('/', async () => { throw make() }) },
  'an async handler, late': (fastify, make) => { fastify.get('/', async () => { await new Promise(resolve => setImmediate(resolve)); throw make() }) }
}

const hooks: Readonly<Record<string, Place>> = Object.fromEntries(
  ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization', 'onSend'].flatMap(name => [
    [`an ${name} hook`, hook(name, false)],
    [`an async ${name} hook`, hook(name, true)]
  ])
)

// Fastify goes on where a hook throws null, undefined, false, 0 or '': that is no error to it.
const truthy = values.filter(([name]) => !/^(?:null|undefined|false|zero|an empty string)$/.test(name))
const inHooks = truthy.filter(([name]) => /^(?:an error$|a string|a symbol|a frozen error$|a revoked|a proxy|an error whose getters|a status of (?:404|200|503)|an ApiError$|a stream|a thenable)/.test(name))

function rowsOf (places: Readonly<Record<string, Place>>, thrown: typeof values): Row[] {
  return Object.entries(places).flatMap(([place, at]) => thrown.map(([name, make, full]) => ({
    path: `${name}, thrown in ${place}`,
    after: (fastify: FastifyInstance) => { at(fastify, make) },
    full
  })))
}

export const rows: readonly Row[] = [
  ...rowsOf(everywhere, values),
  ...rowsOf(hooks, inHooks),
  ...truthy.map(([name, make, full]): Row => ({
    path: `${name}, thrown while it is serialised`,
    after: fastify => { fastify.get('/', async () => ({ toJSON () { throw make() } })) },
    // Fastify writes on what a serializer throws: where it cannot, its own TypeError takes the place.
    full: /frozen|revoked|refuses everything|a string|a number|BigInt|a symbol/.test(name) ? INTERNAL : full
  })),
  ...values.filter(([name]) => /^(?:an error$|null|undefined|a string|a status of 404|an ApiError$|a revoked|a frozen)/.test(name)).flatMap(([name, make, full]): Row[] => [
    { path: `${name}, thrown by a HEAD route`, after: fastify => { fastify.get('/', async () => { throw make() }) }, send: [request('HEAD /')], full: { ...full, body: '' } },
    { path: `${name}, thrown after a status of 204`, after: fastify => { fastify.get('/', async (_request, reply) => { reply.code(204); throw make() }) }, full },
    { path: `${name}, thrown after a status of 304`, after: fastify => { fastify.get('/', async (_request, reply) => { reply.code(304); throw make() }) }, full },
    { path: `${name}, sent`, after: fastify => { fastify.get('/', (_request, reply) => { const value = make(); if (value instanceof Error) reply.send(value); else throw value }) }, full },
    { path: `${name}, thrown in a child scope`, after: fastify => { fastify.register(async child => { child.get('/', async () => { throw make() }) }) }, full },
    { path: `${name}, thrown by a validator`, after: fastify => { fastify.get('/', { schema: { querystring: {} }, validatorCompiler: () => () => { throw make() } }, async () => 'ok') }, full: name === 'an ApiError' ? full : INTERNAL }, // Fastify takes a validator that throws for broken
    { path: `${name}, thrown by a body parser`, after: fastify => { fastify.addContentTypeParser('x/x', async () => { throw make() }); fastify.post('/', async () => 'ok') }, send: [request('POST /', { 'content-type': 'x/x' }, 'body')], full: /^(?:null|undefined)/.test(name) ? { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': '2', connection: 'close' }, body: 'ok' } : full }
  ])
]
