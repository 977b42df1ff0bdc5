import { once } from 'node:events'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { Type } from '@sinclair/typebox'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'
import t from 'tap'
import apiError, { ApiError, defaultCatalog, defineCatalog, serverOptions } from '../../src/index.js'
import type { ApiErrorPluginOptions } from '../../src/index.js'
import { hideResponseClass } from '../helpers/hide-class.js'
import { talk } from '../helpers/http2.js'
import { memoryLog } from '../helpers/log.js'
import { exchange, request } from '../wire/exchange.js'

const catalog = defineCatalog({ errors: {}, members: Type.Object({ request_id: Type.String() }) }, { extend: defaultCatalog })
const members = (one: FastifyRequest): { request_id: string } => ({ request_id: one.id })
const options: ApiErrorPluginOptions = { catalog, members }

const body = (name: string, more = ',"request_id":"é-1"'): string => `{"code":"${defaultCatalog.get(name)!.code}","error":"${name}"${more}}`

type Register = (fastify: FastifyInstance) => unknown

const OWN = JSON.stringify({ request_id: 'forged', code: '2002', error: 'object_not_found' })

/** Every way in which an error leaves a route, with the error that it is. */
const WAYS: ReadonlyArray<readonly [what: string, register: Register, name: string, before?: string, status?: number]> = [
  ['raised', app => app.get('/', (_request, reply) => reply.apiError('unauthorized')), 'unauthorized'],
  ['raised in an async handler', app => app.get('/', async (_request, reply) => reply.apiError('unauthorized')), 'unauthorized'],
  ['raised with details', app => app.get('/', (_request, reply) => reply.apiError('invalid_field_value', { fields: ['a'] })), 'invalid_field_value', ',"fields":["a"]'],
  ['raised wrongly', app => app.get('/', (_request, reply) => reply.apiError('nothing' as 'unauthorized')), 'internal_error'],
  ['raised, with another status by a hook', app => { app.addHook('onSend', async (_request, reply) => { reply.code(410) }); app.get('/', (_request, reply) => reply.apiError('object_not_found')) }, 'object_not_found', '', 410],
  ['raised, with a status of another error by a hook', app => { app.addHook('onSend', async (_request, reply) => { reply.code(503) }); app.get('/', (_request, reply) => reply.apiError('object_not_found')) }, 'internal_error', '', 503],
  ['thrown', app => app.get('/', () => { throw new ApiError('not_allowed') }), 'not_allowed'],
  ['thrown in a hook that answers an error', app => { app.addHook('onSend', async () => { throw new Error('late') }); app.get('/', (_request, reply) => reply.apiError('not_allowed')) }, 'not_allowed'],
  ['foreign', app => app.get('/', () => { throw new Error('secret') }), 'internal_error'],
  ['of a service that has its own handler', app => { app.setErrorHandler((_error, _request, reply) => reply.apiError('database_error')); app.get('/', () => { throw new Error('secret') }) }, 'database_error'],
  ['not found', () => {}, 'object_not_found'],
  ['not found, in a handler of the service', app => app.setNotFoundHandler((_request, reply) => reply.apiError('component_not_found')), 'component_not_found'],
  ['of validation', app => app.get('/', { schema: { querystring: { type: 'object', required: ['a'] } } }, () => 'never'), 'invalid_field_value', ',"fields":["a"]'],
  ['replaced', app => app.get('/', (_request, reply) => reply.code(404).send('<h1>gone</h1>')), 'object_not_found'],
  ['replaced, of a stream', app => app.get('/', (_request, reply) => reply.code(404).send(Readable.from(['gone']))), 'object_not_found'],
  ['replaced, of the raw response', app => app.get('/', (_request, reply) => { reply.raw.writeHead(404); reply.raw.end('gone') }), 'object_not_found'],
  ['a pair that the handler made', app => app.get('/', (_request, reply) => reply.code(404).send({ code: '2002', error: 'object_not_found' })), 'object_not_found'],
  ['a pair that the handler made, with the members', app => app.get('/', (_request, reply) => reply.code(404).type('application/json').send(OWN)), 'object_not_found'],
  ['a head that cannot be written', app => app.get('/', (_request, reply) => { reply.raw.writeHead(200, { 'x-bad': 'a\nb' }); reply.raw.end() }), 'internal_error']
]

const server: FastifyServerOptions = { genReqId: () => 'é-1', forceCloseConnections: true }

for (const configuration of ['plain', 'methods', 'full'] as const) {
  t.test(`every error of a request carries the members, whoever made it: ${configuration}`, async t => {
    for (const [what, register, name, before = '', status = defaultCatalog.get(name)!.status] of WAYS) {
      const app = Fastify(configuration === 'full' ? serverOptions(server) : server)
      if (configuration === 'methods') hideResponseClass(app.server)
      await app.register(apiError, options)
      await register(app)
      const url = await app.listen({ port: 0, host: '127.0.0.1' })
      const response = await fetch(url)
      const expected = body(name, `${before},"request_id":"é-1"`)
      t.same([response.status, response.headers.get('content-length'), await response.text()], [status, String(Buffer.byteLength(expected)), expected], what)
      const head = await fetch(url, { method: 'HEAD' })
      t.equal(await head.text(), '', `${what}: HEAD`)
      await app.close()
    }
  })
}

t.test('HEAD has the length of the body that GET has', async t => {
  const app = Fastify(server)
  await app.register(apiError, options)
  app.get('/', (_request, reply) => reply.apiError('unauthorized'))
  t.teardown(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const received = await exchange(port, [request('HEAD /')])
  t.match(received, /^HTTP\/1\.1 401 .*content-length: 58\r\n.*\r\n\r\n$/s)
  t.equal(Buffer.byteLength(body('unauthorized')), 58)
})

t.test('errors over HTTP/2 carry them', async t => {
  const app = Fastify(serverOptions({ ...server, http2: true }) as FastifyServerOptions) as unknown as FastifyInstance
  await app.register(apiError, options)
  app.get('/', (_request, reply) => reply.apiError('unauthorized'))
  app.get('/text', (_request, reply) => reply.code(404).send('gone'))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const session = http2.connect(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
  t.teardown(async () => { session.close(); await app.close() })
  await once(session, 'connect')
  t.match(await talk(session, { ':path': '/' }), { status: 401, headers: { 'content-length': '58' }, body: body('unauthorized') })
  t.match(await talk(session, { ':path': '/text' }), { status: 404, body: body('object_not_found') })
})

t.test('what Fastify refuses before it has a route carries them, what is no request goes without', async t => {
  for (const inOptions of [undefined, catalog]) {
    const app = Fastify(serverOptions({ ...server, ...inOptions && { catalog: inOptions } }))
    await app.register(apiError, options)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    t.ok((await exchange(port, [request('GET /%')])).endsWith(Buffer.from(body('invalid_request')).toString('latin1')), 'a bad URL')
    t.ok((await exchange(port, ['GET / HTTX/1.1\r\n\r\n'])).endsWith(body('invalid_request', '')), 'malformed HTTP')
    await app.close()
  }
  const other = Fastify(serverOptions({ ...server, catalog: defaultCatalog }))
  await other.register(apiError, options)
  await other.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => other.close())
  t.ok((await exchange((other.server.address() as AddressInfo).port, [request('GET /%')])).endsWith(body('invalid_request', '')), 'of another catalogue')
})

t.test('routes from before the plugin carry them', async t => {
  const app = Fastify(server)
  app.get('/thrown', () => { throw new Error('secret') })
  app.get('/sent', (_request, reply) => reply.code(404).send('gone'))
  await app.register(apiError, options)
  t.equal((await app.inject('/thrown')).body, body('internal_error'))
  t.equal((await app.inject('/sent')).body, body('object_not_found'))
})

t.test('each scope has the members of its own catalogue, and inner scopes those of the one around them', async t => {
  const traced = defineCatalog({ errors: {}, members: Type.Object({ trace: Type.Integer(), link: Type.Optional(Type.String()) }) }, { extend: catalog })
  t.same(Object.keys(traced.members!.properties), ['trace', 'link'], 'in the place of those that it extends')
  t.equal(defineCatalog({ errors: {} }, { extend: catalog }).members?.properties !== undefined, true, 'which it has otherwise')
  const app = Fastify(server)
  await app.register(apiError, options)
  const raise = (_request: FastifyRequest, reply: FastifyReply): unknown => reply.apiError('unauthorized')
  app.register(async inner => { inner.get('/inner', raise) })
  app.register(async inner => {
    await inner.register(apiError, { catalog: traced, members: () => ({ trace: 7 }) })
    inner.get('/traced', raise)
    inner.get('/replaced', (_request, reply) => reply.code(404).send('gone'))
  })
  app.register(async inner => {
    await inner.register(apiError, { catalog: defaultCatalog })
    inner.get('/bare', raise)
  })
  t.equal((await app.inject('/inner')).body, body('unauthorized'))
  t.equal((await app.inject('/traced')).body, body('unauthorized', ',"trace":7'))
  t.equal((await app.inject('/replaced')).body, body('object_not_found', ',"trace":7'))
  t.equal((await app.inject('/bare')).body, body('unauthorized', ''))
})

const revoked = Proxy.revocable({}, {})
revoked.revoke()
const refusing = { get request_id (): string { throw new Error('no') } }
const hostile = Object.defineProperty(Promise.resolve(), 'constructor', { get () { throw new Error('no') } })

const BROKEN: ReadonlyArray<readonly [what: string, supply: () => unknown, says: RegExp]> = [
  ['throws', () => { throw new Error('no id') }, /the option members threw: no id;/],
  ['throws no error', () => { throw null }, /the option members threw: ;/], // eslint-disable-line no-throw-literal
  ['gives nothing', () => undefined, /request_id/],
  ['gives null', () => null, /request_id/],
  ['gives a text', () => 'text', /members/],
  ['gives another type', () => ({ request_id: 7 }), /request_id must be string/],
  ['gives a cycle', () => { const cycle: { request_id?: unknown } = {}; cycle.request_id = cycle; return cycle }, /members/],
  ['gives what refuses to be read', () => refusing, /no/],
  ['gives a revoked proxy', () => revoked.proxy, /members/],
  ['gives a promise', async () => ({ request_id: 'a' }), /returned a promise/],
  ['gives a promise that is rejected', async () => { throw new Error('rejected') }, /returned a promise/],
  ['gives a promise that refuses', () => hostile, /returned a promise/],
  ['gives a thenable that throws', () => ({ then () { throw new Error('no') } }), /returned a promise/]
]

t.test('members that are not what was declared are left out, and logged once', async t => {
  for (const [what, supply, says] of BROKEN) {
    const { logger, lines } = memoryLog()
    const app = Fastify({ logger })
    await app.register(apiError, { catalog, members: supply as never })
    app.get('/', (_request, reply) => reply.apiError('unauthorized'))
    app.register(async inner => { inner.get('/text', (_request, reply) => reply.code(404).send('gone')) })
    for (let i = 0; i < 2; i++) t.equal((await app.inject('/')).body, body('unauthorized', ''), what)
    t.equal((await app.inject('/text')).body, body('object_not_found', ''), what)
    const told = lines.filter(({ msg }) => msg.startsWith('API_ERROR_MEMBERS'))
    t.equal(told.length, 1, `${what}: once`)
    t.match(told[0], { level: 50, msg: says, reqId: String })
    t.ok((told[0]?.msg.length ?? 0) < 1000)
  }
})

t.test('the message of what was thrown is bounded', async t => {
  const { logger, lines } = memoryLog()
  const app = Fastify({ logger })
  await app.register(apiError, { catalog, members: () => { throw new Error('x'.repeat(100_000)) } })
  await app.inject('/')
  t.ok(lines.every(({ msg }) => msg.length < 1000))
})

t.test('members that are declared as optional may be missing, and nothing else is sent', async t => {
  const loose = defineCatalog({ errors: {}, members: Type.Object({ trace: Type.Optional(Type.String()) }) }, { extend: defaultCatalog })
  for (const [supply, more] of [[() => undefined, ''], [() => ({}), ''], [() => ({ secret: 1 }), ''], [() => ({ trace: 'a', secret: 1 }), ',"trace":"a"']] as const) {
    const app = Fastify()
    await app.register(apiError, { catalog: loose, members: supply as never })
    t.equal((await app.inject('/')).body, body('object_not_found', more))
  }
})

t.test('details that take nothing else are still found in what a handler made, beside the members', async t => {
  const strict = defineCatalog({
    groups: { billing: { range: [5000, 5999], description: 'Billing.' } },
    errors: { card_declined: { code: '5001', status: 402, description: 'No.', details: Type.Object({ after: Type.Integer() }, { additionalProperties: false }) } },
    members: Type.Object({ request_id: Type.String() })
  }, { extend: defaultCatalog })
  const app = Fastify(server)
  await app.register(apiError, { catalog: strict, members })
  app.get('/', (_request, reply) => reply.code(402).send({ code: '5001', error: 'card_declined', after: 7, request_id: 'forged' }))
  app.get('/upstream', async () => { throw await ApiError.fromResponse({ status: 402, body: { code: '5001', error: 'card_declined', after: 7, request_id: 'theirs' } }, { catalog: strict }) })
  for (const path of ['/', '/upstream']) t.equal((await app.inject(path)).body, '{"code":"5001","error":"card_declined","after":7,"request_id":"é-1"}', path)
})

t.test('the option and the declaration go together', async t => {
  const refuse = async (given: object, says: string): Promise<void> => {
    await t.rejects(async () => Fastify().register(apiError, given as never), { code: 'API_ERROR_INVALID_OPTIONS', message: new RegExp(says) })
  }
  await refuse({ catalog }, 'the catalogue has every error carry request_id; give members: request => \\(\\{ request_id \\}\\)')
  await refuse({ members }, 'members is given, but the catalogue declares none')
  await refuse({ catalog, members: {} }, 'members must be a function of the request, got object')
})

t.test('the function is given the error that leaves, and what made it', async t => {
  const told = defineCatalog({ errors: {}, members: Type.Object({ statusCode: Type.Integer(), message: Type.String() }) }, { extend: defaultCatalog })
  const app = Fastify(serverOptions({ catalog: told }))
  await app.register(apiError, {
    catalog: told,
    members: (_request, { name, code, status, description, cause }) => ({ statusCode: status, message: `${code} ${name}: ${cause instanceof Error ? cause.message : description}` })
  })
  app.get('/raised', (_request, reply) => reply.apiError('unauthorized'))
  app.get('/caused', (_request, reply) => reply.apiError('unauthorized', undefined as never, { cause: new Error('no token') }))
  app.get('/thrown', () => { throw Object.assign(new Error('gone'), { statusCode: 410 }) })
  app.get('/invalid', { schema: { querystring: { type: 'object', required: ['a'] } } }, () => 'never')
  app.get('/replaced', (_request, reply) => reply.code(409).send('taken'))
  const results: unknown[] = []
  for (const url of ['/raised', '/caused', '/thrown', '/invalid', '/replaced', '/nowhere', '/%']) {
    const { code, error, fields, ...members } = (await app.inject(url)).json<Record<string, unknown>>()
    results.push(members)
  }
  t.same(results, [
    { statusCode: 401, message: '1000 unauthorized: The request is unauthorized.' },
    { statusCode: 401, message: '1000 unauthorized: no token' },
    { statusCode: 410, message: '2002 object_not_found: gone' },
    { statusCode: 400, message: "2007 invalid_field_value: querystring must have required property 'a'" },
    { statusCode: 409, message: '2003 object_already_exists: The object already exists.' },
    { statusCode: 404, message: '2002 object_not_found: The object was not found.' },
    { statusCode: 400, message: "2001 invalid_request: '/%' is not a valid url component" }
  ])
})
