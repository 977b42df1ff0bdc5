import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import replyFrom from '@fastify/http-proxy'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { test } from 'tap'
import apiError, { defaultCatalog } from '../../src/index.js'

// The status that a service chose is kept, from the most explicit to the least. Over real sockets: what counts is what leaves.

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' })
const duplicate = Object.assign(new Error('duplicate key'), { code: '23505', severity: 'ERROR' })
const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
const withStatus = (statusCode: unknown, options?: ErrorOptions): Error => Object.assign(new Error('chosen', options), { statusCode })

/** Asks a route of a service that listens. */
async function ask (routes: (app: FastifyInstance) => void): Promise<[status: number, name: unknown]> {
  const app = Fastify()
  await app.register(apiError)
  routes(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    const response = await fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`)
    const { code, error } = await response.json() as { code: string, error: string }
    return [response.status, defaultCatalog.find(code, error)?.name]
  } finally {
    await app.close()
  }
}

const handler = (run: (reply: FastifyReply) => unknown) => (app: FastifyInstance): void => { app.get('/', async (_request, reply) => run(reply)) }

const cases: ReadonlyArray<readonly [what: string, routes: (app: FastifyInstance) => void, status: number, name: string]> = [
  ['reply.code(404).send(new Error())', app => { app.get('/', (_request, reply) => { reply.code(404).send(new Error('x')) }) }, 404, 'object_not_found'],
  ['the same, returned from an async handler', handler(reply => reply.code(404).send(new Error('x'))), 404, 'object_not_found'],
  ['a returned error', handler(reply => { reply.code(403); return new Error('x') }), 403, 'not_allowed'],
  ['reply.statusCode, and a throw', handler(reply => { reply.statusCode = 504; throw new Error('x') }), 504, 'network_error'],
  ['reply.raw.statusCode, and a throw', handler(reply => { reply.raw.statusCode = 410; throw new Error('x') }), 410, 'object_not_found'],
  ['a hook that passes an error on', app => {
    app.addHook('preHandler', (_request, reply, done) => { reply.code(401); done(new Error('Unauthorized')) })
    app.get('/', async () => 'ok')
  }, 401, 'unauthorized'],
  ['a hook that throws', app => {
    app.addHook('onRequest', async (_request, reply) => { reply.code(401); throw new Error('Unauthorized') })
    app.get('/', async () => 'ok')
  }, 401, 'unauthorized'],
  ['the error handler of a scope', app => {
    app.register(async scope => {
      scope.setErrorHandler((error, _request, reply) => { reply.code(422).send(error) })
      scope.get('/', async () => { throw new Error('x') })
    })
  }, 422, 'invalid_request'],
  ['a status on the error before that of the reply', handler(reply => { reply.code(404); throw withStatus(409) }), 409, 'object_already_exists'],
  ['500 on the reply, which nobody chose', handler(reply => { reply.code(500); throw refused }), 502, 'network_error'],
  ['a status of a success', handler(reply => { reply.code(201); throw duplicate }), 500, 'database_error'],
  ['409, caused by a unique violation', handler(() => { throw withStatus(409, { cause: duplicate }) }), 409, 'object_already_exists'],
  ['503, caused by a refused connection', handler(() => { throw withStatus(503, { cause: refused }) }), 503, 'internal_error'],
  ['504, caused by a time limit', handler(() => { throw withStatus(504, { cause: late }) }), 504, 'network_error'],
  ['502, caused by a refused connection: it fits', handler(() => { throw withStatus(502, { cause: refused }) }), 502, 'network_error'],
  ['500, caused by a database: it fits', handler(() => { throw withStatus(500, { cause: duplicate }) }), 500, 'database_error'],
  ['an exception of Nest', handler(() => { throw Object.assign(new Error('taken', { cause: duplicate }), { name: 'ConflictException', status: 409, response: { statusCode: 409, message: 'taken' }, options: {} }) }), 409, 'object_already_exists'],
  ['404.5, which Fastify sends as 404', handler(() => { throw withStatus(404.5) }), 404, 'object_not_found'],
  ['a text', handler(() => { throw withStatus('410') }), 410, 'object_not_found'],
  ['an onSend hook that sets a status and fails while an error is sent', app => {
    app.addHook('onSend', async (_request, reply) => { reply.code(504); throw new Error('x') })
    app.get('/', () => { throw new Error('x') })
  }, 504, 'network_error'],
  ['an onSend hook that sets a status and fails on an error that was raised', app => {
    app.addHook('onSend', async (_request, reply) => { reply.code(503); throw new Error('x') })
    app.get('/', (_request, reply) => reply.apiError('internal_error'))
  }, 503, 'internal_error'],
  ['an onSend hook that sets the status of a success and fails while an error is sent', app => {
    app.addHook('onSend', async (_request, reply) => { reply.code(204); throw new Error('x') })
    app.get('/', () => { throw new Error('x') })
  }, 500, 'internal_error'],
  ['no status at all', handler(() => { throw new Error('x') }), 500, 'internal_error'],
  ['a driver\'s error on a reply with a status', handler(reply => { reply.code(409); throw duplicate }), 409, 'object_already_exists']
]

for (const [what, routes, status, name] of cases) {
  test(`the status that was chosen is kept: ${what}`, async t => {
    t.same(await ask(routes), [status, name])
  })
}

test('the status of an upstream is never this service\'s, and its retry-after is not passed on', async t => {
  for (const status of [400, 401, 403, 404, 409, 422, 429, 500, 503]) {
    for (const error of [
      { name: 'AxiosError', isAxiosError: true, status, response: { status, headers: { 'retry-after': '9' } } },
      { name: 'FetchError', status, statusCode: status, message: '[GET] "http://upstream/": failed' },
      { status, response: { status, headers: {} }, headers: { 'retry-after': '9' } },
      { $metadata: { httpStatusCode: status }, statusCode: status }
    ]) {
      const app = Fastify()
      await app.register(apiError)
      app.get('/', async () => { throw Object.assign(new Error(), error) })
      const response = await app.inject('/')
      t.same([response.statusCode, response.json().error, response.headers['retry-after']], [502, 'network_error', undefined])
    }
  }
})

test('@fastify/reply-from answers 504 where an upstream took too long, 502 where there is none', async t => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => { silent.closeAllConnections(); silent.close() })
  const { port } = silent.address() as AddressInfo
  t.same(await ask(app => { app.register(replyFrom, { upstream: `http://127.0.0.1:${port}`, undici: { headersTimeout: 100 } }) }), [504, 'network_error'])
  t.same(await ask(app => { app.register(replyFrom, { upstream: `http://127.0.0.1:${port}`, http: { requestOptions: { timeout: 100 } } }) }), [504, 'network_error'])
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const free = (closed.address() as AddressInfo).port
  await new Promise(resolve => closed.close(resolve))
  t.same(await ask(app => { app.register(replyFrom, { upstream: `http://127.0.0.1:${free}` }) }), [502, 'network_error'])
})
