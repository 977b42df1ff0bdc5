import { ServerResponse } from 'node:http'
import { JSON_TYPE } from '../harness/bodies.js'
import { Fastify, listen } from '../harness/root.js'

// Places from which every response with an error status could be seen, each as small as it can be: what one pays on a
// success for being there at all. The plugin itself is not in here.

const family = import.meta.url
const user = { id: 42, name: 'Ada Lovelace' }
const response = { 200: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } } }
const kMark = Symbol('mark')

/** What a guard asks of every response, and never finds here. */
const isError = raw => raw.statusCode >= 400

const native = ServerResponse.prototype
const methods = {
  writeHead (...args) {
    if (args[0] >= 400) throw new Error('not here')
    return native.writeHead.apply(this, args)
  },
  write (...args) {
    if (isError(this)) throw new Error('not here')
    return native.write.apply(this, args)
  },
  end (...args) {
    if (isError(this)) throw new Error('not here')
    return native.end.apply(this, args)
  },
  flushHeaders () {
    if (isError(this)) throw new Error('not here')
    return native.flushHeaders.call(this)
  }
}

class GuardedResponse extends ServerResponse {}
Object.assign(GuardedResponse.prototype, methods)

function ownMethods (raw) {
  raw[kMark] = true
  raw.writeHead = methods.writeHead
  raw.write = methods.write
  raw.end = methods.end
  raw.flushHeaders = methods.flushHeaders
}

const places = [
  ['none', 'nothing'],
  ['request-hook', 'an onRequest hook that does nothing', app => {
    app.addHook('onRequest', (request, reply, done) => { done() })
  }],
  ['send-hook', 'an onSend hook', app => {
    app.addHook('onSend', (request, reply, payload, done) => { done(isError(reply.raw) ? new Error('not here') : null, payload) })
  }],
  ['send-hook-async', 'an async onSend hook', app => {
    app.addHook('onSend', async (request, reply, payload) => {
      if (isError(reply.raw)) throw new Error('not here')
      return payload
    })
  }],
  ['pre-serialization', 'a preSerialization hook', app => {
    app.addHook('preSerialization', (request, reply, payload, done) => { done(isError(reply.raw) ? new Error('not here') : null, payload) })
  }],
  ['serializer', 'a serializer compiler that wraps', app => {
    // Sees no string, no buffer and no stream, and not what hooks make of the payload.
    app.addHook('onRoute', options => {
      options.serializerCompiler = ({ httpStatus }) => Number(httpStatus) >= 400 ? () => { throw new Error('not here') } : stringify
    })
  }],
  ['subclass', 'a ServerResponse subclass', () => {}, { http: { ServerResponse: GuardedResponse } }],
  ['own-request-hook', 'own methods, put there by an onRequest hook', app => {
    app.addHook('onRequest', (request, reply, done) => {
      ownMethods(reply.raw)
      done()
    })
  }],
  ['own-listener', "own methods, put there by a 'request' listener", app => {
    app.server.prependListener('request', (request, raw) => { ownMethods(raw) })
  }],
  ['set-prototype', 'Object.setPrototypeOf on each response', app => {
    app.addHook('onRequest', (request, reply, done) => {
      Object.setPrototypeOf(reply.raw, GuardedResponse.prototype)
      done()
    })
  }]
]

const stringify = JSON.stringify

export const variants = places.map(([name, title, place = () => {}, options = {}]) => ({
  family,
  group: name === 'none' ? 'limits' : 'fastify-api-error',
  name,
  title,
  floor: name === 'none' ? undefined : 'none',
  request: {},
  expect: { status: 200, type: JSON_TYPE, body: JSON.stringify(user) },
  start () {
    const app = Fastify(options)
    place(app)
    app.get('/', { schema: { response } }, (request, reply) => { reply.send(user) })
    return listen(app)
  }
}))
