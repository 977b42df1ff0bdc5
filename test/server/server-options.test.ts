import http from 'node:http'
import http2 from 'node:http2'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import apiError, { defaultCatalog, defineCatalog, serverOptions } from '../../src/index.js'

type Made = Record<string, unknown> & { http?: Record<string, unknown>, https?: Record<string, unknown> }
const made = (options?: object): Made => serverOptions(options as never) as unknown as Made

t.test('serverOptions keeps what the service has, and completes it', async t => {
  const own = { bodyLimit: 7, http: { maxHeaderSize: 500 } }
  const options = made(own)
  t.match(options, { bodyLimit: 7, http: { maxHeaderSize: 500 } })
  t.strictSame(own, { bodyLimit: 7, http: { maxHeaderSize: 500 } }, 'without writing on it')
  t.notOk('serverFactory' in options)
  t.notOk('catalog' in made({ catalog: undefined }))
})

t.test('serverOptions puts its class of responses where the version of HTTP looks for it', async t => {
  const isOf = (value: unknown, base: { readonly prototype: object }): boolean => typeof value === 'function' && value.prototype instanceof (base as never)
  t.ok(isOf(made().http?.ServerResponse, http.ServerResponse))
  t.ok(isOf(made({ http: null, https: null }).http?.ServerResponse, http.ServerResponse))
  t.ok(isOf(made({ https: { a: 1 } }).https?.ServerResponse, http.ServerResponse))
  t.ok(isOf(made({ https: true }).https?.ServerResponse, http.ServerResponse))
  t.ok(isOf(made({ http2: true }).http?.Http2ServerResponse, http2.Http2ServerResponse))
  t.ok(isOf(made({ http2: true, https: {} }).https?.Http1ServerResponse, http.ServerResponse))
  const Own = class extends http.ServerResponse {}
  t.ok(isOf(made({ http: { ServerResponse: Own } }).http?.ServerResponse, Own))
})

async function bad (frameworkErrors?: (error: Error, request: unknown, reply: FastifyReply) => unknown): Promise<{ status: number, body: string }> {
  const fastify = Fastify(serverOptions({ ...frameworkErrors && { frameworkErrors } } as never)) as unknown as FastifyInstance
  await fastify.register(apiError)
  const response = await fastify.inject('/%')
  await fastify.close()
  return { status: response.statusCode, body: response.body }
}

t.test('frameworkErrors of the service is called, held to the catalogue, and may fail', async t => {
  const invalid = { status: 400, body: '{"code":"2001","error":"invalid_request"}' }
  const internal = { status: 500, body: '{"code":"3001","error":"internal_error"}' }
  t.strictSame(await bad(), invalid)
  t.strictSame(await bad((_error, _request, reply) => { reply.code(400).send('secret') }), invalid)
  t.strictSame(await bad(() => { throw new Error('secret') }), internal)
  t.strictSame(await bad(async () => { throw new Error('secret') }), internal)
  t.strictSame(await bad(error => { throw error }), invalid)
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  t.strictSame(await bad(() => { throw proxy }), internal)
  t.strictSame(await bad(async (_error, _request, reply) => { reply.code(400); return { code: '2000', error: 'not_in_the_catalogue' } }), invalid)
  t.strictSame(await bad(async (_error, _request, reply) => { await reply.code(400).send('secret') }), invalid)
  t.strictSame(await bad(() => ({ then (_resolve: unknown, reject: (error: Error) => void) { reject(new Error('secret')) } })), internal)
})

/** The server's handler, called as Node would. */
function clientError (own: unknown, error: object): { destroyed: boolean, written: string, seen: unknown, logged: string } {
  const state = { destroyed: false, written: '', seen: undefined as unknown, logged: '' }
  const handler = made({ clientErrorHandler: own }).clientErrorHandler as (this: unknown, error: object, socket: unknown) => void
  const socket = {
    destroyed: false,
    writable: true,
    write (bytes: string) { state.written += bytes },
    destroy () { state.destroyed = true },
    destroySoon () {}
  }
  handler.call({ log: { trace () {}, error (_context: unknown, message: string) { state.logged = message } } }, error, Object.create(socket))
  return state
}

t.test('what happened to the connection is for the handler of the service, and else its end', async t => {
  const reset = Object.assign(new Error('x'), { code: 'ECONNRESET' })
  t.match(clientError(undefined, reset), { destroyed: true, written: '' })
  t.match(clientError((error: unknown, socket: Socket) => { t.equal(error, reset); socket.write('mine') }, reset), { destroyed: false, written: 'mine' })
  t.match(clientError(undefined, Object.assign(new Error('x'), { code: 'HPE_INVALID_METHOD' })), { written: /^HTTP\/1\.1 400 Bad Request\r\n/ })
})

t.test('a handler of the service that fails is logged, and its client answered', async t => {
  const malformed = Object.assign(new Error('x'), { code: 'HPE_INVALID_METHOD' })
  const answered = { written: /^HTTP\/1\.1 400 Bad Request\r\n.*"2001"/s, logged: /^API_ERROR_HANDLER_FAILED/ }
  t.match(clientError(() => { throw new Error('secret') }, malformed), answered)
  t.match(clientError(async () => {}, malformed), { ...answered, logged: '' })
  const state = clientError(async () => { throw new Error('secret') }, malformed)
  await new Promise(resolve => setImmediate(resolve))
  t.match(state, answered)
})

t.test('serverOptions takes no catalogue that defineCatalog did not make', async t => {
  t.throws(() => serverOptions({ catalog: {} as never }), { code: 'API_ERROR_INVALID_OPTIONS' })
})

t.test('a socket that is gone is not answered', async t => {
  const handler = made().clientErrorHandler as (this: unknown, error: object, socket: unknown) => void
  for (const code of ['ECONNRESET', 'HPE_INVALID_METHOD']) handler.call({ log: { trace () {} } }, Object.assign(new Error('x'), { code }), { destroyed: true })
  t.pass('nor does it matter')
})

t.test('a service without the plugin is held by its server alone', async t => {
  const fastify = Fastify(serverOptions())
  fastify.get('/', async (_request, reply) => await reply.code(404).send('secret'))
  fastify.get('/bad', async (_request, reply) => await reply.header('x', '\n').send('secret'))
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  t.equal(await (await fetch(`${fastify.listeningOrigin}/`)).text(), '{"code":"2002","error":"object_not_found"}')
  t.equal(await (await fetch(`${fastify.listeningOrigin}/bad`)).text(), '{"code":"3001","error":"internal_error"}')
  const { port } = fastify.server.address() as AddressInfo
  const received = await new Promise<string>(resolve => { let text = ''; connect(port, '127.0.0.1').on('data', chunk => { text += String(chunk) }).on('close', () => { resolve(text) }).write('secret\r\n\r\n') })
  t.match(received, /"invalid_request"\}$/)
  await fastify.close()
})

/** A catalogue whose errors tell whose they are. */
const catalogOf = (name: string): typeof defaultCatalog => defineCatalog({
  groups: { all: { range: [1, 99], description: 'All.' } },
  errors: { [`${name}_bad`]: { code: '1', status: 400, description: 'Bad.' }, [`${name}_failed`]: { code: '2', status: 500, description: 'Failed.' } },
  fallback: { '4xx': `${name}_bad`, '5xx': `${name}_failed` } as never
}) as never

/** What a server says to malformed HTTP, a bad URL, a URL that the service's own handler answers, and in a route. */
async function errorsOf (server: object, plugin: object): Promise<Record<string, string | undefined>> {
  const frameworkErrors = (error: Error, request: { readonly url: string }, reply: FastifyReply): void => { reply.code(400).send(request.url === '/%' ? error : { code: '1', error: 'server_bad' }) }
  const fastify = Fastify(serverOptions({ ...server, frameworkErrors } as never)) as unknown as FastifyInstance
  await fastify.register(apiError, plugin)
  fastify.get('/', async () => { throw new Error('secret') })
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  const { port } = fastify.server.address() as AddressInfo
  const ask = async (bytes: string): Promise<string | undefined> => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    return /"error":"(\w+)"/.exec(text)?.[1]
  }
  const get = (url: string): Promise<string | undefined> => ask(`GET ${url} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
  const found = { malformed: await ask('malformed\r\n\r\n'), badUrl: await get('/%'), ownHandler: await get('/%%'), route: await get('/'), notFound: await get('/nowhere') }
  await fastify.close()
  return found
}

t.test('the catalogue of serverOptions stays for what belongs to no route', async t => {
  const own = { malformed: 'server_bad', badUrl: 'server_bad', ownHandler: 'server_bad' }
  t.strictSame(await errorsOf({ catalog: catalogOf('server') }, { catalog: catalogOf('plugin') }), { ...own, route: 'plugin_failed', notFound: 'plugin_bad' })
  t.strictSame(await errorsOf({ catalog: catalogOf('server') }, {}), { ...own, route: 'internal_error', notFound: 'object_not_found' })
})

t.test('without a catalogue of its own, the server has that of the plugin at the root', async t => {
  const all = { malformed: 'plugin_bad', badUrl: 'plugin_bad', ownHandler: 'plugin_bad', route: 'plugin_failed', notFound: 'plugin_bad' }
  t.strictSame(await errorsOf({}, { catalog: catalogOf('plugin') }), all)
  t.strictSame(await errorsOf({ catalog: undefined }, { catalog: catalogOf('plugin') }), all)
})
