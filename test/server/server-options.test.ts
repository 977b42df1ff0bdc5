import http from 'node:http'
import http2 from 'node:http2'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import apiError, { serverOptions } from '../../src/index.js'

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
