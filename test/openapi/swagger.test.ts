import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { test } from 'tap'
import apiError from '../../src/index.js'
import { headResponses } from '../../src/openapi/swagger.js'
import { createShop } from '../docs/shop.js'
import { INFO, documentOf, namesAt, service } from './service.js'
import type { Document } from './service.js'

for (const openapi of ['3.0.3', '3.1.0']) {
  test(`the document is the same in either order of registration: ${openapi}`, async t => {
    t.same(await documentOf(await createShop({ openapi, swaggerLast: true })), await documentOf(await createShop({ openapi })))
  })
}

test('yaml is the same document, made once', async t => {
  const app = await createShop()
  const document = await documentOf(app)
  const text = app.swagger({ yaml: true })
  t.match(text, /^openapi: "3\.1\.0"\n/)
  t.match(text, '\n    object_not_found_2:\n')
  t.equal(app.swagger(), document)
  t.equal(app.swagger({ yaml: true }), text)
  const bare = await service(app => app.get('/', { config: { apiErrors: false } }, async () => ''))
  await bare.ready()
  t.match(bare.swagger({ yaml: true }), /^openapi: 3\.0\.3\n/, 'a document without errors is as @fastify/swagger writes it')
})

test('a document that @fastify/swagger did not make of the routes is left alone', async t => {
  const document = { openapi: '3.0.3', ...INFO, paths: {} }
  const app = await service(() => {}, { mode: 'static', specification: { document: document as never } } as never)
  t.same(await documentOf(app), document)
  const odd = await service(app => app.get('/', async () => ''), { openapi: INFO, transformObject: () => 'a text' as never })
  t.equal(await documentOf(odd), 'a text')
})

test('scopes without the plugin around them, and @fastify/swagger in one of them', async t => {
  const app = Fastify()
  await app.register(swagger, { openapi: INFO })
  for (const prefix of ['/a', '/b']) {
    await app.register(async child => {
      await child.register(apiError)
      child.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => '')
    }, { prefix })
  }
  const { paths } = await documentOf(app)
  for (const path of ['/a/', '/b/']) t.same(namesAt(paths[path]?.['get'], 404), ['object_not_found'])

  let inner: FastifyInstance | undefined
  const outer = Fastify()
  await outer.register(apiError)
  await outer.register(async child => {
    await child.register(swagger, { openapi: INFO })
    child.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => '')
    inner = child
  })
  await outer.ready()
  t.same(namesAt((inner?.swagger() as unknown as Document).paths['/']?.['get'], 404), ['object_not_found'])
})

test('a decorator of another kind called swagger is left alone', async t => {
  const app = Fastify()
  app.decorate('swagger', 'none' as never)
  await app.register(apiError)
  await app.ready()
  t.equal(app.swagger, 'none')
})

test('headResponses are those of HEAD routes with an operationId', t => {
  const route = (method: string, schema?: object): RouteOptions => ({ method: method as 'GET', url: '/', handler: () => {}, ...schema && { schema } })
  const ours = { 'x-fastify-api-error': '1' }
  const heads = headResponses([route('HEAD', { operationId: 'a', response: { 200: {}, 404: ours } }), route('HEAD', { response: { 404: ours } }), route('GET', { operationId: 'b' }), route('HEAD')])
  t.same([...heads], [['a-head', { 404: ours }]])
  t.end()
})

test('documents of either kind are completed, and others not', async t => {
  for (const options of [{ openapi: INFO }, { swagger: INFO }]) {
    const app = await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => ''), options)
    t.notMatch(JSON.stringify(await documentOf(app)), 'x-fastify-api-error')
  }
  const odd = await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => ''), { openapi: INFO, transformObject: () => ({ swagger: '1.2' }) as never })
  t.same(await documentOf(odd), { swagger: '1.2' })
})
