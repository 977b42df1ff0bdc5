import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { test } from 'tap'
import apiError, { defaultCatalog } from '../../src/index.js'

async function service (): Promise<FastifyInstance> {
  const app = Fastify()
  await app.register(apiError)
  return app
}

test('every error has a shared schema of its name, and ApiError is any of them', async t => {
  const app = await service()
  await app.ready()
  t.same(Object.keys(app.getSchemas()).sort(), ['ApiError', ...defaultCatalog.entries.map(entry => entry.name)].sort())
  t.match(app.getSchema('object_not_found'), { properties: { code: { const: '2002' }, error: { const: 'object_not_found' } }, required: ['code', 'error'], description: 'The object was not found.' })
})

test('a response schema may refer to them, also through a schema of the service, also in a child scope', async t => {
  const app = await service()
  app.addSchema({ $id: 'outer', type: 'object', properties: { inner: { $ref: 'inner#' } } })
  app.addSchema({ $id: 'inner', type: 'object', properties: { error: { $ref: 'object_not_found#' } } })
  const error = { code: '2002', error: 'object_not_found' }
  app.get('/direct', { schema: { response: { 200: { type: 'object', properties: { error: { $ref: 'object_not_found#' } } } } } }, async () => ({ error, extra: 1 }))
  await app.register(async child => {
    child.get('/nested', { schema: { response: { 200: { $ref: 'outer#' } } } }, async () => ({ inner: { error } }))
  })
  t.same((await app.inject('/direct')).json(), { error })
  t.same((await app.inject('/nested')).json(), { inner: { error } })
})

test('a validation schema may refer to them', async t => {
  const app = await service()
  app.post('/', { schema: { body: { type: 'object', properties: { last: { $ref: 'ApiError#' } }, required: ['last'] } } }, async () => 'ok')
  t.equal((await app.inject({ method: 'POST', url: '/', payload: { last: { code: '1000', error: 'unauthorized' } } })).statusCode, 200)
  t.equal((await app.inject({ method: 'POST', url: '/', payload: { last: { code: '1000', error: 'nothing' } } })).statusCode, 400)
})

test('they are registered before Fastify compiles only where a route refers to one', async t => {
  const app = await service()
  app.get('/', { schema: { response: { 200: { type: 'object', properties: { a: { type: 'string' } } } } } }, async () => ({ a: 'b' }))
  t.same(app.getSchemas(), {})
  app.get('/ref', { schema: { response: { 200: { $ref: 'ApiError#' } } } }, async () => ({ code: '1000', error: 'unauthorized' }))
  t.ok(app.getSchema('ApiError'))
})

test('a schema of the service that has the same $id stays', async t => {
  const app = await service()
  app.addSchema({ $id: 'unauthorized', type: 'string' })
  await app.ready()
  t.equal((app.getSchema('unauthorized') as { type: string }).type, 'string')
})

test('schemas with cycles do not hang the search', async t => {
  const app = await service()
  const cyclic: Record<string, unknown> = { type: 'object' }
  cyclic['self'] = cyclic
  app.get('/', { schema: { tags: cyclic } as never }, async () => 'ok')
  t.equal((await app.inject('/')).statusCode, 200)
})
