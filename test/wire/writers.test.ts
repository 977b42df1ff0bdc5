import http2 from 'node:http2'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import apiError, { serverOptions } from '../../src/index.js'

// A loop that writes for as long as it may must come to rest when nobody is there to read.

interface Service { readonly fastify: FastifyInstance, readonly turns: () => number, readonly hasClosed: () => boolean, readonly started: Promise<void> }

async function start (isHttp2: boolean, before: (reply: FastifyReply) => Promise<void>): Promise<Service> {
  const fastify = Fastify(serverOptions((isHttp2 ? { http2: true } : {}) as never)) as unknown as FastifyInstance
  await fastify.register(apiError)
  let [turns, hasClosed, begin] = [0, false, (): void => {}]
  const started = new Promise<void>(resolve => { begin = resolve })
  fastify.get('/', async (_request, reply) => {
    await before(reply)
    begin()
    reply.raw.statusCode = 404
    reply.raw.once('close', () => { hasClosed = true })
    loop()
    return await reply

    function loop (): void {
      turns++
      while (reply.raw.write('a chunk')) turns++
      reply.raw.once('drain', loop)
    }
  })
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  return { fastify, turns: () => turns, hasClosed: () => hasClosed, started }
}

function connect (fastify: FastifyInstance, isHttp2: boolean): { destroy: () => void } {
  if (!isHttp2) {
    const socket = net.connect((fastify.server.address() as AddressInfo).port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    return socket.resume()
  }
  const session = http2.connect(fastify.listeningOrigin)
  session.request({ ':path': '/' }).on('error', () => {}).resume()
  return session
}

for (const isHttp2 of [false, true]) {
  const version = `HTTP/${isHttp2 ? 2 : 1}`

  t.test(`a loop that begins when its client has left does not turn, and is told: ${version}`, async t => {
    const service = await start(isHttp2, async reply => { await new Promise(resolve => { reply.raw.once('close', resolve) }) })
    const client = connect(service.fastify, isHttp2)
    await wait(50)
    client.destroy()
    await service.started
    await wait(100)
    t.equal(service.turns(), 1)
    t.ok(service.hasClosed())
    await service.fastify.close()
  })

  t.test(`a loop that never ends comes to rest after its response was answered: ${version}`, async t => {
    const service = await start(isHttp2, async () => {})
    const client = connect(service.fastify, isHttp2)
    await service.started
    let before = -1
    for (let waited = 0; waited < 100 && service.turns() > before; waited++) {
      before = service.turns()
      await wait(50)
    }
    t.ok(service.turns() > 100, 'it could have ended by itself')
    t.ok(service.turns() <= 10_001, `it turned ${service.turns()} times`)
    await wait(50)
    t.equal(service.turns(), before, 'and no more')
    client.destroy()
    await service.fastify.close()
  })
}
