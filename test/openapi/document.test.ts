import swagger from '@fastify/swagger'
import { Type } from '@sinclair/typebox'
import Fastify from 'fastify'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import apiError from '../../src/index.js'
import { completeDocument } from '../../src/openapi/document.js'
import { createShop } from '../docs/shop.js'
import { INFO, documentOf, inlined, inlinedOf, namesAt, service, statusesOf } from './service.js'
import type { Document } from './service.js'

test('a response of several errors is oneOf their components, told apart by error, each with its bytes', async t => {
  const { paths } = await inlinedOf(await createShop())
  const response = paths['/orders/{id}']?.['get']?.responses[404]
  t.same(response, {
    description: '`2002 - object_not_found`: The object was not found.\n\n`4002 - component_not_found`: The component was not found.',
    content: {
      'application/json': {
        schema: {
          oneOf: [{ $ref: '#/components/schemas/object_not_found' }, { $ref: '#/components/schemas/component_not_found' }],
          discriminator: { propertyName: 'error' } // its values are the names of the components
        },
        examples: {
          object_not_found: { summary: '2002 - object_not_found', description: 'The object was not found.', value: { code: '2002', error: 'object_not_found' } },
          component_not_found: { summary: '4002 - component_not_found', description: 'The component was not found.', value: { code: '4002', error: 'component_not_found' } }
        }
      }
    }
  })
})

test('a response of one error is its component, with the headers that it comes with', async t => {
  const { paths, components } = await inlinedOf(await createShop())
  t.match(paths['/orders']?.['post']?.responses[402], {
    headers: { 'retry-after': { description: 'Seconds until another attempt makes sense.', schema: { type: 'integer', minimum: 0 } } },
    content: { 'application/json': { schema: { $ref: '#/components/schemas/card_declined' } } }
  })
  t.match(components.schemas['card_declined'], { properties: { code: { enum: ['5001'] }, reason: { type: 'string', enum: ['expired', 'stolen'] } }, required: ['code', 'error', 'reason', 'retry_after'] })
  t.match(paths['/orders']?.['post']?.responses[429]?.headers, { 'ratelimit-policy': { description: 'The limits, as text.', schema: { type: 'string' } } })
})

test('two errors of the same name in two scopes have components of their own', async t => {
  const { paths, components } = await inlinedOf(await createShop())
  t.match(components.schemas['object_not_found'], { description: 'The object was not found.' })
  t.match(components.schemas['object_not_found_2'], { description: 'It is not here any more.' })
  t.match(paths['/legacy/orders/{id}']?.['get']?.responses[404]?.content, { 'application/json': { schema: { discriminator: { mapping: { object_not_found: '#/components/schemas/object_not_found_2', component_not_found: '#/components/schemas/component_not_found' } } } } })
})

test('no component has a number for a name, and nothing of the plugin is left in the document', async t => {
  const document = await inlinedOf(await createShop({ swaggerLast: true }))
  t.same(Object.keys(document.components.schemas).filter(name => name.startsWith('def-')), [])
  t.notMatch(JSON.stringify(document), /x-fastify-api-error|x-examples/)
  t.notOk('ApiError' in document.components.schemas, 'what nothing refers to is left out')
  t.notOk('crypto_error' in (await inlinedOf(await service(app => app.get('/', { schema: { hide: true, apiErrors: ['crypto_error'] } as never }, async () => '')))).components.schemas, 'and so is what only hidden routes answer')
})

test('a route that declares nothing shows 4XX and 5XX of the whole catalogue', async t => {
  const { paths } = await inlinedOf(await service(app => app.get('/', async () => '')))
  const operation = paths['/']?.['get']
  t.same(statusesOf(operation), ['200', '4XX', '5XX'])
  t.same([...namesAt(operation, '4XX'), ...namesAt(operation, '5XX')].sort(), defaultCatalog.entries.map(entry => entry.name).sort())
})

test('what the framework answers is shown where it can occur', async t => {
  const { paths } = await inlinedOf(await service(app => {
    app.get('/plain', { schema: { apiErrors: [] } }, async () => '')
    app.get('/query', { schema: { apiErrors: [], querystring: Type.Object({}) } }, async () => '')
    app.post('/body', { schema: { apiErrors: [] } }, async () => '')
  }))
  t.same(statusesOf(paths['/plain']?.['get']), ['200', '500'])
  t.same(namesAt(paths['/query']?.['get'], 400), ['invalid_field_value'])
  t.same(statusesOf(paths['/body']?.['post']), ['200', '400', '413', '415', '500'])
  t.same(namesAt(paths['/body']?.['post'], 400), ['invalid_request'])
})

test('errors are JSON whatever the route produces', async t => {
  const { paths } = await inlinedOf(await createShop())
  const responses = paths['/report']?.['get']?.responses
  t.same(Object.keys(responses?.[200]?.content ?? {}), ['text/csv'])
  t.same(Object.keys(responses?.[500]?.content ?? {}), ['application/json'])
})

test('HEAD shows the errors of its route without bodies, also where it has an operationId', async t => {
  const { paths } = await inlinedOf(await createShop())
  const { get, head } = paths['/orders/{id}'] ?? {}
  t.equal(head?.operationId, 'getOrder-head')
  t.same(statusesOf(head), statusesOf(get))
  for (const [status, response] of Object.entries(head?.responses ?? {}).filter(([status]) => Number(status) >= 400)) {
    t.equal(response.description, get?.responses[status]?.description)
    t.notOk('content' in response)
  }
  t.match(head?.responses[429]?.headers, { 'retry-after': { description: 'Seconds to wait.', schema: { type: 'integer' } } })
  const plain = await inlinedOf(await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => ''), { openapi: INFO, exposeHeadRoutes: true }))
  t.same(plain.paths['/']?.['head']?.responses[404], { description: '`2002 - object_not_found`: The object was not found.' })
  t.ok(plain.paths['/']?.['get']?.responses[404]?.content)
})

test('a route of several methods is complete in each', async t => {
  const { paths } = await inlinedOf(await service(app => app.route({ method: ['GET', 'HEAD', 'PUT'], url: '/', schema: { apiErrors: ['object_not_found'] }, handler: async () => '' })))
  for (const method of ['get', 'put']) t.same(namesAt(paths['/']?.[method], 404), ['object_not_found'])
  t.notOk(paths['/']?.['head']?.responses[404]?.content)
})

test('methods of the service itself are complete too, in OpenAPI 3.2', async t => {
  const app = Fastify()
  app.addHttpMethod('PURGE')
  await app.register(swagger, { openapi: { ...INFO, openapi: '3.2.0' } as never })
  await app.register(apiError)
  app.route({ method: 'PURGE' as 'GET', url: '/', schema: { apiErrors: ['object_not_found'] }, handler: async () => '' })
  const { paths } = await inlinedOf(app)
  t.match(paths['/']?.['additionalOperations'], { PURGE: { responses: { 404: { content: { 'application/json': { schema: { $ref: '#/components/schemas/object_not_found' } } } } } } })
})

for (const swaggerLast of [false, true]) {
  test(`schemas of the service may refer to errors, and to any: @fastify/swagger ${swaggerLast ? 'last' : 'first'}`, async t => {
    const { paths, components } = await inlinedOf(await service(app => {
      app.get('/', { schema: { apiErrors: ['object_not_found'], response: { 200: Type.Object({ last: Type.Ref('ApiError#'), missing: Type.Ref('object_not_found#') }) } } }, async () => '')
    }, { openapi: INFO }, swaggerLast))
    t.match(paths['/']?.['get']?.responses[200]?.content, { 'application/json': { schema: { properties: { last: { $ref: '#/components/schemas/ApiError' }, missing: { $ref: '#/components/schemas/object_not_found' } } } } })
    t.same(Object.keys(components.schemas).sort(), ['ApiError', ...defaultCatalog.entries.map(entry => entry.name)].sort())
    t.same(components.schemas['ApiError']?.['oneOf'], defaultCatalog.entries.map(entry => ({ $ref: `#/components/schemas/${entry.name}` })))
  })
}

test('a reference into a shared schema goes on to where it is', async t => {
  const { paths } = await inlinedOf(await service(app => {
    app.get('/', { schema: { apiErrors: [], response: { 200: Type.Object({ code: Type.Ref('object_not_found#/properties/code') }) } } }, async () => '')
  }, { openapi: INFO }, true))
  t.match(paths['/']?.['get']?.responses[200]?.content, { 'application/json': { schema: { properties: { code: { $ref: '#/components/schemas/object_not_found/properties/code' } } } } })
})

test('components that the service names itself keep their names', async t => {
  const refResolver = { buildLocalReference: (schema: { $id?: string }) => `Err.${schema.$id}` } as never
  const { paths, components } = await inlinedOf(await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => ''), { openapi: INFO, refResolver }, true))
  t.match(paths['/']?.['get']?.responses[404]?.content, { 'application/json': { schema: { $ref: '#/components/schemas/Err.object_not_found' } } })
  t.same(Object.keys(components.schemas).filter(name => !name.startsWith('Err.')), [])
})

test('a component of the service with the name of an error is left alone', async t => {
  const own = { type: 'string', description: 'Mine.' }
  const { paths, components } = await inlinedOf(await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => ''), { openapi: { ...INFO, components: { schemas: { object_not_found: own } } } as never }))
  t.same(components.schemas['object_not_found'], own)
  t.match(components.schemas['object_not_found_2'], { title: 'object_not_found' })
  t.match(paths['/']?.['get']?.responses[404]?.content, { 'application/json': { schema: { $ref: '#/components/schemas/object_not_found_2' } } })
})

test('an own schema that is only called like an error is not taken for it', async t => {
  const schemas = [{ $id: 'a', title: 'object_not_found', description: 'The object was not found.', type: 'object', properties: { code: { const: '1' } } }, { $id: 'b', title: 'object_not_found', description: 'The object was not found.' }]
  const { components } = await inlinedOf(await service(app => {
    for (const schema of schemas) app.addSchema(schema)
    app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => '')
  }))
  t.same(Object.keys(components.schemas).sort(), ['def-0', 'def-1', 'internal_error', 'object_not_found'])
})

test('an error of which no example can be made has none', async t => {
  const catalog = defineCatalog({
    groups: { patterns: { range: [5000, 5999], description: 'Patterns.' } },
    errors: { odd: { code: '5001', status: 400, description: 'Odd.', details: Type.Object({ id: Type.String({ pattern: '^[0-9]{9}$' }) }) } }
  }, { extend: defaultCatalog })
  const app = Fastify()
  await app.register(swagger, { openapi: INFO })
  await app.register(apiError, { catalog })
  app.get('/', { schema: { apiErrors: ['odd' as never] } }, async () => '')
  t.same((await inlinedOf(app)).paths['/']?.['get']?.responses[400]?.content, { 'application/json': { schema: { $ref: '#/components/schemas/odd' } } })
})

test('a Swagger 2.0 document has definitions of the errors, and of several in one response their codes and names', async t => {
  const { paths, definitions } = await inlinedOf(await service(app => {
    app.get('/', { schema: { apiErrors: ['object_not_found', 'component_not_found', 'unauthorized'] } }, async () => '')
  }, { swagger: INFO, exposeHeadRoutes: true }))
  const { get, head } = paths['/'] ?? {}
  t.same(get?.responses[401], { description: '`1000 - unauthorized`: The request is unauthorized.', schema: { $ref: '#/definitions/unauthorized' } })
  t.same(get?.responses[404]?.schema, {
    type: 'object',
    required: ['code', 'error'],
    properties: { code: { type: 'string', enum: ['2002', '4002'] }, error: { type: 'string', enum: ['object_not_found', 'component_not_found'] } }
  })
  t.match(definitions['unauthorized'], { properties: { code: { enum: ['1000'] } } })
  t.notOk(head?.responses[404]?.schema)
})

test('the examples are what is sent', async t => {
  const app = await createShop()
  const { paths } = await inlinedOf(app)
  for (const [status, { content }] of Object.entries(paths['/orders']?.['post']?.responses ?? {}).filter(([status]) => ['402', '409', '429', '500'].includes(status))) {
    for (const [name, example] of Object.entries(content?.['application/json']?.examples ?? {})) {
      const response = await app.inject({ method: 'POST', url: '/orders', payload: { amount: 1 }, headers: { 'x-raise': name } })
      t.equal(response.statusCode, Number(status))
      t.equal(response.body, JSON.stringify((example as { value: unknown }).value), name)
    }
  }
})

test('a document that lost its components gets new ones', async t => {
  const withoutComponents = ({ openapiObject }: { openapiObject: { components?: unknown } }): unknown => {
    const { components: _components, ...rest } = openapiObject
    return rest
  }
  const app = await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => ''), { openapi: INFO, transformObject: withoutComponents as never })
  t.same(Object.keys((await inlinedOf(app)).components.schemas), ['object_not_found', 'internal_error'])
})

const OWN = { description: 'Mine.', type: 'object', properties: { message: { type: 'string' } } }

test('a status that the route describes itself and has errors for is either of them', async t => {
  for (const openapi of ['3.0.3', '3.1.0']) {
    const { paths } = await inlinedOf(await service(app => {
      app.get('/', { schema: { apiErrors: ['object_not_found', 'component_not_found'], response: { 404: OWN } } as never }, async () => '')
      app.get('/also', { schema: { apiErrors: ['object_not_found'] } }, async () => '')
    }, { openapi: { ...INFO, openapi } }))
    t.strictSame(paths['/']?.['get']?.responses[404], {
      description: 'Mine.\n\n`2002 - object_not_found`: The object was not found.\n\n`4002 - component_not_found`: The component was not found.',
      content: {
        'application/json': {
          schema: { anyOf: [OWN, { $ref: '#/components/schemas/object_not_found' }, { $ref: '#/components/schemas/component_not_found' }] },
          examples: {
            object_not_found: { summary: '2002 - object_not_found', description: 'The object was not found.', value: { code: '2002', error: 'object_not_found' } },
            component_not_found: { summary: '4002 - component_not_found', description: 'The component was not found.', value: { code: '4002', error: 'component_not_found' } }
          }
        }
      }
    })
  }
})

test('a schema of the route that is a shared schema itself is named once', async t => {
  for (const last of [false, true]) {
    const { paths } = await inlinedOf(await service(app => {
      app.get('/', { schema: { apiErrors: ['object_not_found', 'component_not_found', 'unauthorized'], response: { 404: Type.Ref('object_not_found#'), 401: Type.Ref('ApiError#') } } as never }, async () => '')
    }, { openapi: INFO }, last))
    const schemaAt = (status: number): unknown => paths['/']?.['get']?.responses[status]?.content?.['application/json']?.schema
    t.strictSame(schemaAt(404), { oneOf: [{ $ref: '#/components/schemas/object_not_found' }, { $ref: '#/components/schemas/component_not_found' }] })
    t.strictSame(schemaAt(401), { $ref: '#/components/schemas/ApiError' }, 'it is one of all')
  }
})

test('a route that declares nothing has a default response in Swagger 2.0, which has no 4XX', async t => {
  const { paths } = await inlinedOf(await service(app => {
    app.get('/', async () => '')
    app.get('/also', async () => '')
    app.get('/own', { schema: { response: { default: { description: 'Mine.', type: 'string' } } } }, async () => '')
  }, { swagger: INFO }))
  t.match(paths['/']?.['get']?.responses, { default: { schema: { properties: { error: { enum: ['unauthorized'] } } } }, '4XX': undefined, '5XX': undefined })
  t.match(paths['/own']?.['get']?.responses, { default: { description: 'Mine.' } })
})

test('a route that declares nothing and describes all 4xx itself is left with that', async t => {
  const { paths } = await inlinedOf(await service(app => app.get('/', { schema: { response: { '4xx': OWN, 404: OWN } } }, async () => '')))
  const { responses } = paths['/']?.['get'] ?? {}
  t.match(responses?.['4XX'], { description: 'Mine.', content: { 'application/json': { schema: { ...OWN } } } })
  t.match(responses?.['404'], { description: 'Mine.' })
  t.same(Object.keys(responses?.['5XX']?.content?.['application/json']?.examples ?? {}).length, defaultCatalog.entries.filter(entry => entry.status >= 500).length)
})

test('a response of the route that is a component stays, and is not changed for other routes', async t => {
  const responses = { Missing: { description: 'Mine.', content: { 'application/json': { schema: { type: 'object' } } } } }
  const document = await inlinedOf(await service(app => {
    app.get('/', { schema: { apiErrors: ['object_not_found'], response: { 404: OWN } } as never }, async () => '')
  }, {
    openapi: { ...INFO, components: { responses } } as never,
    transformObject: (({ openapiObject }: { openapiObject: { readonly paths: Record<string, { readonly get: { readonly responses: Record<string, unknown> } }> } }) => {
      const responses = openapiObject.paths['/']?.get.responses ?? {}
      responses[404] = { $ref: '#/components/responses/Missing' }
      responses[500] = { $ref: '#/components/responses/None' }
      return openapiObject
    }) as never
  }))
  t.match(document.paths['/']?.['get']?.responses[404], { description: 'Mine.\n\n`2002 - object_not_found`: The object was not found.', content: { 'application/json': { schema: { anyOf: [{ type: 'object' }, { $ref: '#/components/schemas/object_not_found' }] } } } })
  t.match(document.paths['/']?.['get']?.responses[500], { description: '`3001 - internal_error`: There was an internal error.' }, 'one that leads nowhere is replaced')
  t.same(document.components.responses?.['Missing'], responses.Missing)
})

test('HEAD keeps a response that the route describes itself', async t => {
  const { paths } = await inlinedOf(await service(app => app.head('/', { schema: { apiErrors: ['object_not_found'], response: { 404: { description: 'Mine.', type: 'null' } } } as never }, async () => ''), { openapi: INFO, exposeHeadRoutes: true }))
  t.same(paths['/']?.['head']?.responses[404], { description: 'Mine.' })
})

test('what stands in one place stays there, what stands in several is a component', async t => {
  const { paths, components } = await documentOf(await service(app => {
    for (const url of ['/a', '/b']) app.get(url, { schema: { apiErrors: ['object_not_found', 'component_not_found'] } }, async () => '')
    app.get('/c', { schema: { apiErrors: ['object_not_found', 'unauthorized'] } }, async () => '')
    app.post('/d', { schema: { apiErrors: ['invalid_email', 'invalid_password', 'old_password_invalid', 'password_confirmation_mismatch'] } }, async () => '')
    app.post('/e', { schema: { apiErrors: ['invalid_email', 'invalid_password', 'old_password_invalid', 'password_confirmation_mismatch'] } }, async () => '')
    for (const url of ['/f', '/g']) app.get(url, async () => '')
  }))
  const at = (path: string, status: number | string): unknown => paths[path]?.[path > '/c' && path < '/f' ? 'post' : 'get']?.responses[status]
  const ref = (name: string): object => ({ $ref: `#/components/responses/${name}` })
  t.strictSame(at('/a', 404), ref('object_not_found_or_component_not_found'))
  t.strictSame(at('/b', 404), at('/a', 404))
  t.strictSame(at('/a', 500), ref('internal_error'))
  t.strictSame(at('/d', 400), ref('invalid_email_or_4_others'))
  t.strictSame([at('/f', '4XX'), at('/g', '4XX'), at('/f', '5XX')], [ref('ApiError4XX'), ref('ApiError4XX'), ref('ApiError5XX')])
  t.match(at('/c', 404), { content: { 'application/json': { examples: { object_not_found: { $ref: '#/components/examples/object_not_found' } } } } })
  t.match(at('/c', 401), { description: '`1000 - unauthorized`: The request is unauthorized.' })
  t.strictSame(components.examples?.['object_not_found'], { summary: '2002 - object_not_found', description: 'The object was not found.', value: { code: '2002', error: 'object_not_found' } })
  for (const name of Object.keys(components.responses ?? {})) t.ok(JSON.stringify(paths).includes(`#/components/responses/${name}"`), name)
})

test('errors that a catalogue has from another are the same in a document', async t => {
  const { paths, components } = await documentOf(await createShop())
  for (const status of ['429', '500'] as const) t.same(paths['/legacy/orders/{id}']?.['get']?.responses[status], paths['/orders/{id}']?.['get']?.responses[status])
  t.match(paths['/orders/{id}']?.['get']?.responses['500'], { $ref: '#/components/responses/internal_error' })
  t.not(JSON.stringify(paths['/legacy/orders/{id}']?.['get']?.responses['404']), JSON.stringify(paths['/orders/{id}']?.['get']?.responses['404']), 'and those that it changes are not')
  t.same(Object.keys({ ...components.responses, ...components.examples }).filter(name => name.endsWith('_2')), [])
})

test('an example that only one response shows stays in it', async t => {
  const { paths, components } = await documentOf(await service(app => app.get('/', { schema: { apiErrors: ['object_not_found'] } }, async () => '')))
  t.match(paths['/']?.['get']?.responses[404]?.content?.['application/json']?.examples, { object_not_found: { value: { code: '2002', error: 'object_not_found' } } })
  t.notOk(components.examples)
})

test('500 routes with five errors each take at most 1.4 times the bytes of the same with none', async t => {
  const names = defaultCatalog.entries.map(entry => entry.name)
  const size = async (withErrors: boolean): Promise<number> => JSON.stringify(await documentOf(await service(app => {
    app.setValidatorCompiler(() => () => true).setSerializerCompiler(() => JSON.stringify) // which cost more than the document
    for (let index = 0; index < 500; index++) {
      const errors = [0, 1, 2, 3, 4].map(step => names[(index * 7 + step * 3) % names.length])
      app.get(`/things/${index}/:id`, {
        schema: {
          summary: `Gets thing ${index} by its id.`,
          tags: [`tag ${index % 20}`],
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          querystring: Type.Object({ fields: Type.Optional(Type.Array(Type.String())), locale: Type.Optional(Type.String()) }),
          response: { 200: Type.Object({ id: Type.String(), name: Type.String(), created_at: Type.String({ format: 'date-time' }), price: Type.Number(), tags: Type.Array(Type.String()) }) },
          apiErrors: withErrors ? errors : []
        } as never
      }, async () => '')
    }
  }))).length
  const ratio = await size(true) / await size(false)
  t.ok(ratio <= 1.4, `it is ${ratio.toFixed(2)}`)
})

test('a document is given components when it has none', async t => {
  const document: Record<string, unknown> = { openapi: '3.1.0', paths: { '/': { get: {} } } }
  const routes = new Map([['1', { method: 'GET', url: '/', errors: new Map([['404', [defaultCatalog.fallback(404)]]]), types: ['application/json'] }]])
  t.equal(completeDocument(document, { catalogs: new Set([defaultCatalog]), routes }), true)
  t.match(document, { paths: { '/': { get: { responses: { 404: { content: {} } } } } }, components: { schemas: { object_not_found: {} } } })
  const other = { openapi: '3.1.0', paths: { '/': { get: {} } } }
  t.equal(completeDocument(other, { catalogs: new Set([defaultCatalog]), routes: new Map() }), false)
  t.strictSame(other, { openapi: '3.1.0', paths: { '/': { get: {} } } }, 'and one without errors is left alone')
})

test('problem details show the status of their response', async t => {
  const app = Fastify()
  await app.register(swagger, { openapi: INFO })
  await app.register(apiError, { problemJson: { base: 'https://example.com/errors' } })
  for (const url of ['/a', '/b']) app.post(url, { schema: { body: Type.Object({}), apiErrors: ['invalid_request'] } }, async () => '')
  const { paths } = await documentOf(app)
  const responses = paths['/a']?.['post']?.responses as unknown as Record<string, { $ref: string }>
  t.same([responses['413']?.$ref, responses['415']?.$ref], ['#/components/responses/invalid_request', '#/components/responses/invalid_request_2'])
  const shown = inlined(app.swagger()) as unknown as Document
  for (const status of [413, 415]) {
    t.match(shown.paths['/b']?.['post']?.responses[status]?.content?.['application/problem+json']?.examples, { invalid_request: { value: { type: 'https://example.com/errors#invalid_request', status, error: 'invalid_request' } } })
  }
})
