import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import fastifyStatic from '@fastify/static'
import { test } from 'tap'
import type { Test } from 'tap'
import apiError from '../../src/index.js'

const page = { status: 404, body: '<h1>Not here</h1>' }
const notFound = { status: 404, body: '{"code":"2002","error":"object_not_found"}' }
const config = { apiErrors: false as const }

async function listen (t: Test, setUp: (app: FastifyInstance) => unknown): Promise<(path: string) => Promise<unknown>> {
  const app = Fastify()
  await setUp(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  return async path => {
    const response = await fetch(app.listeningOrigin + path)
    return { status: response.status, body: await response.text() }
  }
}

const answersPage = (instance: FastifyInstance): unknown => instance.setNotFoundHandler((_request, reply) => reply.code(404).type('text/html').send(page.body))

test('exempt() reaches the not-found handler of the root', async t => {
  for (const exempt of [true, false]) {
    const get = await listen(t, async app => {
      await app.register(apiError)
      answersPage(app)
      if (exempt) app.apiErrors.exempt()
    })
    t.same(await get('/nowhere'), exempt ? page : notFound)
  }
})

test('exempt() reaches the not-found handler of a prefixed scope, and of no other', async t => {
  const get = await listen(t, async app => {
    await app.register(apiError)
    await app.register(async site => {
      site.apiErrors.exempt()
      answersPage(site)
    }, { prefix: '/site' })
    await app.register(async api => { answersPage(api) }, { prefix: '/api' })
  })
  t.same(await get('/site/nowhere'), page)
  t.same(await get('/api/nowhere'), notFound)
  t.same(await get('/nowhere'), notFound)
})

test('a route that is exempt may call the not-found handler, whosever it is', async t => {
  const get = await listen(t, async app => {
    await app.register(apiError)
    answersPage(app)
    app.get('/exempt', { config }, (_request, reply) => { reply.callNotFound() })
    app.get('/held', (_request, reply) => { reply.callNotFound() })
    await app.register(async site => {
      site.apiErrors.exempt()
      site.get('/in-scope', (_request, reply) => { reply.callNotFound() })
    })
  })
  t.same(await get('/exempt'), page)
  t.same(await get('/in-scope'), page)
  t.same(await get('/held'), notFound)
})

test('files of an exempt scope are served and missed as @fastify/static does it', async t => {
  const get = await listen(t, async app => {
    await app.register(apiError)
    answersPage(app)
    await app.register(async site => {
      site.apiErrors.exempt()
      await site.register(fastifyStatic, { root: import.meta.dirname, prefix: '/files/' })
    })
    await app.register(fastifyStatic, { root: import.meta.dirname, prefix: '/held/', decorateReply: false })
  })
  t.same(await get('/files/none.txt'), page)
  t.same(await get('/held/none.txt'), notFound)
})

test('a route that was added before the plugin may be exempt', async t => {
  const get = await listen(t, async app => {
    app.get('/sends', { config }, async (_request, reply) => reply.code(404).type('text/html').send(page.body))
    app.get('/throws', { config }, async () => { throw Object.assign(new Error('mine'), { statusCode: 404 }) })
    app.get('/streams', { config }, async (_request, reply) => reply.code(404).type('text/html').send(createReadStream(join(import.meta.dirname, 'exempt.test.ts'), { end: 5 })))
    app.get('/held', async (_request, reply) => reply.code(404).type('text/html').send(page.body))
    await app.register(apiError)
  })
  t.same(await get('/sends'), page)
  t.same(await get('/throws'), { status: 404, body: '{"statusCode":404,"error":"Not Found","message":"mine"}' })
  t.same(await get('/streams'), { status: 404, body: 'import' })
  t.same(await get('/held'), notFound)
})

test('an exempt route that raises an error sends that of the catalogue', async t => {
  const get = await listen(t, async app => {
    await app.register(apiError)
    app.get('/', { config }, async (_request, reply) => reply.apiError('object_not_found'))
  })
  t.same(await get('/'), notFound)
})
