import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import apiError, { defaultCatalog } from '../../src/index.js'
import { createPolicy, decide } from '../../src/contract/policy.js'
import type { ErrorResponse } from '../../src/contract/policy.js'
import type { Answer } from '../../src/catalog/answer.js'
import type { Decided } from '../../src/response/origin.js'
import type { RouteContract } from '../../src/contract/route-contract.js'
import { ErrorScope } from '../../src/contract/scope.js'

const lines: Array<{ readonly level: number, readonly msg: string, readonly [key: string]: unknown }> = []
const logger = { level: 'trace', stream: { write: (line: string) => { lines.push(JSON.parse(line)) } } }

const log = Fastify({ logger }).log
const catalog = defaultCatalog
const policy = createPolicy(() => new ErrorScope({ catalog, classify: undefined, strict: false, logErrors: true }, log))

t.test('a body of the catalogue is its own answer, in canonical form', async t => {
  for (const entry of catalog.entries.filter(({ details }) => details === undefined)) {
    const body = JSON.stringify({ error: entry.error, code: entry.code, more: 1 })
    for (const form of [body, Buffer.from(body), new Uint8Array(Buffer.from(body)), ` ${body}`]) {
      t.strictSame(policy.replacementFor(entry.status, form, undefined).answer, catalog.answer(entry), entry.name)
    }
  }
})

t.test('anything else becomes the fallback of its status', async t => {
  const bodies = [undefined, null, '', 'text', '{', '[]', '"text"', 'null', '{"code":"2002"}', '{"code":"2007","error":"invalid_field_value","fields":1}', Buffer.alloc(70_000, '{'), `{"code":"2002","error":"object_not_found","a":"${'a'.repeat(70_000)}"}`, 42, {}]
  for (const status of [400, 404, 451, 500, 599]) {
    for (const body of bodies) t.strictSame(policy.replacementFor(status, body, undefined).answer, catalog.answer(catalog.fallback(status), status))
  }
  const detached = Buffer.from(new ArrayBuffer(8))
  structuredClone(detached.buffer, { transfer: [detached.buffer] })
  for (const body of ['{"code":{"toString":1},"error":"a"}', '{"code":"2002","error":{"toString":1}}', detached, Object.create(Uint8Array.prototype)]) {
    t.strictSame(policy.replacementFor(404, body, undefined).answer, catalog.answer(catalog.fallback(404), 404), 'what cannot be read')
  }
  for (const status of [0, 200, 399, 600, 999, NaN, 399.5]) t.equal(policy.replacementFor(status, undefined, undefined).answer.status, 500, String(status))
})

t.test('a suggestion takes the place of the fallback, under a status that it may have', async t => {
  const network = catalog.answer(catalog.get('network_error')!)
  const preset = (answer: Answer): Decided => ({ answer, origin: { kind: 'foreign', cause: answer } })
  t.strictSame(policy.replacementFor(500, 'x', undefined, preset(network)), preset(network), 'a bare 500 says nothing')
  const missing = catalog.answer(catalog.get('object_not_found')!)
  t.equal(policy.replacementFor(500, 'x', undefined, preset(missing)).answer, missing, 'whatever was thrown')
  t.equal(policy.replacementFor(504, 'x', undefined, preset(network)).answer.entry.name, 'network_error')
  t.equal(policy.replacementFor(504, 'x', undefined, preset(network)).answer.status, 504)
  t.equal(policy.replacementFor(404, 'x', undefined, preset(network)).answer.entry.name, 'object_not_found')
  t.equal(policy.replacementFor(404, '{"code":"4002","error":"component_not_found"}', undefined, preset(network)).answer.entry.name, 'component_not_found')
  t.equal(policy.replacementFor(404, '{"code":"4002","error":"component_not_found"}', undefined, preset(network)).origin.kind, 'raised')
})

t.test('a raised answer keeps its body under another status only where it may', async t => {
  const missing = catalog.answer(catalog.get('object_not_found')!)
  for (const status of [200, 304, 404]) t.equal(policy.withStatus(missing, status, undefined), missing, String(status))
  t.match(policy.withStatus(missing, 410, undefined), { status: 410, body: missing.body })
  t.match(policy.withStatus(missing, 503, undefined), { status: 503, entry: { name: 'internal_error' } })
  t.match(policy.withStatus(missing, 999, undefined), { status: 500, entry: { name: 'internal_error' } })
})

t.test('a head that cannot be written is an internal error, and logged', async t => {
  lines.length = 0
  t.match(policy.headFailed(new Error('head'), undefined), { status: 500, entry: { name: 'internal_error' } })
  t.match(lines, [{ level: 50, msg: /^API_ERROR_UNSENDABLE/ }])
})

async function serviceOf (options: { readonly strict?: boolean }, add: (fastify: FastifyInstance) => void): Promise<FastifyInstance> {
  lines.length = 0
  const fastify = Fastify({ logger: { level: 'warn', stream: logger.stream } }) as FastifyInstance
  await fastify.register(apiError, options)
  add(fastify)
  lines.length = 0
  return fastify
}

const sending = (status: number, body: unknown) => async (_request: unknown, reply: FastifyReply) => await reply.code(status).send(typeof body === 'function' ? body() : body)

t.test('a foreign response is logged with its route and what it was: once per route and status, as an error from 500', async t => {
  const bodies: ReadonlyArray<readonly [unknown, string]> = [[{ a: 1 }, 'a JSON object'], ['text', 'a text'], [Buffer.from('x'), 'a buffer'], [undefined, 'no body'], ['', 'no body'], [() => new Response('x').body, 'a stream']]
  for (const [body, what] of bodies) {
    const fastify = await serviceOf({}, fastify => {
      fastify.get('/users/:id', sending(404, body))
      fastify.get('/broken', sending(500, body))
    })
    for (const url of ['/users/secret', '/users/other', '/broken', '/broken']) await fastify.inject(url)
    t.strictSame(lines.map(({ level, msg }) => [level, msg]), [
      [40, `API_ERROR_FOREIGN_RESPONSE: GET /users/:id sent a 404 with ${what} that is not an error of the catalogue; replaced it with "object_not_found". Use reply.apiError. This is logged once`],
      [50, `API_ERROR_FOREIGN_RESPONSE: GET /broken sent a 500 with ${what} that is not an error of the catalogue; replaced it with "internal_error". Use reply.apiError. This is logged once`]
    ])
    t.match(lines[0], { status: 404, apiError: { name: 'object_not_found', code: '2002', status: 404 } })
    await fastify.close()
  }
})

t.test('without a logger, a warning of the process says why internal_error leaves for what was raised: once per route', async t => {
  const warnings: Array<Error & { readonly code?: string }> = []
  const listen = (warning: Error): void => { warnings.push(warning) }
  process.on('warning', listen)
  const fastify = Fastify()
  await fastify.register(apiError, { strict: true })
  fastify.get('/silent', { schema: { apiErrors: [] } }, async (_request, reply) => reply.apiError('unauthorized' as never))
  fastify.get('/unknown', async (_request, reply) => reply.apiError('no_such_error' as 'unauthorized'))
  for (const url of ['/silent', '/silent', '/unknown', '/unknown']) t.equal((await fastify.inject(url)).statusCode, 500)
  await fastify.close()
  await new Promise(setImmediate)
  process.off('warning', listen)
  t.strictSame(warnings.map(({ name, code, message }) => [name, code, message]), [
    ['ApiErrorWarning', 'API_ERROR_UNDECLARED', 'GET /silent raised "unauthorized", which it does not declare; sent "internal_error". Add it to schema.apiErrors, or to apiErrors.declare() where a hook raises it'],
    ['ApiErrorWarning', 'API_ERROR_NOT_RAISED', 'reply.apiError: the catalogue has no error "no_such_error"']
  ])
})

t.test('what middleware answers outside the routes is replaced, and said once', async t => {
  const fastify = await serviceOf({}, () => {})
  lines.length = 0
  const scope = new ErrorScope({ catalog, classify: undefined, strict: true, logErrors: true }, fastify.log)
  const outside = createPolicy(() => scope)
  t.match(outside.replacementFor(401, undefined, undefined), { answer: { status: 401, entry: { name: 'unauthorized' } }, origin: { kind: 'transport' } }, 'which Node does without a body')
  t.strictSame(lines, [])
  for (let count = 0; count < 3; count++) t.match(outside.replacementFor(403, '<html>', undefined), { answer: { status: 403, entry: { name: 'not_allowed' } }, origin: { kind: 'replaced' } }, 'also in strict mode')
  t.strictSame(lines.map(({ level, msg }) => [level, msg]), [[40, 'API_ERROR_FOREIGN_RESPONSE: something outside the routes sent a 403 with a text that is not an error of the catalogue; replaced it with "not_allowed". Use reply.apiError. This is logged once']])
})

t.test('decide says why, for every reason', async t => {
  const scopes = { free: new ErrorScope({ catalog, classify: undefined, strict: false, logErrors: true }, log), strict: new ErrorScope({ catalog, classify: undefined, strict: true, logErrors: true }, log) }
  const missing = '{"code":"2002","error":"object_not_found"}'
  const declares = (name: string): RouteContract => ({ raisable: new Set([catalog.get(name)!]), exempt: false, reported: undefined })
  const network = catalog.answer(catalog.get('network_error')!)
  const cases: ReadonlyArray<readonly [Partial<ErrorResponse>, string, string, number]> = [
    [{ body: missing }, 'catalogued', 'object_not_found', 404],
    [{ body: missing, contract: declares('object_not_found'), scope: scopes.strict }, 'catalogued', 'object_not_found', 404],
    [{ body: missing, contract: declares('unauthorized') }, 'undeclared', 'object_not_found', 404],
    [{ body: missing, contract: declares('unauthorized'), scope: scopes.strict }, 'refused', 'internal_error', 500],
    [{ body: 'x', preset: network, status: 500 }, 'preset', 'network_error', 502],
    [{ body: 'x', preset: network, status: 502 }, 'preset', 'network_error', 502],
    [{ body: 'x', preset: network, status: 504 }, 'preset', 'network_error', 504],
    [{ body: 'x', preset: network, status: 404 }, 'preset', 'object_not_found', 404],
    [{ body: missing, preset: network }, 'catalogued', 'object_not_found', 404],
    [{ body: 'x', origin: 'default-not-found', scope: scopes.strict }, 'expected', 'object_not_found', 404],
    [{ body: '', origin: 'no-route' }, 'expected', 'object_not_found', 404],
    [{ body: 'x', origin: 'no-route', scope: scopes.strict }, 'outside', 'object_not_found', 404],
    [{ body: 'x' }, 'replaced', 'object_not_found', 404],
    [{ body: 'x', scope: scopes.strict }, 'replaced', 'object_not_found', 404],
    [{ body: 'x', scope: scopes.strict, contract: declares('object_not_found') }, 'replaced', 'object_not_found', 404],
    [{ body: 'x', scope: scopes.strict, contract: declares('unauthorized') }, 'replaced', 'internal_error', 500],
    [{ body: 'x', contract: declares('unauthorized') }, 'replaced', 'object_not_found', 404],
    [{ body: 'x', status: 700 }, 'replaced', 'internal_error', 500]
  ]
  for (const [given, reason, name, status] of cases) {
    const decision = decide({ status: 404, body: undefined, preset: undefined, scope: scopes.free, contract: undefined, origin: 'route', ...given })
    t.strictSame([decision.reason, decision.answer.entry.name, decision.answer.status], [reason, name, status])
  }
})

t.test('a pair that a route does not declare is sent with a warning, or refused in strict mode', async t => {
  for (const strict of [false, true]) {
    const fastify = await serviceOf({ strict }, fastify => { fastify.get('/', { schema: { apiErrors: ['unauthorized'] } }, sending(404, { code: '2002', error: 'object_not_found' })) })
    t.equal((await fastify.inject('/')).statusCode, strict ? 500 : 404)
    t.match(lines[0]?.msg, /^API_ERROR_UNDECLARED/)
    await fastify.close()
  }
})

t.test("Fastify's own answer to an unknown route is no fault of the service", async t => {
  const fastify = await serviceOf({}, () => {})
  t.equal((await fastify.inject('/none')).body, '{"code":"2002","error":"object_not_found"}')
  t.strictSame(lines, [])
  await fastify.close()
})

t.test('a head of a route that cannot be written is logged with the route', async t => {
  const fastify = await serviceOf({}, fastify => { fastify.get('/a', async (_request, reply) => await reply.header('x', '\n').send('ok')) })
  t.equal((await fastify.inject('/a')).statusCode, 500)
  t.match(lines[0]?.msg, /^API_ERROR_UNSENDABLE: GET \/a: Node rejected the head of the response; sent "internal_error"/)
  await fastify.close()
})
