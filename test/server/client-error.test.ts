import { once } from 'node:events'
import net from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { Duplex, PassThrough } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Fastify from 'fastify'
import t from 'tap'
import { answerInTurn, isProtocolError, statusOfClientError, writeBareResponse } from '../../src/server/client-error.js'
import { createAnswer } from '../../src/catalog/answer.js'
import apiError, { defaultCatalog, serverOptions } from '../../src/index.js'

const failure = (code?: string): Error & { code?: string } => Object.assign(new Error('x'), code === undefined ? {} : { code })

t.test('statusOfClientError knows what the client did', async t => {
  const statuses = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, HPE_INVALID_METHOD: 400 }
  for (const [code, status] of Object.entries(statuses)) {
    t.equal(statusOfClientError(failure(code)), status, code)
    t.ok(isProtocolError(failure(code)))
  }
  for (const code of ['ECONNRESET', 'EPIPE', 'ERR_SSL_HTTP_REQUEST', undefined]) t.notOk(isProtocolError(failure(code)), String(code))
})

t.test('writeBareResponse writes nothing where nothing can be written', async t => {
  const socket = Object.assign(new PassThrough(), { destroySoon () { t.pass('closed') } })
  socket.end()
  writeBareResponse(socket as unknown as Socket, defaultCatalog.answer(defaultCatalog.fallback(400), 400))
  t.equal(socket.read(), null)
  t.end()
})

t.test('writeBareResponse has a reason phrase for any status', async t => {
  const socket = Object.assign(new PassThrough(), { destroySoon () {} })
  writeBareResponse(socket as unknown as Socket, createAnswer(defaultCatalog.fallback(499), 499, '{}'))
  t.match(String(socket.read()), /^HTTP\/1\.1 499 unknown\r\n/)
})

t.test('writeBareResponse writes headers as Node does: a byte a character', async t => {
  const socket = Object.assign(new PassThrough(), { destroySoon () {} })
  writeBareResponse(socket as unknown as Socket, createAnswer(defaultCatalog.fallback(400), 400, '{}'), { 'x-name': 'caf\u00e9' })
  t.match((socket.read() as Buffer).toString('latin1'), 'x-name: caf\u00e9\r\n')
})

t.test('an idle connection keeps no request: a service has thousands of them', async t => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const bodies: Array<WeakRef<object>> = []
  const app = Fastify(serverOptions({}))
  await app.register(apiError)
  app.post('/', (request, reply) => {
    bodies.push(new WeakRef(request.body as object))
    reply.apiError('unauthorized')
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  const socket = net.connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  t.teardown(() => socket.destroy())
  for (let i = 0; i < 3; i++) {
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}')
    await once(socket, 'data')
  }
  await wait(50)
  collect()
  t.equal(bodies.length, 3)
  t.strictSame(bodies.filter(body => body.deref() !== undefined), [])
  t.notOk(socket.destroyed, 'the connection is still there')
})

t.test('a response that is still on its way arrives whole, though the rest of its request is malformed', async t => {
  const size = 16 * 1024 * 1024 // more than the buffers of a connection hold
  const app = Fastify(serverOptions({}))
  await app.register(apiError)
  app.addHook('onRequest', (_request, reply) => { reply.send(Buffer.alloc(size, 'a')) })
  app.post('/', () => {})
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  const socket = net.connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  t.teardown(() => socket.destroy())
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n')
  await once(socket, 'readable') // it has begun, and stops there: nobody reads
  socket.write('no chunk\r\n')
  await once(app.server, 'clientError')
  let received = ''
  for await (const chunk of socket) received += String(chunk)
  const [head = '', body = ''] = received.split('\r\n\r\n')
  t.match(head, /^HTTP\/1\.1 200 OK\r\n/)
  t.equal(body.length, size, 'and nothing after it')
})

t.test('a connection that is no socket is answered and closed: a service may hand any stream to its server', async t => {
  const app = Fastify(serverOptions({}))
  await app.register(apiError)
  await app.ready()
  t.teardown(() => app.close())
  let written = ''
  const connection = new Duplex({ read () {}, write (chunk, _encoding, done) { written += String(chunk); done() } })
  app.server.emit('connection', connection)
  connection.push('no request\r\n\r\n')
  await once(connection, 'close')
  t.match(written, /^HTTP\/1\.1 400 Bad Request\r\n[^]*"error":"invalid_request"\}$/)
})

t.test('a connection whose next response was destroyed is closed: it will never be written', async t => {
  let destroyed: unknown
  const error = new Error('x')
  const connection = { writable: true, write () { t.fail('written') }, destroy (reason: unknown) { destroyed = reason }, _httpMessage: { destroyed: true, req: { complete: true } } }
  answerInTurn(connection as never, defaultCatalog.answer(defaultCatalog.fallback(400), 400), error)
  t.equal(destroyed, error)
})
