import { JSON_TYPE, UNAUTHORIZED, UNAUTHORIZED_ANSWER } from '../harness/bodies.js'
import { Fastify, listen } from '../harness/root.js'

// What people do today with Fastify. Each answers 401 with the body that its recommended way gives.

const family = import.meta.url

function variant (name, title, routes, { request = {}, expect = UNAUTHORIZED_ANSWER } = {}) {
  return { family, group: 'on Fastify', name, title, floor: 'floor', request, expect, start }

  async function start () {
    const app = Fastify()
    await routes(app)
    return listen(app)
  }
}

const fastifyBody = { status: 401, type: JSON_TYPE, body: '{"statusCode":401,"error":"Unauthorized","message":"Unauthorized"}' }
const post = { method: 'POST', path: '/', headers: { 'content-type': 'application/json' }, body: '{"email":42}' }
const body = { type: 'object', required: ['email'], properties: { email: { type: 'string', minLength: 50 } } }

const errorSchema = {
  type: 'object',
  required: ['code', 'error'],
  properties: { code: { type: 'string' }, error: { type: 'string' } }
}

export const variants = [
  variant('fastify-throw', 'Fastify: throw an Error with statusCode', app => {
    app.get('/', () => { throw Object.assign(new Error('Unauthorized'), { statusCode: 401 }) })
  }, { expect: fastifyBody }),

  variant('handwritten', 'Fastify: own error class, setErrorHandler, 4xx schema', app => {
    class HttpError extends Error {
      constructor (statusCode, code, message) {
        super(message)
        this.statusCode = statusCode
        this.code = code
      }
    }
    app.setErrorHandler((error, request, reply) => {
      reply.code(error.statusCode ?? 500).send({ code: error.code, error: error.message })
    })
    app.get('/', { schema: { response: { '4xx': errorSchema } } }, () => { throw new HttpError(401, '1000', 'unauthorized') })
  }, { expect: { ...UNAUTHORIZED_ANSWER, body: UNAUTHORIZED } }),

  variant('sensible', '@fastify/sensible: reply.unauthorized()', async app => {
    await app.register(await load('@fastify/sensible'))
    app.get('/', (request, reply) => { reply.unauthorized() })
  }, { expect: fastifyBody }),

  variant('sensible-schema', '@fastify/sensible with its shared schema', async app => {
    await app.register(await load('@fastify/sensible'), { sharedSchemaId: 'HttpError' })
    app.get('/', { schema: { response: { 401: { $ref: 'HttpError' } } } }, (request, reply) => { reply.unauthorized() })
  }, { expect: fastifyBody }),

  variant('http-errors-enhanced', 'fastify-http-errors-enhanced', async app => {
    const { UnauthorizedError } = await import('http-errors-enhanced')
    await app.register(await load('fastify-http-errors-enhanced'))
    app.get('/', () => { throw new UnauthorizedError('Unauthorized') })
  }, { expect: { ...fastifyBody, body: '{"statusCode":401,"error":"Unauthorized","message":"Unauthorized"}' } }),

  variant('fastify-error', '@fastify/error: createError()', async app => {
    const createError = await load('@fastify/error')
    const Unauthorized = createError('APP_UNAUTHORIZED', 'Unauthorized', 401)
    app.get('/', () => { throw new Unauthorized() })
  }, { expect: { ...fastifyBody, body: '{"statusCode":401,"code":"APP_UNAUTHORIZED","error":"Unauthorized","message":"Unauthorized"}' } }),

  variant('fastify-validation', 'Fastify: validation failure', app => {
    app.post('/', { schema: { body } }, () => 'never')
  }, {
    request: post,
    expect: { status: 400, type: JSON_TYPE, body: '{"statusCode":400,"code":"FST_ERR_VALIDATION","error":"Bad Request","message":"body/email must NOT have fewer than 50 characters"}' }
  }),

  variant('fastify-unknown-route', 'Fastify: unknown route', () => {}, {
    expect: { status: 404, type: JSON_TYPE, body: '{"message":"Route GET:/ not found","error":"Not Found","statusCode":404}' }
  }),

  variant('fastify-unknown-throw', 'Fastify: throw new Error()', app => {
    app.get('/', () => { throw new Error('unknown') })
  }, { expect: { status: 500, type: JSON_TYPE, body: '{"statusCode":500,"error":"Internal Server Error","message":"unknown"}' } })
]

/** The default export of a package, loaded only in the process that serves the variant. */
async function load (name) {
  return (await import(name)).default
}
