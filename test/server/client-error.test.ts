import { PassThrough } from 'node:stream'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import t from 'tap'
import { isProtocolError, rehearse, respond, statusOfClientError, track } from '../../src/server/client-error.js'
import { createAnswer } from '../../src/catalog/answer.js'
import { defaultCatalog } from '../../src/index.js'

const failure = (code?: string): Error & { code?: string } => Object.assign(new Error('x'), code === undefined ? {} : { code })

t.test('statusOfClientError knows what the client did', async t => {
  const statuses = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, HPE_INVALID_METHOD: 400 }
  for (const [code, status] of Object.entries(statuses)) {
    t.equal(statusOfClientError(failure(code)), status, code)
    t.ok(isProtocolError(failure(code)))
  }
  for (const code of ['ECONNRESET', 'EPIPE', 'ERR_SSL_HTTP_REQUEST', undefined]) t.notOk(isProtocolError(failure(code)), String(code))
})

t.test('rehearse says what a handler would have done, and does none of it', async t => {
  const socket = new PassThrough() as unknown as Socket
  const cases: ReadonlyArray<readonly [() => void, object]> = [
    [() => {}, { written: '', closed: false }],
    [() => { socket.write('a'); socket.write(Buffer.from('b')); socket.end('c') }, { written: 'abc', closed: true }],
    [() => { socket.destroy() }, { written: '', closed: true }],
    [() => { socket.destroySoon() }, { written: '', closed: true }],
    [() => { socket.end() }, { written: '', closed: true }]
  ]
  for (const [handle, deed] of cases) t.strictSame(rehearse(socket, handle), deed)
  t.throws(() => rehearse(socket, () => { throw new Error('own') }), { message: 'own' })
  t.notOk(Object.hasOwn(socket, 'write'), 'the socket is as it was')
  t.notOk(socket.destroyed)
})

t.test('respond writes nothing where nothing can be written', async t => {
  const socket = Object.assign(new PassThrough(), { destroySoon () { t.pass('closed') } })
  socket.end()
  respond(socket as unknown as Socket, defaultCatalog.answer(defaultCatalog.fallback(400), 400))
  t.equal(socket.read(), null)
  t.end()
})

t.test('respond has a reason phrase for any status', async t => {
  const socket = Object.assign(new PassThrough(), { destroySoon () {} })
  respond(socket as unknown as Socket, createAnswer(defaultCatalog.fallback(499), 499, '{}'))
  t.match(String(socket.read()), /^HTTP\/1\.1 499 unknown\r\n/)
})

t.test('a connection keeps the responses that are under way, each once, and none that is through', async t => {
  const socket = Object.assign(new PassThrough(), { destroySoon () {} })
  const response = (): ServerResponse => ({ req: { socket, complete: true }, writableFinished: false, destroyed: false }) as unknown as ServerResponse
  const kept = (): unknown[] => Object.getOwnPropertySymbols(socket).map(key => Reflect.get(socket, key) as unknown).filter(value => responses.includes(value as ServerResponse))
  const responses = [response(), response(), response(), response()]
  const [first, second, third, fourth] = responses as [ServerResponse, ServerResponse, ServerResponse, ServerResponse]
  track(first)
  track(first)
  t.same(kept().length, 1)
  track(second)
  t.ok(kept().includes(first) && kept().includes(second))
  Object.assign(second, { destroyed: true })
  track(third)
  t.ok(kept().includes(first), 'second was destroyed in the queue, and first is still under way')
  Object.assign(first, { writableFinished: true })
  Object.assign(third, { writableFinished: true })
  track(fourth)
  t.same(kept().length, 1)
  t.ok(kept().includes(fourth))
})
