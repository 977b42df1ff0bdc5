import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import apiError, { serverOptions } from '../../src/index.js'
import { ownHeaders } from '../../src/server/own-headers.js'
import { answer, exchange, normalise, print, request } from '../wire/exchange.js'
import { memoryLog } from '../helpers/log.js'

const cors = (origin = '*'): Readonly<Record<string, string>> => ({ 'access-control-allow-origin': origin, 'x-content-type-options': 'nosniff' })

t.test('errors that no hook sees carry the headers of the service, made from the request where it could be read', async t => {
  const fastify = Fastify(serverOptions({ headers: head => cors(head?.headers.origin) })) as FastifyInstance
  await fastify.register(apiError)
  fastify.get('/:id', async () => 'ok')
  fastify.post('/', async () => 'ok')
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  const { port } = fastify.server.address() as AddressInfo
  const origin = 'https://x.example'
  const cases: ReadonlyArray<readonly [what: string, bytes: string, status: number, origin?: string]> = [
    ['a bad URL', request('GET /%', { origin }), 400, origin],
    ['a parameter that is too long', request(`GET /${'a'.repeat(200)}`, { origin }), 414, origin],
    ['a malformed body', `POST / HTTP/1.1\r\nhost: x\r\norigin: ${origin}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nno chunk\r\n`, 400, origin],
    ['headers that overflow', `GET / HTTP/1.1\r\nhost: x\r\norigin: ${origin}\r\na: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
    ['no HTTP', 'no HTTP\r\n\r\n', 400]
  ]
  for (const [what, bytes, status, from] of cases) {
    t.equal(normalise(await exchange(port, [bytes])), print(answer('invalid_request', { status, headers: cors(from) })), what)
  }
  t.notMatch(await exchange(port, [request('GET /1')]), 'nosniff', 'a success has hooks for that')
  await fastify.close()
})

t.test('a frameworkErrors of the service may change the headers', async t => {
  const fastify = Fastify(serverOptions({ headers: () => cors(), frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => { reply.header('access-control-allow-origin', 'mine').code(400).send('') } })) as FastifyInstance
  await fastify.register(apiError)
  const { headers } = await fastify.inject('/%')
  t.match(headers, { 'access-control-allow-origin': 'mine', 'x-content-type-options': 'nosniff' })
})

t.test('headers that cannot leave, and a function that fails, cost no answer and are logged', async t => {
  const bad = {
    'x-a': '1',
    'X-Number': 7,
    'x-bad': 'a\r\nx: y',
    'x bad': '1',
    'Content-Type': 'text/html',
    'content-length': '3',
    'transfer-encoding': 'chunked',
    Connection: 'keep-alive',
    upgrade: 'x',
    'x-list': ['1'],
    'x-none': undefined
  }
  const cases: ReadonlyArray<readonly [make: () => unknown, headers: object, logged: RegExp | '']> = [
    [() => bad, { 'x-a': '1', 'X-Number': '7' }, /API_ERROR_HEADER/],
    [() => { throw new Error('own') }, {}, /API_ERROR_HANDLER_FAILED/],
    [() => null, {}, /API_ERROR_HANDLER_FAILED/],
    [async () => { throw new Error('own') }, {}, /API_ERROR_HANDLER_FAILED/],
    [async () => ({}), {}, /API_ERROR_HANDLER_FAILED/],
    [() => ({}), {}, '']
  ]
  for (const [make, headers, logged] of cases) {
    const log = memoryLog()
    const fastify = Fastify({ logger: log.logger })
    t.strictSame(ownHeaders(make as never, undefined, fastify), headers)
    await new Promise(resolve => setImmediate(resolve))
    t.match(log.messages(), logged === '' ? /^$/ : logged)
  }
  t.strictSame(ownHeaders(undefined, undefined, Fastify()), {})
})

t.test('the headers of a bad URL leave over HTTP/1 with those that say what the body is', async t => {
  const fastify = Fastify(serverOptions({ headers: () => ({ 'content-type': 'text/html', ...cors() }) })) as FastifyInstance
  await fastify.register(apiError)
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  const received = await new Promise<string>(resolve => { httpRequest(`${fastify.listeningOrigin}/%`, { path: '/%' }, response => { response.resume(); resolve(JSON.stringify(response.headers)) }).end() })
  t.match(received, '"content-type":"application/json; charset=utf-8"')
  await fastify.close()
})
