import Fastify from 'fastify'
import type { onSendAsyncHookHandler, onSendHookHandler } from 'fastify'
import { test } from 'tap'
import apiError from '../../src/index.js'
import { memoryLog } from '../helpers/log.js'

test('what was sent stays as it was when an error is raised after it', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError)
  app.get('/', (_request, reply) => {
    reply.send({ sent: true })
    reply.apiError('not_allowed')
  })
  const response = await app.inject('/')
  t.same([response.statusCode, response.json()], [200, { sent: true }])
  t.match(log.text(), 'FST_ERR_REP_ALREADY_SENT')
})

test('hooks see the payload of an error, and cannot change what leaves', async t => {
  const app = Fastify()
  await app.register(apiError)
  let seen: unknown
  app.addHook('onSend', async (_request, reply, payload) => {
    seen = payload
    reply.header('x-hook', '1').header('content-encoding', 'br')
    return 'something else'
  })
  app.get('/', async (_request, reply) => reply.apiError('not_allowed'))
  const response = await app.inject('/')
  t.equal(seen, '{"code":"1007","error":"not_allowed"}')
  t.same([response.statusCode, response.body, response.headers['x-hook'], response.headers['content-encoding']], [403, '{"code":"1007","error":"not_allowed"}', '1', undefined])
})

test('who sends again after an error was thrown is told by Fastify, and changes nothing', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError)
  app.get('/', (_request, reply) => {
    setTimeout(() => { reply.send('late') }, 20)
    throw new Error('first')
  })
  const response = await app.inject('/')
  t.same([response.statusCode, response.body], [500, '{"code":"3001","error":"internal_error"}'])
  await new Promise(resolve => setTimeout(resolve, 40))
  t.match(log.text(), 'FST_ERR_REP_ALREADY_SENT')
})

const neverGoesOn: onSendHookHandler = (_request, reply) => { reply.apiError('not_allowed') }
const goesOn: onSendHookHandler = (_request, reply, payload, done) => {
  reply.apiError('not_allowed')
  done(null, payload)
}
const asynchronous: onSendAsyncHookHandler = async (_request, reply, payload) => {
  reply.apiError('not_allowed')
  return payload
}
const returnsIt: onSendAsyncHookHandler = async (_request, reply) => reply.apiError('not_allowed')

for (const [how, hook] of Object.entries({ 'and never goes on': neverGoesOn, 'and goes on': goesOn, asynchronously: asynchronous, 'and returns it': returnsIt })) {
  test(`an onSend hook that always raises an error ${how} is answered with it, and does not run without end`, async t => {
    const app = Fastify()
    await app.register(apiError)
    let runs = 0
    app.addHook('onSend', function counted (...given) {
      runs++
      return (hook as onSendHookHandler).apply(this, given)
    })
    app.get('/fine', async () => ({ fine: true }))
    app.get('/raised', async (_request, reply) => reply.apiError('unauthorized'))
    app.get('/thrown', async () => { throw new Error('unknown') })
    const url = await app.listen({ port: 0 })
    t.teardown(() => app.close())
    for (const path of ['/fine', '/raised', '/thrown', '/nowhere']) {
      runs = 0
      const response = await fetch(url + path, { signal: AbortSignal.timeout(5000) })
      t.same([response.status, await response.text()], [403, '{"code":"1007","error":"not_allowed"}'], path)
      t.ok(runs <= 4, `it ran ${runs} times`)
    }
  })
}
