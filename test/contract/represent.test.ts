import { once } from 'node:events'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { Type } from '@sinclair/typebox'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import t from 'tap'
import apiError, { ApiError, apiErrorReference, defaultCatalog, defineCatalog, serverOptions } from '../../src/index.js'
import type { ApiErrorPluginOptions, HtmlOfError } from '../../src/index.js'
import { parseApiError } from '../../src/client/index.js'
import { talk } from '../helpers/http2.js'
import { memoryLog } from '../helpers/log.js'
import { exchange, request } from '../wire/exchange.js'

const PROBLEM = 'application/problem+json'
const html: HtmlOfError = ({ name, code, status, description, body }, request) => `<!doctype html><title>${status} ${name}</title><p>${code} ${description} ${JSON.stringify(body)} ${request.method}`

async function service (options: ApiErrorPluginOptions, server: FastifyServerOptions = {}): Promise<FastifyInstance> {
  const app = Fastify(serverOptions({ ...server, forceCloseConnections: true }))
  await app.register(apiError, options)
  app.get('/raised', (_request, reply) => reply.header('vary', 'origin').apiError('invalid_field_value', { fields: ['a'] }))
  app.get('/thrown', () => { throw new ApiError('not_allowed', { headers: { vary: 'Accept-Encoding, Accept' } }) })
  app.get('/foreign', () => { throw new Error('secret') })
  app.get('/replaced', (_request, reply) => { reply.raw.setHeader('vary', 'cookie'); return reply.code(404).send('gone') })
  app.get('/raw', (_request, reply) => { reply.raw.writeHead(404, { vary: 'cookie' }); reply.raw.end('gone') })
  app.get('/pair', (_request, reply) => reply.code(404).send({ code: '2002', error: 'object_not_found' }))
  app.get('/later', { onSend: async (_request, reply) => { reply.code(410) } }, (_request, reply) => reply.apiError('object_not_found'))
  app.get('/other', { onSend: async (_request, reply) => { reply.code(503) } }, (_request, reply) => reply.apiError('object_not_found'))
  app.get('/fine', async () => ({ fine: true }))
  return app
}

const CASES = [
  ['/raised?secret=1', 'invalid_field_value', 400, { fields: ['a'] }, 'origin, accept'], ['/thrown', 'not_allowed', 403, {}, 'Accept-Encoding, Accept'], ['/foreign', 'internal_error', 500, {}, 'accept'],
  ['/replaced', 'object_not_found', 404, {}, 'cookie, accept'], ['/raw', 'object_not_found', 404, {}, 'cookie, accept'], ['/pair', 'object_not_found', 404, {}, 'accept'],
  ['/later', 'object_not_found', 410, {}, 'accept'], ['/other', 'internal_error', 503, {}, 'accept'], ['/nowhere', 'object_not_found', 404, {}, 'accept'], ['/%zz', 'invalid_request', 400, {}, 'accept']
] as const

t.test('a client that prefers it gets each error by RFC 9457, whoever made it', async t => {
  const app = await service({ problemJson: true })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  for (const [path, name, status, details, vary] of CASES) {
    const { code, description } = defaultCatalog.get(name)!
    const response = await fetch(url + path, { headers: { accept: `${PROBLEM}, application/json;q=0.9` } })
    const [instance = ''] = path.replace('%zz', '%25zz').split('?')
    const text = JSON.stringify({ type: `/errors#${name}`, title: description, status, instance, code, error: name, ...details })
    t.same([response.status, response.headers.get('content-type'), response.headers.get('content-length'), response.headers.get('vary')], [status, PROBLEM, String(Buffer.byteLength(text)), vary], path)
    const parsed = await parseApiError(response)
    t.match(parsed, { known: true, name, status, body: JSON.parse(text) }, 'the client reads it')
    t.equal(await response.text(), text, path)
    const plain = await fetch(url + path)
    t.same([plain.headers.get('content-type'), plain.headers.get('vary'), await plain.text()], ['application/json; charset=utf-8', vary, JSON.stringify({ code, error: name, ...details })], `${path} as JSON`)
  }
  t.match(await exchange((app.server.address() as AddressInfo).port, ['GET / HTTX/1.1\r\n\r\n']), /application\/json.*\{"code":"2001","error":"invalid_request"\}$/s, 'what is no request is JSON')
  t.equal((await fetch(`${url}/fine`, { headers: { accept: PROBLEM } })).headers.get('vary'), null, 'a success is as it was')
  t.match(await exchange((app.server.address() as AddressInfo).port, [request('HEAD /pair', { accept: PROBLEM })]), /^HTTP\/1\.1 404 .*content-type: application\/problem\+json\r\n.*content-length: 1\d\d\r\n.*\r\n\r\n$/s)
})

t.test('over HTTP/2 too', async t => {
  const app = Fastify(serverOptions({ http2: true, forceCloseConnections: true }) as FastifyServerOptions)
  await app.register(apiError, { problemJson: true })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const session = http2.connect(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
  t.teardown(async () => { session.close(); await app.close() })
  await once(session, 'connect')
  t.match(await talk(session, { ':path': '/a', accept: PROBLEM }), { status: 404, headers: { 'content-type': PROBLEM, vary: 'accept' }, body: /^\{"type":"\/errors#object_not_found"/ })
})

t.test('what is preferred is for the whole header to say', async t => {
  const app = await service({ problemJson: true, html })
  for (const [accept, type] of [
    [undefined, 'application/json'], ['*/*', 'application/json'], ['application/json', 'application/json'], ['image/png', 'application/json'], [`application/json, ${PROBLEM}`, 'application/json'],
    [PROBLEM, PROBLEM], [`application/json;q=0.5, ${PROBLEM};q=0.6`, PROBLEM], [`${PROBLEM};q=0`, 'application/json'], ['application/json;q=0, application/*', PROBLEM], [`${PROBLEM};q=9, application/json`, 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'], ['text/*', 'text/html'], ['text/html;q=0.1, */*;q=0.2', 'application/json']
  ] as const) {
    const response = await app.inject({ url: '/pair', headers: accept === undefined ? {} : { accept } })
    t.match(response.headers['content-type'], new RegExp(`^${type.replace('+', '\\+')}`), accept ?? 'none')
  }
})

t.test('it is off by default, and costs nothing then', async t => {
  const app = await service({})
  const response = await app.inject({ url: '/pair', headers: { accept: PROBLEM } })
  t.same([response.headers['content-type'], response.headers.vary, response.body], ['application/json; charset=utf-8', undefined, '{"code":"2002","error":"object_not_found"}'])
})

t.test('type links to the reference page, and members come last', async t => {
  const catalog = defineCatalog({ errors: {}, members: Type.Object({ request_id: Type.String() }) }, { extend: defaultCatalog })
  const typeOf = async (app: FastifyInstance, url = '/a'): Promise<unknown> => (await app.inject({ url, headers: { accept: PROBLEM } })).json()
  const own = Fastify()
  await own.register(apiError, { catalog, members: () => ({ request_id: 'a' }), problemJson: { base: 'https://docs.example.com/errors' } })
  t.equal(JSON.stringify(await typeOf(own)), '{"type":"https://docs.example.com/errors#object_not_found","title":"The object was not found.","status":404,"instance":"/a","code":"2002","error":"object_not_found","request_id":"a"}')
  const served = Fastify()
  await served.register(apiError, { problemJson: {} })
  await served.register(async inner => { await inner.register(apiErrorReference, { path: '/codes' }) }, { prefix: '/docs' })
  t.match(await typeOf(served), { type: '/docs/codes#object_not_found' })
  t.match(await typeOf(served, `/${'é<'.repeat(400)}`), { instance: /^\/(?:%C3%A9%3C|%C3%A9|%3C|[ -~])+$/ })
})

t.test('links that lead to no page are said at start-up, once', async t => {
  const warned = async (problemJson: ApiErrorPluginOptions['problemJson'], withPage = false): Promise<string[]> => {
    const { logger, lines } = memoryLog()
    const app = Fastify(serverOptions({ logger }))
    await app.register(apiError, { ...problemJson !== undefined && { problemJson } })
    if (withPage) await app.register(apiErrorReference, { path: '/codes' })
    for (const url of ['/a', '/b']) app.get(url, async () => ({}))
    await app.ready()
    return lines.filter(({ level }) => level === 40).map(({ msg }) => msg)
  }
  t.same(await warned(true), ['API_ERROR_NO_PAGE: the `type` of problem details links to /errors, where no reference page is. Register apiErrorReference, or give problemJson: { base }'])
  for (const others of [await warned(undefined), await warned(false), await warned({ base: 'https://example.com' }), await warned(true, true)]) t.same(others, [])
})

t.test('instance is a path, whatever was asked for', async t => {
  let rewritten = ''
  const app = await service({ problemJson: true }, { rewriteUrl: () => rewritten })
  for (const [url, instance] of [
    ['/😀ſ', '/%F0%9F%98%80%C5%BF'], ['/\ud83d', '/%EF%BF%BD'], [`/${'a'.repeat(510)}😀`, `/${'a'.repeat(510)}%EF%BF%BD`],
    ['http://user:secret@host/a?b', '/a'], ['HTTP://user:secret@host?b', '/'], ['//host/a', '/host/a'], ['/a[b]', '/a%5Bb%5D'], ['/%c3%', '/%c3%25'], ['*', '/*']
  ] as const) {
    rewritten = url
    const response = await app.inject({ url: '/', headers: { accept: PROBLEM } })
    t.same([response.headers['content-type'], response.json().instance], [PROBLEM, instance], url)
  }
})

t.test('a browser gets a page, held to the status', async t => {
  const app = await service({ html })
  const response = await app.inject({ url: '/raised', headers: { accept: 'text/html' } })
  t.match(response, { statusCode: 400, headers: { 'content-type': 'text/html; charset=utf-8', vary: 'origin, accept' } })
  t.equal(response.body, '<!doctype html><title>400 invalid_field_value</title><p>2007 The value of the following fields are not correct. {"code":"2007","error":"invalid_field_value","fields":["a"]} GET')
  t.match(await app.inject({ url: '/later', headers: { accept: 'text/html' } }), { statusCode: 410, body: /<title>410 / })
})

t.test('a page that cannot be made is JSON, and logged once', async t => {
  for (const [made, says] of [
    [() => { throw new Error('no page') }, 'threw: no page'], [() => 7, 'returned a value of type number'], [() => '', 'returned an empty text'], [async () => { throw new Error('no') }, 'returned a promise']
  ] as const) {
    const { logger, lines } = memoryLog()
    const app = await service({ html: made as never }, { logger: logger as never })
    for (let i = 0; i < 2; i++) t.match(await app.inject({ url: '/pair', headers: { accept: 'text/html' } }), { statusCode: 404, headers: { 'content-type': 'application/json; charset=utf-8', vary: 'accept' }, body: '{"code":"2002","error":"object_not_found"}' })
    const told = lines.filter(({ msg }) => msg.startsWith('API_ERROR_HTML'))
    t.match(told, [{ level: 50, msg: says }])
    t.equal(told.length, 1)
  }
})

t.test('of several pages and members that fail, each is logged once', async t => {
  const { logger, lines } = memoryLog()
  const catalog = defineCatalog({ errors: {}, members: Type.Object({ request_id: Type.String() }) }, { extend: defaultCatalog })
  const fail = (name: string) => (): never => { throw new Error(name) }
  const app = Fastify({ logger })
  await app.register(apiError, { catalog, members: fail('outer members'), html: fail('outer page') })
  await app.register(async inner => {
    await inner.register(apiError, { members: fail('inner members'), html: fail('inner page') })
    inner.get('/inner', async (_request, reply) => reply.apiError('not_allowed'))
  })
  for (const url of ['/outer', '/inner', '/outer', '/inner']) await app.inject({ url, headers: { accept: 'text/html' } })
  const told = lines.filter(({ msg }) => /^API_ERROR_(?:HTML|MEMBERS)/.test(msg)).map(({ msg }) => /(?:inner|outer) \w+/.exec(msg)?.[0])
  t.same(told, ['outer members', 'outer page', 'inner members', 'inner page'])
})

t.test('documents show each media type', async t => {
  const app = Fastify()
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'a', version: '1' } } })
  await app.register(apiError, { problemJson: true, html })
  app.get('/one', { schema: { apiErrors: ['unauthorized'] } }, async () => 'fine')
  app.get('/own', { schema: { apiErrors: ['unauthorized'], response: { 401: Type.Object({ own: Type.String() }) } } }, async () => 'fine')
  await app.ready()
  const { paths, components } = app.swagger() as unknown as { paths: Record<string, { get: { responses: Record<string, { content: Record<string, unknown> }> } }>, components: { schemas: Record<string, unknown> } }
  const problem = { schema: { allOf: [{ $ref: '#/components/schemas/ProblemDetails' }, { $ref: '#/components/schemas/unauthorized' }] } }
  t.match(paths['/one']?.get.responses['401']?.content, { 'application/json': { schema: { $ref: '#/components/schemas/unauthorized' } }, [PROBLEM]: problem, 'text/html': { schema: { type: 'string' } } })
  t.match(paths['/own']?.get.responses['401']?.content, { 'application/json': { schema: { oneOf: Array } }, [PROBLEM]: problem })
  t.match(components.schemas['ProblemDetails'], { required: ['type', 'title', 'status', 'instance'] })
})

t.test('options that make no sense are refused', async t => {
  const refuse = (options: object, says: RegExp): Promise<unknown> => t.rejects(async () => Fastify().register(apiError, options as ApiErrorPluginOptions), { code: 'API_ERROR_INVALID_OPTIONS', message: says })
  const cyclic: Record<string, unknown> = { base: 7 }
  cyclic['cyclic'] = cyclic
  for (const problemJson of [1, 1n, 'text', null, { base: 7 }, { base: 'http://' }, cyclic]) await refuse({ problemJson }, /problemJson must be true, false or/)
  await refuse({ html: 'page' }, /html must be a function that returns a page, or false, got "page"/)
  const clashing = defineCatalog({ errors: {}, members: Type.Object({ type: Type.String() }) }, { extend: defaultCatalog })
  await refuse({ catalog: clashing, members: () => ({ type: 'a' }), problemJson: true }, /every error has the member "type", which RFC 9457 has for itself/)
})
