import { Type } from '@sinclair/typebox'
import { Check } from '@sinclair/typebox/value'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { ANY_ERROR_ID, entrySchema, responseSchema, sharedSchemas } from '../../src/catalog/schemas.js'

/** A schema without the symbols of TypeBox. */
const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema))

test('entrySchema fits the bytes of its error and no other', t => {
  for (const entry of defaultCatalog.entries) {
    const schema = entrySchema(entry)
    t.match(schema, { $id: entry.name, title: entry.name, description: entry.description, type: 'object' })
    const fields = entry.details === undefined ? {} : { fields: ['a'] }
    for (const other of defaultCatalog.entries) {
      t.equal(Check(schema, { code: other.code, error: other.error, ...fields }), other === entry, `${entry.name} ${other.name}`)
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
  t.same(schemas.map(schema => schema.$id), [...defaultCatalog.entries.map(entry => entry.name), ANY_ERROR_ID])
  t.same(plain(schemas.at(-1)), {
    $id: 'ApiError',
    title: 'ApiError',
    description: 'An error of the API.',
    oneOf: defaultCatalog.entries.map(entry => ({ $ref: `${entry.name}#` }))
  })
  t.end()
})

test('responseSchema of one error refers to it', t => {
  const entry = defaultCatalog.fallback(404)
  t.same(plain(responseSchema([entry])), {
    oneOf: [{ $ref: 'object_not_found#' }],
    description: '`2002 - object_not_found`: The object was not found.',
    'x-examples': { object_not_found: { summary: 'The object was not found.', value: { code: '2002', error: 'object_not_found' } } }
  })
  t.end()
})

test('responseSchema of several errors tells them apart by error, describes each, and has an example of each', t => {
  const schema = responseSchema(defaultCatalog.entries)
  t.same(schema['oneOf'], defaultCatalog.entries.map(entry => ({ $ref: `${entry.name}#` })))
  t.same(schema['discriminator'], { propertyName: 'error' })
  for (const entry of defaultCatalog.entries) {
    t.match(schema.description, `\`${entry.code} - ${entry.name}\`: ${entry.description}`)
    const { value } = schema['x-examples'][entry.name]
    t.ok(Check(entrySchema(entry), value), entry.name)
  }
  t.end()
})

test('responseSchema makes examples that fit the details, of any kind', t => {
  const kinds = {
    given: Type.String({ examples: ['first', 'second'] }),
    none_given: Type.String({ examples: [] }),
    preset: Type.Integer({ default: 7 }),
    constant: Type.Literal('only'),
    listed: Type.Enum({ A: 'a', B: 'b' }),
    json_enum: Type.Unsafe({ type: 'string', enum: ['x', 'y'] }),
    either: Type.Union([Type.Integer(), Type.String()]),
    text: Type.String(),
    count: Type.Integer({ minimum: 3 }),
    amount: Type.Number(),
    flag: Type.Boolean(),
    list: Type.Array(Type.Integer()),
    tuple: Type.Tuple([Type.String(), Type.Integer()]),
    empty: Type.Tuple([]),
    map: Type.Record(Type.String(), Type.Integer()),
    nested: Type.Object({ deep: Type.Object({ leaf: Type.Boolean() }) }),
    nothing: Type.Null(),
    anything: Type.Any()
  }
  const catalog = defineCatalog({
    groups: { kinds: { range: [5000, 5999], description: 'Kinds.' } },
    errors: { all_kinds: { code: '5001', status: 400, description: 'All.', details: Type.Object(kinds) } }
  }, { extend: defaultCatalog })
  const entry = catalog.get('all_kinds')
  if (entry === undefined) throw new Error('no entry')
  const { value } = responseSchema([entry])['x-examples'].all_kinds
  t.same(value, {
    code: '5001',
    error: 'all_kinds',
    given: 'first',
    none_given: 'string',
    preset: 7,
    constant: 'only',
    listed: 'a',
    json_enum: 'x',
    either: 0,
    text: 'string',
    count: 3,
    amount: 0,
    flag: true,
    list: [0],
    tuple: ['string', 0],
    empty: [],
    map: {},
    nested: { deep: { leaf: true } },
    nothing: null,
    anything: null
  })
  const { json_enum: _unchecked, ...checkable } = kinds
  t.ok(Check(Type.Object(checkable), value))
  t.end()
})
