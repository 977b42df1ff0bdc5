import { createServer } from 'node:http'
import { once } from 'node:events'
import { JSON_TYPE, UNAUTHORIZED, UNAUTHORIZED_ANSWER } from '../harness/bodies.js'
import { Fastify, listen, listenUnbooted } from '../harness/root.js'

const family = import.meta.url
const group = 'limits'

/** What nothing that does more can be faster than: the same bytes, status and headers, as constants. */
export const variants = [
  {
    family,
    group,
    name: 'floor',
    title: 'floor: Fastify sends a constant string',
    request: {},
    expect: UNAUTHORIZED_ANSWER,
    start: () => sendConstant()
  },
  {
    family,
    group,
    name: 'floor-again',
    floor: 'floor',
    title: 'the floor once more: what equal processes differ by',
    request: {},
    expect: UNAUTHORIZED_ANSWER,
    start: () => sendConstant()
  },
  {
    family,
    group,
    name: 'floor-unbooted',
    floor: 'floor',
    title: 'the floor, booted by listen() itself',
    request: {},
    expect: UNAUTHORIZED_ANSWER,
    start: () => sendConstant(listenUnbooted)
  },
  {
    family,
    group,
    name: 'floor-async',
    floor: 'floor',
    title: 'the floor in an async handler',
    request: {},
    expect: UNAUTHORIZED_ANSWER,
    start () {
      const app = Fastify()
      app.get('/', async (request, reply) => reply.code(401).header('content-type', JSON_TYPE).send(UNAUTHORIZED))
      return listen(app)
    }
  },
  {
    family,
    group,
    name: 'floor-throw',
    floor: 'floor',
    title: 'the floor in an error handler: a constant thrown',
    request: {},
    expect: UNAUTHORIZED_ANSWER,
    start () {
      const app = Fastify()
      const error = new Error('made once')
      app.setErrorHandler((thrown, request, reply) => { reply.code(401).header('content-type', JSON_TYPE).send(UNAUTHORIZED) })
      app.get('/', () => { throw error })
      return listen(app)
    }
  },
  {
    family,
    group,
    name: 'node-http',
    floor: 'floor',
    title: 'bare node:http',
    request: {},
    expect: UNAUTHORIZED_ANSWER,
    async start () {
      const length = String(Buffer.byteLength(UNAUTHORIZED))
      const server = createServer((request, response) => {
        response.writeHead(401, { 'content-type': JSON_TYPE, 'content-length': length })
        response.end(UNAUTHORIZED)
      })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      return { port: server.address().port }
    }
  }
]

function sendConstant (start = listen) {
  const app = Fastify()
  app.get('/', (request, reply) => { reply.code(401).header('content-type', JSON_TYPE).send(UNAUTHORIZED) })
  return start(app)
}
