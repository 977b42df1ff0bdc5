import { Readable } from 'node:stream'
import { JSON_TYPE } from '../harness/bodies.js'
import { apiError, Fastify, listen, serverOptions } from '../harness/root.js'

// Successes, with the plugin and without: what it costs those who never see an error. Without it twice, for what two
// processes of the same code differ by. Most services have an onRequest hook of their own (CORS, authentication), which has Fastify
// run its hooks with the plugin or without. The stream is a short one: a long one would hide the cost of the head behind
// that of its chunks.

const family = import.meta.url
const user = { id: 42, name: 'Ada Lovelace', email: 'ada@example.org', active: true, roles: ['admin', 'author'] }
const large = 'x'.repeat(100_000)

const response = {
  200: {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      name: { type: 'string' },
      email: { type: 'string' },
      active: { type: 'boolean' },
      roles: { type: 'array', items: { type: 'string' } }
    }
  }
}

const addUserRoute = app => { app.get('/', { schema: { response } }, (request, reply) => { reply.send(user) }) }
const userAnswer = { type: JSON_TYPE, body: JSON.stringify(user) }

const payloads = [
  ['json', 'small JSON', addUserRoute, userAnswer],
  ['hooked', 'small JSON behind an onRequest hook', app => {
    app.addHook('onRequest', (request, reply, done) => { done() })
    addUserRoute(app)
  }, userAnswer],
  ['large', '100 kB', app => { app.get('/', (request, reply) => { reply.send(large) }) }, { type: 'text/plain; charset=utf-8', body: large }, { rate: 200, batch: 400 }],
  ['stream', 'stream', app => {
    app.get('/', (request, reply) => { reply.type('text/plain; charset=utf-8').send(Readable.from(['a', 'b', 'c'])) })
  }, { type: 'text/plain; charset=utf-8', body: 'abc' }]
]

const plugins = [
  ['off', 'without the plugin', {}, false],
  ['off-again', 'without the plugin, once more', {}, false],
  ['plugin', 'with the plugin', {}, true],
  ['server-options', 'with the plugin and serverOptions()', serverOptions(), true]
]

export const variants = payloads.flatMap(([payload, what, routes, answer, amounts]) => plugins.map(([name, how, options, isOn]) => ({
  family,
  group: isOn ? 'fastify-api-error' : 'limits',
  name: `${payload}-${name}`,
  title: `${what}, ${how}`,
  floor: name === 'off' ? undefined : `${payload}-off`,
  budget: isOn ? 0.99 : undefined,
  request: {},
  ...amounts,
  expect: { status: 200, ...answer },
  async start () {
    const app = Fastify(options)
    if (isOn) await app.register(apiError)
    routes(app)
    return listen(app)
  }
})))
