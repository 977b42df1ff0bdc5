import Fastify from 'fastify'
import type { FastifyReply } from 'fastify'
import { test } from 'tap'
import apiError, { ApiError } from '../../src/index.js'
import { coerceNextSend, keepStatus, passErrorsOn, sendLast } from '../../src/raise/intercept-send.js'
import { memoryLog } from '../helpers/log.js'

/** A reply that keeps what is sent through it. */
function fakeReply (): { readonly reply: FastifyReply, readonly sent: unknown[] } {
  const sent: unknown[] = []
  const reply = { sent: false, statusCode: 200, code (status: number) { reply.statusCode = status; return reply }, send (payload: unknown) { sent.push(payload); return reply }, getHeaders: () => ({ 'x-own': '1' }) }
  return { reply: reply as unknown as FastifyReply, sent }
}

test('a reply gets one function, whatever has to be done', t => {
  const { reply } = fakeReply()
  const { send } = reply
  keepStatus(reply, 1, 404)
  const intercepted = reply.send
  coerceNextSend(reply, 'value')
  passErrorsOn(reply, () => {})
  sendLast(reply, 'body', () => {})
  t.not(intercepted, send)
  t.equal(reply.send, intercepted)
  t.end()
})

test('after the last answer whatever is sent is answered with that, unless it comes too late', t => {
  const { reply, sent } = fakeReply()
  const answered: unknown[] = []
  const leave = (on: FastifyReply, payload: unknown): void => { answered.push(on === reply, payload) }
  sendLast(reply, 'body', leave)
  t.same([sent, answered], [['body'], []])
  t.equal(reply.send('again'), reply)
  sendLast(reply, 'another', leave)
  t.same([sent, answered], [['body'], [true, 'again', true, 'another']])
  Object.assign(reply, { sent: true })
  reply.send('late')
  t.same(sent, ['body', 'late'])
  t.end()
})

test('an error of the service\'s handler is passed on once, and the next one is sent', t => {
  const { reply, sent } = fakeReply()
  const passed: unknown[] = []
  passErrorsOn(reply, (error, on, sent) => { passed.push(error, on === reply, sent) })
  const [first, second] = [new Error('first'), new Error('second')]
  t.equal(reply.send(first), reply)
  reply.send(second)
  t.same([passed, sent], [[first, true, undefined], [second]])
  passErrorsOn(reply, (_error, _reply, sent) => { passed.push([...sent ?? []]) })
  reply.send('answer')
  reply.send(first)
  t.same([passed.at(-1), sent.at(-1)], [['x-own'], 'answer'])
  t.end()
})

test('a value that is no error is sent as one where its handler would send it as a success', t => {
  for (const [status, isDefault, isError] of [[200, false, true], [404, false, false], [404, true, true]] as const) {
    const { reply, sent } = fakeReply()
    coerceNextSend(reply, 'value', isDefault)
    reply.code(status)
    reply.send('another')
    reply.send('value')
    t.same([sent[0], sent[1] instanceof Error], ['another', isError])
  }
  const { reply } = fakeReply()
  const { send } = reply
  coerceNextSend(reply, new Error('x'))
  t.equal(reply.send, send)
  t.end()
})

test('an error is sent with the status that is kept for it', t => {
  const { reply } = fakeReply()
  const error = new Error('x')
  keepStatus(reply, error, 503)
  reply.send('another')
  t.equal(reply.statusCode, 200)
  reply.send(error)
  t.equal(reply.statusCode, 503)
  t.end()
})

test('a hook that fails on an error that was thrown adds no header to it', async t => {
  const app = Fastify()
  await app.register(apiError)
  app.addHook('onRequest', async (_request, reply) => { reply.header('x-first', '1') })
  app.addHook('onSend', async (_request, reply) => { reply.header('x-security', '1') })
  app.addHook('onSend', async () => { throw Object.assign(new Error('x'), { headers: { 'x-secret': '1', 'Retry-After': '2' } }) })
  app.get('/', async () => { throw new ApiError('not_allowed', { headers: { 'retry-after': '1' } }) })
  const { statusCode, headers, body } = await app.inject('/')
  t.same([statusCode, body], [403, '{"code":"1007","error":"not_allowed"}'])
  t.match(headers, { 'x-first': '1', 'retry-after': '1', 'content-type': 'application/json; charset=utf-8' })
  t.notOk('x-secret' in headers)
})

// The smallest service of the seed 539506834 of `npm run test:cases`.
test('nor does one whose failure Fastify cannot log', async t => {
  const frozen = Object.freeze({ message: 'x', headers: { 'x-secret': '1' } }) // Pino's serialiser of errors marks what looks like one
  for (const isOwn of [false, true]) {
    const app = Fastify({ logger: memoryLog().logger })
    await app.register(apiError)
    if (isOwn) app.setErrorHandler((error, _request, reply) => { reply.send(error) })
    app.addHook('onSend', async () => { throw frozen })
    app.get('/', async () => { throw new Error('x') })
    const { statusCode, headers, body } = await app.inject('/')
    t.same([statusCode, body, headers['x-secret']], [500, '{"code":"3001","error":"internal_error"}', undefined], isOwn ? 'with a handler of the service' : 'with the plugin alone')
  }
})
