import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import type { JsonSchema } from '../../src/catalog/json-schema.js'
import { compileSchema } from '../../src/catalog/validate.js'
import type { CatalogEntry } from '../../src/catalog/types.js'
import { ANY_ERROR_ID, entrySchema, exampleFor, responseSchema, sharedSchemas } from '../../src/catalog/schemas.js'
import type { Example } from '../../src/catalog/schemas.js'

const fits = (schema: JsonSchema, value: unknown): boolean => compileSchema({ ...schema, $id: undefined }).fits(value)

test('entrySchema fits the bytes of its error and no other', t => {
  for (const entry of defaultCatalog.entries) {
    const schema = entrySchema(entry)
    t.match(schema, { $id: entry.name, title: entry.name, description: entry.description, type: 'object' })
    const fields = entry.details === undefined ? {} : { fields: ['a'] }
    for (const other of defaultCatalog.entries) {
      t.equal(fits(schema, { code: other.code, error: other.error, ...fields }), other === entry, `${entry.name} ${other.name}`)
    }
  }
  t.end()
})

test('entrySchema requires code, error and the details', t => {
  t.same(entrySchema(defaultCatalog.fallback(404))['required'], ['code', 'error'])
  const entry = defaultCatalog.role('validation')
  if (entry === undefined) throw new Error('no entry')
  t.same(entrySchema(entry)['required'], ['code', 'error', 'fields'])
  t.end()
})

test('sharedSchemas are one for each error and one for any', t => {
  const schemas = sharedSchemas(defaultCatalog)
  t.same([...schemas.keys()], [...defaultCatalog.entries.map(entry => entry.name), ANY_ERROR_ID])
  t.same([...schemas.values()].map(schema => schema.$id), [...schemas.keys()])
  t.same(schemas.get(ANY_ERROR_ID), {
    $id: 'ApiError',
    title: 'ApiError',
    description: 'An error of the API.',
    oneOf: defaultCatalog.entries.map(entry => ({ $ref: `${entry.name}#` }))
  })
  t.end()
})

test('responseSchema of one error refers to it', t => {
  const entry = defaultCatalog.fallback(404)
  t.strictSame(responseSchema([entry]), {
    oneOf: [{ $ref: 'object_not_found#' }],
    description: '`2002 - object_not_found`: The object was not found.',
    'x-examples': { object_not_found: { summary: '2002 - object_not_found', description: 'The object was not found.', value: { code: '2002', error: 'object_not_found' } } }
  })
  t.end()
})

test('responseSchema of two errors tells them apart by error', t => {
  const schema = responseSchema(defaultCatalog.entries.slice(0, 2))
  t.same(schema['discriminator'], { propertyName: 'error' })
  t.notOk('discriminator' in responseSchema(defaultCatalog.entries.slice(0, 1)))
  t.end()
})

test('responseSchema of several errors tells them apart by error, describes each, and has an example of each', t => {
  const schema = responseSchema(defaultCatalog.entries)
  t.same(schema['oneOf'], defaultCatalog.entries.map(entry => ({ $ref: `${entry.name}#` })))
  t.same(schema['discriminator'], { propertyName: 'error' })
  for (const entry of defaultCatalog.entries) {
    t.match(schema.description, `\`${entry.code} - ${entry.name}\`: ${entry.description}`)
    const examples = schema['x-examples'] as Readonly<Record<string, Example>>
    t.ok(fits(entrySchema(entry), examples[entry.name]?.value), entry.name)
  }
  t.end()
})

test('responseSchema shows the headers that errors come with, the first of a name, and no example where there is none', t => {
  const catalog = defineCatalog({
    groups: { limits: { range: [5000, 5999], description: 'Limits.' } },
    errors: {
      too_many: { code: '5001', status: 429, description: 'Too many.', headers: { 'retry-after': Type.Integer({ description: 'Seconds.' }), 'x-policy': 'The limits.' } },
      too_fast: { code: '5002', status: 429, description: 'Too fast.', headers: { 'retry-after': 'When.' }, details: Type.Object({ token: Type.String({ pattern: '^[0-9]{9}$' }) }) }
    }
  }, { extend: defaultCatalog })
  const [many, fast] = catalog.entries.filter(entry => entry.status === 429)
  if (many === undefined || fast === undefined) throw new Error('no entry')
  const both = responseSchema([many, fast])
  t.same(both['headers'], { 'retry-after': { type: 'integer', description: 'Seconds.' }, 'x-policy': { type: 'string', description: 'The limits.' } })
  t.same(Object.keys(Object(both['x-examples'])), ['too_many'])
  t.same(responseSchema([fast])['headers'], { 'retry-after': { type: 'string', description: 'When.' } })
  t.equal(responseSchema([fast])['x-examples'], undefined)
  t.end()
})

test('responseSchema makes examples when somebody looks at them: a service may have thousands, and start', t => {
  let isAsked = false
  const [entry] = defaultCatalog.entries
  const asked = Object.defineProperty({ ...entry as CatalogEntry }, 'details', { get () { isAsked = true } })
  const schema = responseSchema([asked])
  t.equal(isAsked, false)
  t.same(Object.keys(Object(schema['x-examples'])), ['unauthorized'])
  t.equal(isAsked, true)
  t.match(JSON.stringify(schema), '"x-examples":{"unauthorized":')
  t.end()
})

test('exampleFor is made once, and names its error', t => {
  const entry = defaultCatalog.fallback(404)
  t.strictSame(exampleFor(entry), { summary: '2002 - object_not_found', description: 'The object was not found.', value: { code: '2002', error: 'object_not_found' } })
  t.equal(exampleFor(entry), exampleFor(entry))
  t.end()
})

test('entrySchema holds details that refer to themselves', t => {
  const catalog = defineCatalog({
    groups: { trees: { range: [5000, 5999], description: 'Trees.' } },
    errors: { tree_broken: { code: '5001', status: 400, description: 'The tree is broken.', details: Type.Recursive(This => Type.Object({ name: Type.String(), children: Type.Array(This) })) } }
  }, { extend: defaultCatalog })
  const tree = { type: 'object', required: ['name', 'children'], properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/definitions/tree_broken_details' } } } }
  const schema = entrySchema(catalog.entries.find(entry => entry.name === 'tree_broken') ?? defaultCatalog.fallback(400))
  t.match(schema, { definitions: { tree_broken_details: tree }, properties: tree.properties })
  t.ok(fits(schema, { code: '5001', error: 'tree_broken', name: 'a', children: [{ name: 'b', children: [] }] }))
  t.notOk(fits(schema, { code: '5001', error: 'tree_broken', name: 'a', children: [{ name: 'b' }] }))
  t.notOk('definitions' in entrySchema(defaultCatalog.fallback(400)))
  t.end()
})

test('entrySchema says what is needed together', t => {
  const entry = { ...defaultCatalog.fallback(400), details: { type: 'object', properties: { a: {}, b: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }], maxProperties: 1, title: 'Mine' } } as const
  t.match(entrySchema(entry), { title: 'invalid_request', anyOf: [{ required: ['a'] }, { required: ['b'] }] })
  t.notOk('maxProperties' in entrySchema(entry), 'which would count code and error')
  t.end()
})

test('the members of every error come last in its schema, and may be missing', t => {
  const tree = Type.Recursive(This => Type.Object({ children: Type.Array(This) }))
  for (const members of [Type.Object({ request_id: Type.String() }), Type.Object({ tree })]) {
    const catalog = defineCatalog({ errors: {}, members }, { extend: defaultCatalog })
    const schema = entrySchema(catalog.get('invalid_field_value')!)
    t.same(Object.keys(Object(schema['properties'])), ['code', 'error', 'fields', ...Object.keys(members.properties)])
    t.same(schema['required'], ['code', 'error', 'fields'])
    t.equal('definitions' in schema, members.properties !== undefined && 'tree' in members.properties, 'with what they refer to')
  }
  const catalog = defineCatalog({
    groups: { trees: { range: [5000, 5999], description: 'Trees.' } },
    errors: { fallen: { code: '5000', status: 400, description: 'It fell.', details: Type.Object({ fallen: tree }) } },
    members: Type.Object({ tree, request_id: Type.String({ examples: ['req-1'] }) })
  }, { extend: defaultCatalog })
  t.equal(Object.keys(Object(entrySchema(catalog.get('fallen')!)['definitions'])).length, 2)
  t.match(exampleFor(catalog.get('unauthorized')!), { value: { code: '1000', error: 'unauthorized', request_id: 'req-1' } })
  t.end()
})

test('schemas and descriptions say what is deprecated', t => {
  const deprecated = (how: true | string): CatalogEntry => defineCatalog({
    errors: { unauthorized: { code: '1000', status: 401, description: 'The request is unauthorized.', deprecated: how } }
  }, { extend: defaultCatalog }).get('unauthorized')!
  t.equal(entrySchema(deprecated(true))['deprecated'], true)
  t.notOk('deprecated' in entrySchema(defaultCatalog.get('unauthorized')!))
  t.match(responseSchema([deprecated(true)])['description'], 'The request is unauthorized. (Deprecated.)')
  t.match(responseSchema([deprecated('Use invalid_token.')])['description'], 'The request is unauthorized. (Deprecated. Use invalid_token.)')
  t.end()
})
