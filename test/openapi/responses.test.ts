import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import type { CatalogEntry } from '../../src/catalog/types.js'
import { Components } from '../../src/openapi/components.js'
import { eitherResponse, errorResponse, headResponse } from '../../src/openapi/responses.js'

const catalog = defineCatalog({
  groups: { limits: { range: [5000, 5999], description: 'Limits.' } },
  errors: {
    too_many: { code: '5001', status: 429, description: 'Too many.', headers: { 'retry-after': Type.Integer({ description: 'Seconds.', minimum: 0 }), 'x-policy': 'The limits.', 'x-bare': Type.Unsafe({ const: 'a' }) } },
    slow_down: { code: '5002', status: 429, description: 'Slow down.', error: 'Wait.' },
    back_off: { code: '5003', status: 429, description: 'Back off.', error: 'Wait.' },
    odd: { code: '5004', status: 429, description: 'Odd.', details: Type.Object({ id: Type.String({ pattern: '^[0-9]{9}$' }) }) }
  }
}, { extend: defaultCatalog })

const entries = (...names: string[]): CatalogEntry[] => names.map(name => catalog.get(name) ?? catalog.fallback(500))
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` })
const componentsOf = (dialect: '2.0' | '3.0' | '3.1' = '3.1'): Components => new Components({}, dialect)
const media = (response: unknown): unknown => (response as { content: Record<string, unknown> }).content['application/json']

test('headResponse describes the errors and their headers', t => {
  t.strictSame(headResponse(entries('too_many'), '3.1'), {
    description: '`5001 - too_many`: Too many.',
    headers: {
      'retry-after': { schema: { type: 'integer', minimum: 0 }, description: 'Seconds.' },
      'x-policy': { schema: { type: 'string' }, description: 'The limits.' },
      'x-bare': { schema: { enum: ['a'] } }
    }
  })
  t.match(headResponse(entries('too_many'), '2.0').headers, { 'retry-after': { type: 'integer', minimum: 0, description: 'Seconds.' } })
  t.strictSame(headResponse(entries('unauthorized'), '3.1'), { description: '`1000 - unauthorized`: The request is unauthorized.' })
  t.end()
})

test('errorResponse refers to one error, and tells several apart by their texts', t => {
  t.strictSame(media(errorResponse(entries('unauthorized'), componentsOf())), {
    schema: ref('unauthorized'),
    examples: { unauthorized: { summary: '1000 - unauthorized', description: 'The request is unauthorized.', value: { code: '1000', error: 'unauthorized' } } }
  })
  t.match(media(errorResponse(entries('slow_down', 'unauthorized'), componentsOf())), {
    schema: { oneOf: [ref('slow_down'), ref('unauthorized')], discriminator: { propertyName: 'error', mapping: { 'Wait.': '#/components/schemas/slow_down', unauthorized: '#/components/schemas/unauthorized' } } }
  })
  t.end()
})

test('errorResponse has no discriminator where two errors have the same text', t => {
  const { schema } = media(errorResponse(entries('slow_down', 'back_off'), componentsOf())) as { readonly schema: object }
  t.strictSame(schema, { oneOf: [ref('slow_down'), ref('back_off')] })
  t.end()
})

test('errorResponse has no examples where none can be made', t => {
  t.strictSame(media(errorResponse(entries('odd'), componentsOf())), { schema: ref('odd') })
  t.end()
})

test('errorResponse says in Swagger 2.0 what code and error may be', t => {
  t.strictSame(errorResponse(entries('unauthorized'), componentsOf('2.0')), { description: '`1000 - unauthorized`: The request is unauthorized.', schema: { $ref: '#/definitions/unauthorized' } })
  t.match(errorResponse(entries('slow_down', 'back_off'), componentsOf('2.0')).schema, {
    type: 'object', required: ['code', 'error'], properties: { code: { type: 'string', enum: ['5002', '5003'] }, error: { type: 'string', enum: ['Wait.'] } }
  })
  t.end()
})

/** What a and b are. */
const DOCUMENT = { components: { schemas: Object.fromEntries(['a', 'b'].map(name => [name, { type: 'object', required: ['code', 'error'], properties: { code: {}, error: {} } }])) } }
const ERRORS = { description: 'Theirs.', headers: { a: 1, b: 1 }, content: { 'application/json': { schema: { oneOf: [ref('a'), ref('b')], discriminator: { propertyName: 'error' } }, examples: { a: { value: 'a' } } } } }

test('eitherResponse has the schemas, headers and examples of both', t => {
  const own = { description: 'Mine.', headers: { b: 2, c: 2 }, links: {}, content: { 'application/json': { schema: { type: 'object' }, example: { mine: true } }, 'text/plain': { schema: { type: 'string' } } } }
  t.strictSame(eitherResponse(own, ERRORS, DOCUMENT), {
    description: 'Mine.\n\nTheirs.',
    headers: { a: 1, b: 2, c: 2 },
    links: {},
    content: {
      'application/json': { schema: { anyOf: [{ type: 'object' }, ref('a'), ref('b')] }, examples: { own: { value: { mine: true } }, a: { value: 'a' } } },
      'text/plain': { schema: { type: 'string' } }
    }
  })
  t.end()
})

test('eitherResponse names nothing twice, and takes a union apart', t => {
  const own = (schema: object): object => ({ description: 'Default Response', content: { 'application/json': { schema } } })
  const theirs = { description: 'Theirs.', content: { 'application/json': { schema: ref('a') } } }
  t.strictSame(eitherResponse(own(ref('a')) as never, theirs, DOCUMENT), { description: 'Theirs.', content: { 'application/json': { schema: ref('a') } } })
  t.strictSame(eitherResponse(own({ oneOf: [ref('a'), ref('c')] }) as never, theirs, DOCUMENT), { description: 'Theirs.', content: { 'application/json': { schema: { oneOf: [ref('a'), ref('c')] } } } })
  const constrained = { oneOf: [{ type: 'object' }, { type: 'object' }], description: 'Mine.' }
  t.strictSame(eitherResponse(own(constrained) as never, theirs, DOCUMENT), { description: 'Theirs.', content: { 'application/json': { schema: { anyOf: [constrained, ref('a')] } } } })
  t.end()
})

test('eitherResponse is oneOf where no error fits what the route describes, else anyOf', t => {
  const either = (schema: object): unknown => {
    const response = eitherResponse({ description: 'Mine.', content: { 'application/json': { schema } } }, ERRORS, DOCUMENT)
    return Object.keys((media(response) as { schema: object }).schema)[0]
  }
  const text = { type: 'string' }
  t.equal(either({ type: 'object', required: ['taken'], properties: { taken: text } }), 'oneOf')
  t.equal(either({ type: 'object', properties: { taken: text }, additionalProperties: false }), 'oneOf')
  t.equal(either(text), 'oneOf')
  t.equal(either({ type: 'object', properties: { taken: text } }), 'anyOf')
  t.equal(either({ type: 'object', required: ['code'], properties: { code: text } }), 'anyOf')
  t.equal(either({ type: 'object', properties: { code: text }, additionalProperties: false }), 'anyOf')
  t.equal(either({}), 'anyOf')
  t.end()
})

test('eitherResponse of a response without JSON has that of the errors', t => {
  t.strictSame(eitherResponse({ description: 'Mine.' }, ERRORS, DOCUMENT)['content'], ERRORS.content)
  t.strictSame(eitherResponse({ description: 'Mine.', content: { 'application/json': {}, 'text/html': {} } }, ERRORS, DOCUMENT)['content'], { ...ERRORS.content, 'text/html': {} })
  t.end()
})

test('eitherResponse is what the route says in Swagger 2.0, if it says something', t => {
  const theirs = { description: 'Theirs.', schema: { $ref: '#/definitions/a' } }
  t.strictSame(eitherResponse({ description: 'Mine.', schema: { type: 'object' } }, theirs, DOCUMENT), { description: 'Mine.\n\nTheirs.', schema: { type: 'object' } })
  t.strictSame(eitherResponse({ description: 'Mine.' }, theirs, DOCUMENT), { description: 'Mine.\n\nTheirs.', schema: { $ref: '#/definitions/a' } })
  t.end()
})

test('errorResponse shows each media type that the error leaves in', t => {
  const components = componentsOf()
  const types = ['application/json', 'application/problem+json', 'text/html']
  const contentOf = (status: string, ...names: string[]): Record<string, unknown> => (errorResponse(entries(...names), components, types, status) as { content: Record<string, unknown> }).content
  const content = contentOf('401', 'unauthorized')
  t.same(Object.keys(content), types)
  t.match(content['application/problem+json'], { schema: { allOf: [ref('ProblemDetails'), ref('unauthorized')] }, examples: { unauthorized: { summary: '1000 - unauthorized', value: { title: 'The request is unauthorized.', status: 401, code: '1000' } } } })
  t.match(contentOf('4XX', 'unauthorized', 'not_allowed')['application/problem+json'], {
    schema: { oneOf: [{ title: 'unauthorized', allOf: [ref('ProblemDetails'), ref('unauthorized')] }, { title: 'not_allowed', allOf: [ref('ProblemDetails'), ref('not_allowed')] }] },
    examples: { unauthorized: { value: { status: 401 } }, not_allowed: { value: { status: 403 } } }
  })
  t.strictSame(content['text/html'], { schema: { type: 'string' } })
  t.match(errorResponse(entries('unauthorized'), componentsOf('2.0'), ['application/json', 'application/problem+json']), { schema: { $ref: '#/definitions/unauthorized' } }, 'Swagger 2.0 has one schema for all')
  t.end()
})
