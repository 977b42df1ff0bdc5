import { JSON_TYPE, UNAUTHORIZED_ANSWER } from '../harness/bodies.js'
import { ApiError, apiError, defaultCatalog, defineCatalog, Fastify, listen, serverOptions, Type } from '../harness/root.js'

const family = import.meta.url

/** A variant with the plugin as its README installs it, unless `options` says otherwise. */
function variant (name, title, routes, { request = {}, expect = UNAUTHORIZED_ANSWER, options = serverOptions, plugin = {}, ...more } = {}) {
  return { family, group: 'fastify-api-error', name, title, floor: 'floor', request, expect, start, ...more }

  async function start () {
    const app = Fastify(options({}))
    await app.register(apiError, plugin)
    routes(app)
    return listen(app)
  }
}

const post = { method: 'POST', path: '/', headers: { 'content-type': 'application/json' }, body: '{"email":42}' }
const body = { type: 'object', required: ['email'], properties: { email: { type: 'string', minLength: 50 } } }

// The id is the same each time, since every answer is held against the bytes that are expected.
const withId = {
  options: own => serverOptions({ ...own, genReqId: () => 'req-1' }),
  plugin: {
    catalog: defineCatalog({ errors: {}, members: Type.Object({ request_id: Type.String() }) }, { extend: defaultCatalog }),
    members: request => ({ request_id: request.id })
  },
  expect: { ...UNAUTHORIZED_ANSWER, body: UNAUTHORIZED_ANSWER.body.replace('}', ',"request_id":"req-1"}') }
}

export const variants = [
  variant('api-error', 'reply.apiError(), sync handler', app => {
    app.get('/', (request, reply) => { reply.apiError('unauthorized') })
  }, { budget: 0.97 }),

  variant('api-error-alone', 'the same without serverOptions()', app => {
    app.get('/', (request, reply) => { reply.apiError('unauthorized') })
  }, { options: own => own, budget: 0.97 }),

  variant('api-error-declared', 'the same in a route that declares', app => {
    app.get('/', { schema: { apiErrors: ['unauthorized'] } }, (request, reply) => { reply.apiError('unauthorized') })
  }, { budget: 0.97 }),

  variant('api-error-async', 'reply.apiError(), async handler', app => {
    app.get('/', async (request, reply) => reply.apiError('unauthorized'))
  }, { budget: 0.97 }),

  variant('api-error-hook', 'reply.apiError() in an onRequest hook', app => {
    app.addHook('onRequest', (request, reply) => { reply.apiError('unauthorized') })
    app.get('/', () => 'never')
  }, { budget: 0.97 }),

  variant('api-error-details', 'reply.apiError() with details', app => {
    app.get('/', (request, reply) => { reply.apiError('invalid_field_value', { fields: ['email'] }) })
  }, { expect: { status: 400, type: JSON_TYPE, body: '{"code":"2007","error":"invalid_field_value","fields":["email"]}' } }),

  variant('api-error-members', 'reply.apiError() with a request id in every error', app => {
    app.get('/', (request, reply) => { reply.apiError('unauthorized') })
  }, { ...withId, budget: 0.90 }),

  variant('throw', 'throw new ApiError()', app => {
    app.get('/', () => { throw new ApiError('unauthorized') })
  }, { budget: 0.7 }),

  variant('throw-async', 'throw new ApiError(), async handler', app => {
    app.get('/', async () => { throw new ApiError('unauthorized') })
  }, { budget: 0.7 }),

  variant('validation', 'validation failure', app => {
    app.post('/', { schema: { body } }, () => 'never')
  }, { request: post, expect: { status: 400, type: JSON_TYPE, body: '{"code":"2007","error":"invalid_field_value","fields":["email"]}' } }),

  variant('unknown-route', 'unknown route', () => {}, {
    expect: { status: 404, type: JSON_TYPE, body: '{"code":"2002","error":"object_not_found"}' }
  }),

  variant('unknown-throw', 'throw new Error(): unknown', app => {
    app.get('/', () => { throw new Error('unknown') })
  }, { expect: { status: 500, type: JSON_TYPE, body: '{"code":"3001","error":"internal_error"}' } })
]
