import { createServer } from 'node:http'
import { once } from 'node:events'
import { UNAUTHORIZED_ANSWER } from '../harness/bodies.js'
import { Fastify } from '../harness/root.js'

// Beyond Fastify: each framework in the way that its documentation recommends for a typed error.

const family = import.meta.url

const variant = (name, title, start, expect = UNAUTHORIZED_ANSWER, request = {}) =>
  ({ family, group: 'other frameworks', name, title, floor: 'floor', request, expect, start })

const pair = { code: '1000', error: 'unauthorized' }

export const variants = [
  variant('hono', 'Hono: c.json(body, 401)', async () => {
    const { Hono } = await import('hono')
    const { serve } = await import('@hono/node-server')
    const app = new Hono()
    app.get('/', context => context.json(pair, 401))
    return new Promise(resolve => { serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, resolve) })
  }, { ...UNAUTHORIZED_ANSWER, type: 'application/json' }),

  variant('hono-throw', 'Hono: throw new HTTPException, onError', async () => {
    const { Hono } = await import('hono')
    const { HTTPException } = await import('hono/http-exception')
    const { serve } = await import('@hono/node-server')
    const app = new Hono()
    app.onError((error, context) => error instanceof HTTPException ? context.json({ code: '1000', error: error.message }, error.status) : context.text('', 500))
    app.get('/', () => { throw new HTTPException(401, { message: 'unauthorized' }) })
    return new Promise(resolve => { serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, resolve) })
  }, { ...UNAUTHORIZED_ANSWER, type: 'application/json' }),

  variant('elysia', 'Elysia on Node: status(401, body) with a response schema', async () => {
    const { Elysia, t } = await import('elysia')
    const { node } = await import('@elysiajs/node')
    const port = await freePort()
    const response = { 401: t.Object({ code: t.String(), error: t.String() }) }
    const app = new Elysia({ adapter: node() }).get('/', ({ status }) => status(401, pair), { response })
    await new Promise(resolve => { app.listen({ port, hostname: '127.0.0.1' }, resolve) })
    return { port }
  }, { ...UNAUTHORIZED_ANSWER, type: 'application/json' }),

  variant('nest', 'NestJS on Fastify: throw new UnauthorizedException(body)', async () => {
    await import('reflect-metadata')
    const { Controller, Get, Module, UnauthorizedException } = await import('@nestjs/common')
    const { NestFactory } = await import('@nestjs/core')
    const { FastifyAdapter } = await import('@nestjs/platform-fastify')
    class Users {
      find () { throw new UnauthorizedException(pair) }
    }
    Get('/')(Users.prototype, 'find', Object.getOwnPropertyDescriptor(Users.prototype, 'find'))
    Controller()(Users)
    class App {}
    Module({ controllers: [Users] })(App)
    const app = await NestFactory.create(App, new FastifyAdapter(Fastify()), { logger: false })
    await app.listen(0, '127.0.0.1')
    return { port: app.getHttpServer().address().port }
  }),

  variant('express', 'Express 5: throw, error-handling middleware', async () => {
    const { default: express } = await import('express')
    const app = express()
    app.get('/', () => { throw Object.assign(new Error('unauthorized'), { status: 401, code: '1000' }) })
    // Express knows it by its four parameters.
    app.use((error, request, response, next) => {
      response.status(error.status).json({ code: error.code, error: error.message })
    })
    return listenPlain(createServer(app))
  }),

  variant('orpc', 'oRPC: .errors({ … }), throw errors.UNAUTHORIZED()', async () => {
    const { os } = await import('@orpc/server')
    const { RPCHandler } = await import('@orpc/server/node')
    const router = {
      user: os.errors({ UNAUTHORIZED: { status: 401, message: 'unauthorized' } })
        .route({ method: 'GET' })
        .handler(({ errors }) => { throw errors.UNAUTHORIZED() })
    }
    const handler = new RPCHandler(router)
    return listenPlain(createServer((request, response) => handler.handle(request, response, { context: {} })))
  }, { status: 401, type: 'application/json', body: '{"json":{"defined":true,"code":"UNAUTHORIZED","status":401,"message":"unauthorized"}}' }, { path: '/user' })
]

async function listenPlain (server) {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { port: server.address().port }
}

/** A port that is free now, for a framework that does not say which one it was given. */
async function freePort () {
  const server = createServer()
  const { port } = await listenPlain(server)
  await once(server.close(), 'close')
  return port
}
