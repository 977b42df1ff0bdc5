import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { test } from 'tap'
import apiError, { apiErrorReference } from '../../src/index.js'
import { createShop } from '../docs/shop.js'
import { INFO, documentOf, inlinedOf, namesAt, service } from './service.js'
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
  t.notMatch(bare.swagger({ yaml: true }), 'def-', 'the shared schemas are not in the document of routes that are exempt')
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
  const { paths } = await inlinedOf(app)
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

test('documents of either kind are completed, and others not', async t => {
  for (const options of [{ openapi: INFO }, { swagger: INFO }]) {
    const app = await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => ''), options)
    t.notMatch(JSON.stringify(await documentOf(app)), 'x-fastify-api-error')
  }
  const odd = await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => ''), { openapi: INFO, transformObject: () => ({ swagger: '1.2' }) as never })
  t.same(await documentOf(odd), { swagger: '1.2' })
})

test('a document that is made of a file is as it is in the file, also as YAML', async t => {
  const app = await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => ''), {
    mode: 'static', specification: { document: { openapi: '3.0.3', ...INFO, paths: { '/': { get: { responses: { 200: { description: 'Mine.' } } } } } } as never }
  } as never)
  t.same((await documentOf(app)).paths['/'], { get: { responses: { 200: { description: 'Mine.' } } } })
  t.match(app.swagger({ yaml: true }), /^openapi: 3\.0\.3\n/)
})

test('YAML may be asked for first', async t => {
  const app = await createShop()
  await app.ready()
  const text = app.swagger({ yaml: true })
  t.match(text, '\n    object_not_found_2:\n')
  t.equal(app.swagger({ yaml: true }), text)
  t.match(app.swagger(), { components: { schemas: { object_not_found_2: {} } } })
})

test('documents under other names than swagger are completed, each by itself', async t => {
  for (const swaggerLast of [false, true]) {
    const app = Fastify()
    const documents = async (): Promise<void> => {
      await app.register(swagger, { openapi: INFO, decorator: 'internal' } as never)
      await app.register(swagger, { openapi: { ...INFO, openapi: '3.1.0' }, decorator: 'docs' } as never)
    }
    if (!swaggerLast) await documents()
    await app.register(apiError)
    if (swaggerLast) await documents()
    app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => '')
    await app.ready()
    for (const name of ['internal', 'docs']) {
      const document = (app as unknown as Record<string, () => Document>)[name]?.()
      t.same(namesAt(document?.paths['/']?.['get'], 404), ['object_not_found'], name)
      t.same(Object.keys(document?.components.schemas ?? {}), ['object_not_found', 'internal_error'])
    }
  }
})

test('decorators of the service stay what they are', async t => {
  const app = Fastify()
  await app.register(swagger, { openapi: INFO })
  const unnamed = <T>(value: T): T => value
  const calls: unknown[][] = []
  app.decorate('authenticate', unnamed(function (this: unknown, ..._args: [unknown?]) { calls.push([this, ...arguments]); return Promise.resolve('done') }))
  Object.defineProperty(app.authenticate, 'length', { value: 1 })
  app.decorate('Model', unnamed(class { readonly name: string; constructor (name: string) { this.name = name } }))
  app.decorate('refuse', unnamed((_value: unknown) => { throw new Error('no') }))
  await app.register(apiError)
  let schema: unknown
  app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async request => { schema = request.routeOptions.schema; return '' })
  await app.ready()
  const self = {}
  for (const yaml of [true, false]) t.equal(await app.authenticate.call(self, { yaml }, 2), 'done')
  t.same(calls, [[self, { yaml: true }, 2], [self, { yaml: false }, 2]], 'they are called once for each call, with what was given')
  t.equal(new app.Model('a').name, 'a')
  for (let call = 0; call < 2; call++) t.throws(() => app.refuse(1), /^no$/)
  await app.inject('/')
  t.match(schema, { response: { 404: {} } }, 'and the routes have their schemas again')
})

declare module 'fastify' {
  interface FastifyInstance {
    authenticate: (...args: unknown[]) => Promise<string>
    Model: new (name: string) => { readonly name: string }
    refuse: (value: unknown) => void
  }
}

test('a transform sees routes as the service wrote them, and may change them', async t => {
  const seen: Array<object | undefined> = []
  const own = { 200: { type: 'string' } }
  const app = await service(app => {
    app.get('/', { schema: { apiErrors: ['object_not_found'], response: own, summary: 'own' } as never }, async () => '')
    app.get('/bare', async () => '')
  }, {
    openapi: INFO,
    transform: ({ schema, url, route }) => {
      seen.push(schema)
      const changed = { ...schema, summary: 'changed' }
      route.schema = changed as never
      return { schema: (route as { readonly schema: object }).schema as never, url }
    }
  })
  const { paths } = await documentOf(app)
  t.match(seen, [{ summary: 'own', response: own }])
  t.same(Object.keys((seen[0] as { readonly response: object }).response), ['200'])
  t.equal(seen[1], undefined, 'a route without a schema has none')
  t.match(paths['/']?.['get'], { summary: 'changed' })
  t.same(namesAt(paths['/']?.['get'], 404), ['object_not_found'])
})

test('a transform may refuse keys that it does not know', async t => {
  for (const last of [false, true]) {
    const app = await service(app => {
      app.get('/a', { schema: { apiErrors: ['object_not_found'], summary: 'own' } }, async () => '')
      app.get('/b', async () => '')
    }, {
      openapi: INFO,
      transform: ({ schema, url }) => {
        for (const key of Object.keys(schema ?? {})) if (!['apiErrors', 'summary', 'response'].includes(key)) throw new Error(`unknown: ${key}`)
        return { schema, url }
      }
    }, last)
    const { paths } = await documentOf(app)
    t.same(namesAt(paths['/a']?.['get'], 404), ['object_not_found'])
    t.match(paths['/b']?.['get']?.responses, { '4XX': {}, '5XX': {} })
  }
})

test('a transform that always throws has its own error thrown', async t => {
  const app = await service(app => { app.get('/', { schema: { apiErrors: [] } }, async () => '') }, { openapi: INFO, transform: () => { throw new Error('mine') } })
  await app.ready()
  t.throws(() => app.swagger(), { message: 'mine' })
})

test('a document that a transform has frozen is completed as a copy, always the same', async t => {
  const freeze = <T> (value: T): T => {
    if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) freeze(member)
    return Object.freeze(value)
  }
  const app = await service(app => { app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => '') }, {
    openapi: INFO, transformObject: (({ openapiObject }: { openapiObject: object }) => freeze(openapiObject)) as never
  })
  const { paths } = await documentOf(app)
  t.match(paths['/']?.['get']?.responses, { 404: {}, 500: {} })
  t.equal(app.swagger(), app.swagger())
  t.match(app.swagger({ yaml: true }), 'object_not_found')
})

test('a HEAD route of its own with an operationId shows its errors', async t => {
  const { paths } = await documentOf(await service(app => {
    app.head('/', { schema: { operationId: 'check', apiErrors: ['object_not_found'] } as never }, async () => '')
    app.get('/other', async () => '')
  }, { openapi: INFO, exposeHeadRoutes: true }))
  t.same(paths['/']?.['head']?.responses[404], { description: '`2002 - object_not_found`: The object was not found.' })
})

for (const [what, transform] of [
  ['keeps the status 200 only', ({ schema, url }) => ({ url, schema: { response: { 200: schema?.['response']?.[200] } } })],
  ['makes schemas anew', ({ schema, url }) => ({ url, schema: { summary: 'Made anew.', response: structuredClone(schema?.['response']) } })],
  ['changes paths as well', ({ schema, url }) => ({ url: `/v1${url}`, schema: { response: schema?.['response'] } })],
  ['refuses schemas that are not its own', ({ schema, url }) => {
    for (const one of Object.values(schema?.['response'] ?? {})) if (!(one as { mine?: boolean }).mine) throw new Error('not mine')
    return { url, schema: { response: { 200: { type: 'integer' } } } }
  }]
] as ReadonlyArray<readonly [string, (given: { readonly schema?: Readonly<Record<string, Readonly<Record<number, unknown>>>>, readonly url: string }) => unknown]>) {
  for (const swaggerLast of [false, true]) {
    for (const openapi of ['3.0.3', '3.1.0']) {
      test(`a transform that ${what}: OpenAPI ${openapi}, @fastify/swagger ${swaggerLast ? 'last' : 'first'}`, async t => {
        const { paths, components } = await inlinedOf(await service(app => {
          app.get('/things/:id', { schema: { apiErrors: ['object_not_found'], response: { 200: { type: 'string', mine: true } } } as never }, async () => '')
        }, { openapi: { ...INFO, openapi }, transform: transform as never }, swaggerLast))
        const operation = (paths['/things/{id}'] ?? paths['/v1/things/{id}'])?.['get']
        t.same([200, 404, 500].map(status => namesAt(operation, status)), [[], ['object_not_found'], ['internal_error']])
        t.match(operation?.responses[200]?.content?.['application/json']?.schema, { type: what.startsWith('refuses') ? 'integer' : 'string' })
        t.same(Object.keys(components.schemas), ['object_not_found', 'internal_error'])
      })
    }
  }
}

test('each error links to the reference page, where there is one', async t => {
  const app = Fastify()
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'a', version: '1' } } })
  await app.register(apiError)
  await app.register(async inner => { await inner.register(apiErrorReference, { path: '/codes' }) }, { prefix: '/docs' })
  app.get('/', { schema: { apiErrors: ['unauthorized'] } }, async () => 'fine')
  await app.ready()
  t.match(app.swagger(), { components: { schemas: { unauthorized: { externalDocs: { url: '/docs/codes#unauthorized' } } } } })
})
