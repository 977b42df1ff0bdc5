import { Type } from '@sinclair/typebox'
import type { TProperties } from '@sinclair/typebox'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { exampleOf, exampleProblem, partsWithoutExample } from '../../src/catalog/example.js'
import type { JsonSchema } from '../../src/catalog/json-schema.js'
import { readSchema } from '../../src/catalog/read-schema.js'
import { entrySchema } from '../../src/catalog/schemas.js'
import { compileSchema } from '../../src/catalog/validate.js'

const fits = (schema: JsonSchema, value: unknown): boolean => compileSchema({ ...schema, $id: undefined }).fits(value)

/** The example of an error with these details. */
function exampleWith (details: object): unknown {
  const catalog = defineCatalog({
    groups: { kinds: { range: [5000, 5999], description: 'Kinds.' } },
    errors: { kind: { code: '5001', status: 400, description: 'A kind.', details: details as never } }
  }, { extend: defaultCatalog })
  const entry = catalog.get('kind')
  return entry === undefined ? undefined : exampleOf(entry)
}

const valueOf = (schema: object): unknown => (exampleWith({ type: 'object', properties: { value: schema }, required: ['value'] }) as { value: unknown } | undefined)?.value

for (const entry of defaultCatalog.entries) {
  test(`exampleOf ${entry.name} is its code, its name and details that fit`, t => {
    const example = exampleOf(entry)
    t.match(example, { code: entry.code, error: entry.error })
    t.ok(fits(entrySchema(entry), example))
    t.end()
  })
}

const kinds: TProperties = {
  given: Type.String({ examples: ['first', 'second'] }),
  preset: Type.Integer({ default: 7 }),
  constant: Type.Literal('only'),
  listed: Type.Enum({ A: 'a', B: 'b' }),
  either: Type.Union([Type.Integer(), Type.String()]),
  both: Type.Intersect([Type.Object({ a: Type.String() }), Type.Object({ b: Type.Integer() })]),
  text: Type.String(),
  long_text: Type.String({ minLength: 20 }),
  short_text: Type.String({ maxLength: 2 }),
  count: Type.Integer({ minimum: 3 }),
  below_zero: Type.Integer({ maximum: -3 }),
  above: Type.Integer({ exclusiveMinimum: 9 }),
  below: Type.Number({ exclusiveMaximum: 0, multipleOf: 5 }),
  step: Type.Integer({ minimum: 7, multipleOf: 5 }),
  amount: Type.Number({ minimum: 0.5 }),
  loss: Type.Number({ maximum: -0.5 }),
  flag: Type.Boolean(),
  list: Type.Array(Type.Integer()),
  long_list: Type.Array(Type.Boolean(), { minItems: 3 }),
  tuple: Type.Tuple([Type.String(), Type.Integer()]),
  empty: Type.Tuple([]),
  map: Type.Record(Type.String(), Type.Integer()),
  nested: Type.Object({ deep: Type.Object({ leaf: Type.Boolean() }) }),
  tree: Type.Recursive(This => Type.Object({ children: Type.Array(This) })),
  nothing: Type.Null(),
  anything: Type.Any(),
  maybe: Type.Optional(Type.String()),
  unique: Type.Array(Type.String(), { minItems: 3, uniqueItems: true }),
  unique_numbers: Type.Array(Type.Integer({ minimum: 2 }), { minItems: 3, uniqueItems: true }),
  unique_flags: Type.Array(Type.Boolean(), { minItems: 2, uniqueItems: true }),
  unique_literals: Type.Array(Type.Union([Type.Literal('a'), Type.Literal('b')]), { minItems: 2, uniqueItems: true }),
  unique_listed: Type.Array(Type.Enum({ A: 'a', B: 'b' }), { minItems: 2, uniqueItems: true }),
  unique_texts: Type.Array(Type.String({ maxLength: 7 }), { minItems: 2, uniqueItems: true }),
  unique_objects: Type.Array(Type.Object({ a: Type.Object({ x: Type.Integer() }), b: Type.Literal('b') }), { minItems: 3, uniqueItems: true }),
  unique_tuples: Type.Array(Type.Tuple([Type.Integer(), Type.String()]), { minItems: 2, uniqueItems: true }),
  unique_lists: Type.Array(Type.Array(Type.String()), { minItems: 2, uniqueItems: true }),
  unique_alternatives: Type.Array(Type.Union([Type.Null(), Type.Boolean(), Type.String()]), { minItems: 4, uniqueItems: true }),
  unique_objects_of_parts: Type.Array(Type.Intersect([Type.Object({ a: Type.Integer() }), Type.Object({ b: Type.Integer() })]), { minItems: 2, uniqueItems: true }),
  no_item: Type.Array(Type.String(), { maxItems: 0 }),
  any_items: Type.Unsafe({ type: 'array', minItems: 2 }),
  short_tuple: Type.Unsafe({ type: 'array', items: [{ type: 'string' }, { type: 'string' }], maxItems: 1 }),
  tuple_without_end: Type.Unsafe({ type: 'array', items: [{ type: 'string' }, false], minItems: 1 }),
  with_five: Type.Array(Type.Integer(), { contains: Type.Literal(5), minItems: 2 }),
  map_of_two: Type.Record(Type.String(), Type.Integer(), { minProperties: 2 }),
  map_of_listed: Type.Unsafe({ type: 'object', propertyNames: { enum: ['x', 'y'] }, additionalProperties: { type: 'string' }, required: ['x', 'y'] }),
  dependent: Type.Unsafe({ type: 'object', properties: { a: { type: 'string' } }, dependentSchemas: { a: { properties: { b: { type: 'integer' } }, required: ['b'] }, c: { required: ['d'] } } }),
  impossible: Type.Object({ a: Type.Optional(Type.Never()), b: Type.Optional(Type.Unsafe({ type: 'object', properties: { c: false }, required: ['c'] })), d: Type.Optional(Type.String({ pattern: '^[0-9]{4}-x$' })), e: Type.Optional(Type.Unsafe({ type: 'array', items: [false], minItems: 1 })), f: Type.Optional(Type.Unsafe({ type: 'array', items: false, minItems: 1 })) }),
  in_each_other: Type.Recursive(A => Type.Object({ b: Type.Recursive(B => Type.Object({ a: Type.Optional(A), b: Type.Optional(B) })) })),
  unit: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
  parent: Type.Recursive(This => Type.Object({ name: Type.String(), parent: Type.Optional(This) })),
  nullable_parent: Type.Recursive(This => Type.Object({ parent: Type.Union([This, Type.Null()]) })),
  optional_nullable_parent: Type.Recursive(This => Type.Object({ parent: Type.Optional(Type.Union([This, Type.Null()])) })),
  nullable_children: Type.Recursive(This => Type.Object({ children: Type.Array(Type.Union([This, Type.Null()])) }))
}

for (const [name, schema] of Object.entries(kinds)) {
  test(`exampleOf makes a value that fits: ${name}`, t => {
    const details = Type.Object({ value: schema })
    const example = exampleWith(details)
    t.not(example, undefined)
    t.ok(fits(readSchema(details, 'details', 'kind').schema ?? { not: {} }, example), JSON.stringify(example))
    t.end()
  })
}

test('exampleOf prefers what the schema gives', t => {
  t.equal(valueOf(Type.String({ examples: ['first'], default: 'second' })), 'first')
  t.equal(valueOf(Type.String({ examples: [], default: 'second' })), 'second')
  t.equal(valueOf(Type.Unsafe({ type: 'string', enum: ['x', 'y'] })), 'x')
  t.equal(valueOf(Type.Unsafe({ oneOf: [{ const: 1 }] })), 1)
  t.end()
})

test('exampleOf knows what texts of a format look like', t => {
  t.equal(valueOf(Type.String({ format: 'email' })), 'ada@example.com')
  t.equal(valueOf(Type.String({ format: 'date-time' })), '2026-01-31T12:00:00Z')
  t.equal(valueOf(Type.String({ format: 'unheard-of' })), 'string')
  t.end()
})

test('exampleOf shows nothing rather than what does not fit', t => {
  t.equal(valueOf(Type.String({ pattern: '^[0-9]{4}$' })), undefined)
  t.equal(valueOf(Type.String({ pattern: '^[0-9]{4}$', examples: ['1234'] })), '1234')
  t.equal(valueOf(Type.Integer({ examples: ['no number'] })), undefined)
  t.end()
})

test('exampleOf shows as few items of a list as there may be, but one to see', t => {
  t.same(valueOf(Type.Array(Type.Integer())), [0])
  t.same(valueOf(Type.Array(Type.Integer(), { minItems: 0 })), [0])
  t.same(valueOf(Type.Array(Type.Boolean(), { minItems: 3 })), [true, true, true])
  t.same(valueOf(Type.Array(Type.Integer({ minimum: 2 }), { minItems: 3, uniqueItems: true })), [2, 3, 4])
  t.same(valueOf(Type.Array(Type.String({ examples: ['a', 'b'] }), { minItems: 2, uniqueItems: true })), ['a', 'b'])
  t.same(valueOf(Type.Tuple([Type.String(), Type.Integer()])), ['string', 0])
  t.end()
})

test('exampleOf ends soon, however many definitions refer to one another', t => {
  const names = Array.from({ length: 14 }, (_, number) => `N${number}`)
  const each = names.map(name => ({ $ref: `#/$defs/${name}` }))
  const valueWith = (definition: object): unknown => Object(exampleWith({ type: 'object', required: ['value'], properties: { value: { $ref: '#/$defs/N0' } }, $defs: Object.fromEntries(names.map(name => [name, definition])) })).value
  t.same(valueWith({ type: 'object', required: ['any'], properties: { any: { anyOf: [...each, { type: 'null' }] } } }), { any: { any: { any: { any: null } } } })
  t.ok(valueWith({ type: 'object', properties: { any: { anyOf: each }, list: { type: 'array', items: { anyOf: each } } } }))
  t.equal(valueWith({ type: 'object', required: ['any'], properties: { any: { anyOf: each } } }), undefined, 'one without an end has none')
  t.end()
})

test('exampleOf takes any schema for a member', t => {
  t.equal(valueOf({ allOf: [{ type: 'string' }, { minLength: 1 }] }), 'string')
  t.equal(valueOf({ type: 'array', items: true, minItems: 1 })?.toString(), '', 'a list of null')
  t.equal(valueOf(true as never), null)
  t.same(valueOf({ allOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'string' } } }], properties: { b: { type: 'integer' } }, required: ['b'] }), { a: 'string', b: 0 })
  t.end()
})

test('exampleOf ends where a schema refers to itself', t => {
  t.same(valueOf(Type.Recursive(This => Type.Object({ name: Type.String(), parent: Type.Optional(This), next: Type.Union([This, Type.Null()]), children: Type.Array(This) }))), { name: 'string', next: null, children: [] })
  t.equal(valueOf(Type.Recursive(This => Type.Object({ parent: Type.Union([This, This]) }))), undefined, 'one that never ends has none')
  t.equal(valueOf(Type.Recursive(This => Type.Object({ parent: This }))), undefined)
  t.end()
})

test('exampleOf shows the members of every error, and goes without those of which none can be made', t => {
  const example = (members: ReturnType<typeof Type.Object>): unknown => exampleOf(defineCatalog({ errors: {}, members }, { extend: defaultCatalog }).get('unauthorized')!)
  t.strictSame(JSON.stringify(example(Type.Object({ request_id: Type.String({ examples: ['req-1'] }), at: Type.Optional(Type.Integer({ minimum: 1 })) }))), '{"code":"1000","error":"unauthorized","request_id":"req-1","at":1}')
  t.same(example(Type.Object({ id: Type.String({ pattern: '^a{3}$' }) })), { code: '1000', error: 'unauthorized' })
  t.end()
})

test('partsWithoutExample finds the texts that only their author knows, wherever they are', t => {
  const iban = { type: 'string', pattern: '^DE' }
  const parts = (properties: Record<string, unknown>, definitions = {}): string[] => partsWithoutExample({ type: 'object', properties, definitions })
  t.same(parts({ a: iban, b: { type: 'object', properties: { c: { type: 'string', format: 'iban' }, d: { type: 'string' } } }, e: iban }), ['a (pattern "^DE")', 'b.c (format "iban")', 'e (pattern "^DE")'])
  t.same(parts({ list: { type: 'array', items: iban, minItems: 3 }, either: { anyOf: [iban, { type: 'null' }] }, all: { allOf: [iban] }, other: { $ref: '#/definitions/x' } }, { x: iban }), ['list (pattern "^DE")', 'either (pattern "^DE")', 'all (pattern "^DE")', 'other (pattern "^DE")'])
  t.same(parts({ given: { ...iban, examples: ['DE1'] }, preset: { ...iban, default: 'DE2' }, only: { ...iban, const: 'DE3' }, listed: { ...iban, enum: ['DE4'] } }), [])
  t.same(partsWithoutExample({ type: 'object', required: ['a', 'b'], properties: { a: iban, b: iban } }), ['a (pattern "^DE")', 'b (pattern "^DE")'])
  t.same(partsWithoutExample({ type: 'object', properties: { a: iban }, examples: [{ a: 'DE5' }] }), [])
  t.end()
})

test('exampleProblem says why an error has no example', t => {
  const problem = (properties: Record<string, unknown>): string | undefined => exampleProblem({ name: 'kind', details: { type: 'object', properties } })
  t.equal(problem({ a: { type: 'string' } }), undefined)
  t.equal(problem({ a: { type: 'string', not: { const: 'string' } } }), 'details of error "kind" do not fit its schema: /a must NOT be valid')
  t.equal(exampleProblem({ name: 'kind', details: { type: 'object' } }), undefined)
  t.match(problem({ a: { type: 'nonsense' } }), /^details of error "kind" /, 'of a file that somebody wrote')
  t.end()
})
