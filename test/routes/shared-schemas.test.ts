import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { S } from 'fluent-json-schema'
import { test } from 'tap'
import apiError, { defaultCatalog, defineCatalog } from '../../src/index.js'

const NAMES = [...defaultCatalog.entries.map(entry => entry.name), 'ApiError']

async function service (): Promise<FastifyInstance> {
  const app = Fastify()
  await app.register(apiError)
  return app
}

test('every error has a shared schema of its name, and ApiError is any of them', async t => {
  const app = await service()
  await app.ready()
  t.same(Object.keys(app.getSchemas()), NAMES)
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

const shop = defineCatalog({
  groups: { shop: { range: [5000, 5999], description: 'Errors of the shop.' } },
  errors: {
    sold_out: { code: '5001', status: 410, description: 'The article is sold out.' },
    object_not_found: { code: '5002', status: 404, description: 'There is no such article.' }
  }
}, { extend: defaultCatalog })

const REFERRING = { schema: { response: { 200: { type: 'object', properties: { error: { $ref: 'object_not_found#' } } } } } }
const answer = async (): Promise<object> => ({ error: { code: '2002', error: 'object_not_found', extra: 1 } })

test('scopes within one another may refer to them, in whatever order their routes are added', async t => {
  const orders: ReadonlyArray<(app: FastifyInstance) => Promise<unknown>> = [
    async app => await app.register(async child => { child.get('/a', REFERRING, answer) }),
    async app => {
      await app.register(async child => { child.get('/a', REFERRING, answer) })
      app.get('/b', REFERRING, answer)
    },
    async app => {
      app.get('/b', REFERRING, answer)
      await app.register(async child => { child.get('/a', REFERRING, answer) })
    },
    async app => await app.register(async child => {
      await child.register(async grandchild => { grandchild.get('/a', REFERRING, answer) })
      child.get('/b', REFERRING, answer)
    })
  ]
  for (const add of orders) {
    const app = await service()
    await add(app)
    t.same((await app.inject('/a')).json(), { error: { code: '2002', error: 'object_not_found' } })
  }
})

test('a scope keeps its own schema where the scope around it refers to the error of that name', async t => {
  const app = await service()
  await app.register(async child => {
    child.addSchema({ $id: 'object_not_found', type: 'object', properties: { own: { type: 'string' } } })
    child.get('/a', REFERRING, async () => ({ error: { own: 'yes', code: '2002' } }))
  })
  app.get('/b', REFERRING, answer)
  t.same((await app.inject('/a')).json(), { error: { own: 'yes' } })
  t.same((await app.inject('/b')).json(), { error: { code: '2002', error: 'object_not_found' } })
})

test('a scope with a catalogue of its own refers to that, or is told why it cannot', async t => {
  const own = async (): Promise<object> => ({ error: { code: '5002', error: 'object_not_found', extra: 1 } })
  const soldOut = { schema: { response: { 200: { $ref: 'sold_out#' } } } }
  const shopRoutes = async (child: FastifyInstance): Promise<void> => {
    await child.register(apiError, { catalog: shop })
    child.get('/sold-out', soldOut, async () => ({ code: '5001', error: 'sold_out', extra: 1 }))
    child.get('/a', REFERRING, own)
  }
  const first = await service()
  await first.register(shopRoutes)
  first.get('/b', REFERRING, answer)
  t.same((await first.inject('/a')).json(), { error: { code: '5002', error: 'object_not_found' } })
  t.same((await first.inject('/sold-out')).json(), { code: '5001', error: 'sold_out' })
  t.same((await first.inject('/b')).json(), { error: { code: '2002', error: 'object_not_found' } })

  const last = await service()
  last.get('/b', REFERRING, answer)
  await t.rejects(async () => await last.register(shopRoutes), {
    code: 'API_ERROR_OTHER_SCHEMA',
    message: 'API_ERROR_OTHER_SCHEMA: GET /a: its schema refers to "object_not_found", which is already inherited from the catalogue of the parent scope; add the routes of this scope before those of the parent (await its registration), or register it as a sibling'
  })
})

test('a scope that redefines an error cannot refer to ApiError of the parent, which does not mean that error', async t => {
  const redefined = defineCatalog({ errors: { object_not_found: { code: '2002', status: 404, description: 'There is no such article.' } } }, { extend: defaultCatalog })
  const app = await service()
  app.get('/b', REFERRING, answer)
  await t.rejects(async () => await app.register(async child => {
    await child.register(apiError, { catalog: redefined })
    child.get('/a', { schema: { response: { 200: { $ref: 'ApiError#' } } } }, async () => '')
  }), { code: 'API_ERROR_OTHER_SCHEMA', message: /^API_ERROR_OTHER_SCHEMA: GET \/a: its schema refers to "object_not_found"/ })
})

test('a second schema of the service with one $id is refused as ever', async t => {
  const app = await service()
  app.addSchema({ $id: 'twice', type: 'string' })
  t.throws(() => app.addSchema({ $id: 'twice', type: 'string' }), { code: 'FST_ERR_SCH_ALREADY_PRESENT' })
  t.throws(() => app.addSchema({}), { code: 'FST_ERR_SCH_MISSING_ID' })
})

test('a validation schema may refer to them', async t => {
  const app = await service()
  app.post('/', { schema: { body: { type: 'object', properties: { last: { $ref: 'ApiError#' } }, required: ['last'] } } }, async () => 'ok')
  t.equal((await app.inject({ method: 'POST', url: '/', payload: { last: { code: '1000', error: 'unauthorized' } } })).statusCode, 200)
  t.equal((await app.inject({ method: 'POST', url: '/', payload: { last: { code: '1000', error: 'nothing' } } })).statusCode, 400)
})

test('a schema that fluent-json-schema builds may refer to them', async t => {
  const app = await service()
  const schema = { body: S.object().prop('last', S.ref('ApiError#')), response: { 200: S.object().prop('error', S.ref('object_not_found#')) } }
  app.post('/', { schema }, async () => ({ error: { code: '2002', error: 'object_not_found', extra: 1 }, extra: 1 }))
  t.same((await app.inject({ method: 'POST', url: '/', payload: { last: { code: '1000', error: 'unauthorized' } } })).json(), { error: { code: '2002', error: 'object_not_found' } })
  t.equal((await app.inject({ method: 'POST', url: '/', payload: { last: { code: '1000', error: 'nothing' } } })).statusCode, 400)
})

test('they are there for whoever asks, in each scope those of its catalogue', async t => {
  const app = await service()
  app.addSchema({ $id: 'own', type: 'string' })
  await app.register(async child => {
    t.same(Object.keys(child.getSchemas()), ['own', ...NAMES])
    t.match(child.getSchema('unauthorized'), { properties: { code: { const: '1000' } } })
    t.match(child.getSchema('own'), { type: 'string' })
    t.equal(child.getSchema('sold_out'), undefined)
  })
  await app.register(async child => {
    await child.register(apiError, { catalog: shop })
    t.match(child.getSchema('sold_out'), { properties: { code: { const: '5001' } } })
    t.ok('sold_out' in child.getSchemas())
  })
  t.equal(app.getSchema('sold_out'), undefined)
})

test('Fastify compiles with them only where a route refers to one', async t => {
  const seen: string[][] = []
  const buildSerializer = (schemas: unknown): (() => typeof JSON.stringify) => {
    seen.push(Object.keys(schemas as object))
    return () => JSON.stringify
  }
  const app = Fastify({ exposeHeadRoutes: false, schemaController: { compilersFactory: { buildSerializer } } } as never)
  await app.register(apiError)
  await app.register(async child => {
    child.get('/', { schema: { response: { 200: { type: 'object' } } } }, async () => ({}))
  })
  await app.register(async child => {
    child.get('/ref', { schema: { response: { 200: { $ref: 'ApiError#' } } } }, async () => ({}))
  })
  await app.ready()
  t.same(seen, [[], NAMES])
})

test('a schema of the service that has the same $id stays', async t => {
  const app = await service()
  app.addSchema({ $id: 'unauthorized', type: 'string' })
  app.get('/', { schema: { response: { 200: { type: 'object', properties: { own: { $ref: 'unauthorized#' }, ours: { $ref: 'ApiError#' } } } } } }, async () => ({ own: 'text' }))
  t.same((await app.inject('/')).json(), { own: 'text' })
  for (const schema of [app.getSchema('unauthorized'), app.getSchemas()['unauthorized']]) t.same(schema, { $id: 'unauthorized', type: 'string' })
})

test('a schema of the service that is called like an error may refer to another', async t => {
  const app = await service()
  app.addSchema({ $id: 'unauthorized', type: 'object', properties: { cause: { $ref: 'object_not_found#' } } })
  app.get('/', { schema: { response: { 200: { $ref: 'unauthorized#' } } } }, async () => ({ cause: { code: '2002', error: 'object_not_found', extra: 1 } }))
  t.same((await app.inject('/')).json(), { cause: { code: '2002', error: 'object_not_found' } })
})

test('schemas with cycles do not hang the search', async t => {
  const app = await service()
  const cyclic: Record<string, unknown> = { type: 'object' }
  cyclic['self'] = cyclic
  app.get('/', { schema: { tags: cyclic } as never }, async () => 'ok')
  t.equal((await app.inject('/')).statusCode, 200)
})
