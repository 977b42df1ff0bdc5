import http from 'node:http'
import https from 'node:https'
import http2 from 'node:http2'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyServerFactory } from 'fastify'
import apiError from '../../src/index.js'
import { createCertificate } from '../wire/certificate.js'
import { hideResponseClass } from '../helpers/hide-class.js'
import { talk } from '../helpers/http2.js'

const certificate = createCertificate()
const bodies = {
  '/ok': '200 ok',
  '/foreign': '404 {"code":"2002","error":"object_not_found"}',
  '/raw': '403 {"code":"1007","error":"not_allowed"}',
  '/thrown': '500 {"code":"3001","error":"internal_error"}'
}

/** A service with the plugin alone, and whether its responses have the guard from their class. */
async function start (options: object, prepare: (fastify: FastifyInstance) => void = () => {}): Promise<{ readonly port: number, readonly close: () => Promise<void>, readonly seen: Set<boolean> }> {
  const fastify = Fastify(options) as FastifyInstance
  prepare(fastify)
  await fastify.register(apiError)
  const seen = new Set<boolean>()
  fastify.addHook('onRequest', async (_request, reply) => { seen.add(!Object.hasOwn(reply.raw, 'writeHead')) })
  fastify.get('/ok', async () => 'ok')
  fastify.get('/foreign', async (_request, reply) => await reply.code(404).send('secret'))
  fastify.get('/raw', (_request, reply) => { reply.raw.statusCode = 403; reply.raw.end('secret') })
  fastify.get('/thrown', async () => { throw new Error('secret') })
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  return { port: (fastify.server.address() as AddressInfo).port, close: async () => { await fastify.close() }, seen }
}

async function ask (get: typeof http.get | typeof https.get, port: number, path: string): Promise<string> {
  const request = get({ port, host: '127.0.0.1', path, rejectUnauthorized: false, agent: false } as object)
  const [response] = await once(request, 'response') as [http.IncomingMessage]
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return `${response.statusCode} ${body}`
}

t.test('a server of HTTP/1 has the guard in its class of responses, without serverOptions', async t => {
  class Own extends http.ServerResponse {}
  const ownServer: FastifyServerFactory = handler => http.createServer({ ServerResponse: Own }, handler)
  const servers: ReadonlyArray<readonly [string, object, typeof http.get | typeof https.get]> = [
    ['over cleartext', {}, http.get],
    ['over TLS', { https: certificate }, https.get],
    ['with a class of its own', { http: { ServerResponse: Own } }, http.get],
    ['of the making of the service', { serverFactory: ownServer }, http.get]
  ]
  for (const [title, options, get] of servers) {
    const { port, close, seen } = await start(options)
    for (const [path, expected] of Object.entries(bodies)) t.equal(await ask(get, port, path), expected, `${path} ${title}`)
    t.strictSame([...seen], [true], title)
    await close()
  }
})

t.test('where the class is out of reach each response has the guard in methods of its own', async t => {
  const { port, close, seen } = await start({}, fastify => { hideResponseClass(fastify.server) })
  for (const [path, expected] of Object.entries(bodies)) t.equal(await ask(http.get, port, path), expected, path)
  t.strictSame([...seen], [false])
  await close()
})

t.test('a server of HTTP/2 guards the responses of either version', async t => {
  for (const isSecure of [false, true]) {
    const { port, close, seen } = await start({ http2: true, ...isSecure && { https: { ...certificate, allowHTTP1: true } } })
    const session = http2.connect(`http${isSecure ? 's' : ''}://127.0.0.1:${port}`, { rejectUnauthorized: false })
    for (const [path, expected] of Object.entries(bodies)) {
      const { status, body } = await talk(session, { ':path': path })
      t.equal(`${status} ${body}`, expected, path)
      if (isSecure) t.equal(await ask(https.get, port, path), expected, `${path} over HTTP/1`)
    }
    t.strictSame([...seen], [false])
    session.close()
    await close()
  }
})

t.test('two services of a process keep their classes apart, and that of Node is as it was', async t => {
  const native = http.ServerResponse.prototype.writeHead
  const [first, bare] = [await start({}), Fastify()]
  bare.get('/', async (_request, reply) => await reply.code(404).send('mine'))
  await bare.listen({ port: 0, host: '127.0.0.1' })
  t.equal(await ask(http.get, (bare.server.address() as AddressInfo).port, '/'), '404 mine')
  t.equal(await ask(http.get, first.port, '/foreign'), bodies['/foreign'])
  t.equal(http.ServerResponse.prototype.writeHead, native)
  await first.close()
  await bare.close()
})

t.test('a service on Express keeps the guard where middleware gives a response another prototype', async t => {
  const fastify = Fastify()
  await fastify.register(apiError)
  fastify.decorate('express', true)
  fastify.addHook('onRequest', async (_request, reply) => { Object.setPrototypeOf(reply.raw, Object.create(http.ServerResponse.prototype) as object) })
  fastify.get('/', async (_request, reply) => await reply.code(404).send('secret'))
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => fastify.close())
  t.equal(await (await fetch(fastify.listeningOrigin)).text(), '{"code":"2002","error":"object_not_found"}')
})
