import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { z } from 'zod'
import { jsonOf, shapeOf } from '../../src/catalog/json-value.js'
import type { Shape } from '../../src/catalog/json-value.js'
import { readSchema } from '../../src/catalog/read-schema.js'

const shapeFor = (schema: unknown): Shape => shapeOf(readSchema(schema, 'details', 'test').schema)

class Account {
  id = 7
  password = 'secret'
  toJSON (key: string): object { return { id: this.id, key } }
}

const hidden = Object.defineProperty({ shown: 1 }, 'hidden', { value: 2, enumerable: false })
const named = Object.defineProperty({}, '__proto__', { value: { a: 1 }, enumerable: true })

/** Values that JSON shows as something else, or in part. */
const VALUES: Readonly<Record<string, unknown>> = {
  text: 'a',
  number: 1.5,
  infinity: Infinity,
  'not a number': NaN,
  true: true,
  null: null,
  undefined,
  symbol: Symbol('a'),
  function: () => 'a',
  'function with toJSON': Object.assign(() => 'a', { toJSON: () => 'json' }),
  date: new Date(0),
  'invalid date': new Date(NaN),
  url: new URL('https://example.com/'),
  map: new Map([['a', 1]]),
  set: new Set([1]),
  regexp: /a/,
  buffer: Buffer.from('a'),
  array: [1, undefined, () => 1, Symbol('a'), NaN, [new Date(0)]],
  'array with holes': [1, , 3], // eslint-disable-line no-sparse-arrays -- that is what it is about
  error: Object.assign(new Error('secret'), { status: 404 }),
  'class with toJSON': new Account(),
  'class in a list': [new Account()],
  'class in a member': { member: new Account() },
  'hidden members': hidden,
  'inherited members': Object.create({ inherited: 1 }),
  'without a prototype': Object.assign(Object.create(null), { a: 1 }),
  '__proto__ as a member': { a: named },
  boxed: [Object('a'), Object(1), Object(true)],
  proxy: new Proxy({ a: 1 }, {}),
  'proxy of a list': new Proxy([1], {}),
  'toJSON that gives a list': { toJSON: () => [1] },
  'toJSON that gives nothing': { toJSON: () => undefined },
  'toJSON that is no function': { toJSON: 1 },
  nested: { a: { b: [{ c: new Date(0), d: undefined }] } }
}

for (const [what, value] of Object.entries(VALUES)) {
  test(`jsonOf gives what JSON has, taken whole: ${what}`, t => {
    const { member } = JSON.parse(JSON.stringify({ member: value })) as { readonly member?: unknown }
    t.strictSame(jsonOf(value, shapeOf(Type.Unknown()), 'member'), member)
    t.strictSame(jsonOf({ member: value }, shapeOf(Type.Object({ member: Type.Any() }))), JSON.parse(JSON.stringify({ member: value })))
    t.end()
  })
}

const Tree = z.lazy((): z.ZodType => z.object({ a: z.number(), next: Tree }).nullable())

/** Of a value, what a schema names. */
const NAMED: ReadonlyArray<readonly [what: string, schema: object, value: unknown, json: unknown]> = [
  ['members', Type.Object({ a: Type.Integer(), b: Type.Object({ c: Type.Integer() }) }), { x: 1, b: { x: 1, c: 2 }, a: 1 }, { b: { c: 2 }, a: 1 }],
  ['items', Type.Array(Type.Object({ a: Type.Integer() })), [{ a: 1, x: 1 }, undefined, new Date(0)], [{ a: 1 }, null, '1970-01-01T00:00:00.000Z']],
  ['one or null', Type.Union([Type.Object({ a: Type.Integer() }), Type.Null()]), { a: 1, x: 1 }, { a: 1 }],
  ['null of one or null', Type.Union([Type.Object({ a: Type.Integer() }), Type.Null()]), null, null],
  ['what any of several names', Type.Union([Type.Object({ a: Type.Integer(), c: Type.Object({ d: Type.Integer() }) }), Type.Object({ b: Type.Integer(), c: Type.Object({ e: Type.Integer() }) })]), { a: 1, x: 1, b: 1, c: { d: 1, e: 1, f: 1 } }, { a: 1, b: 1, c: { d: 1, e: 1 } }],
  ['an object or a list, whole', Type.Union([Type.Object({ a: Type.Integer() }), Type.Array(Type.Integer())]), { a: 1, x: 1 }, { a: 1, x: 1 }],
  ['oneOf', { oneOf: [{ type: 'object', properties: { a: {} } }, { type: 'null' }] }, { a: 1, x: 1 }, { a: 1 }],
  ['a member of two types, whole', Type.Union([Type.Object({ a: Type.Object({ b: Type.Integer() }) }), Type.Object({ a: Type.String() })]), { a: { b: 1, x: 1 }, x: 1 }, { a: { b: 1, x: 1 } }],
  ['one of several values', Type.Union([Type.Literal('a'), Type.Literal('b')]), 'a', 'a'],
  ['members that may have any name, whole', Type.Object({ a: Type.Integer() }, { additionalProperties: Type.String() }), { x: 1 }, { x: 1 }],
  ['no other members', Type.Object({ a: Type.Integer() }, { additionalProperties: false }), { a: 1, x: 1 }, { a: 1 }],
  ['a tree', Type.Recursive(This => Type.Object({ a: Type.Integer(), list: Type.Array(This) })), { a: 1, x: 1, list: [{ a: 2, x: 2, list: [] }] }, { a: 1, list: [{ a: 2, list: [] }] }],
  ['what toJSON gives', Type.Object({ id: Type.Integer() }), new Account(), { id: 7 }],
  ['the key that toJSON is told', Type.Object({ one: Type.Object({ key: Type.String() }), list: Type.Array(Type.Object({ key: Type.String() })) }), { one: new Account(), list: [new Account()] }, { one: { key: 'one' }, list: [{ key: '0' }] }],
  ['a list for members', Type.Object({ a: Type.Integer() }), [1], [1]],
  ['members for a list', Type.Array(Type.Integer()), { a: 1 }, { a: 1 }],
  ['a boxed text for members', Type.Object({ length: Type.Integer() }), Object('a'), 'a'],
  ['a text of toJSON for members', Type.Object({ a: Type.Integer() }), { toJSON: () => 'text' }, 'text'],
  ['additionalProperties: true, whole', { type: 'object', properties: { a: {} }, additionalProperties: true }, { a: 1, x: 1 }, { a: 1, x: 1 }],
  ['an object of anything', { type: 'object' }, { x: 1 }, { x: 1 }],
  ['a tuple, whole', Type.Tuple([Type.Object({ a: Type.Integer() })]), [{ a: 1, x: 1 }], [{ a: 1, x: 1 }]],
  ['an intersection, whole', Type.Intersect([Type.Object({ a: Type.Integer() }), Type.Object({ b: Type.Integer() })]), { a: 1, x: 1 }, { a: 1, x: 1 }],
  ['members and a union, whole', { type: 'object', properties: { a: {} }, anyOf: [{ required: ['a'] }] }, { a: 1, x: 1 }, { a: 1, x: 1 }],
  ['a tree or null', z.object({ a: z.number(), get next () { return Tree } }), { a: 1, x: 1, next: { a: 2, x: 2, next: null } }, { a: 1, next: { a: 2, next: null } }]
]

for (const [what, schema, value, json] of NAMED) {
  test(`jsonOf takes what the schema names: ${what}`, t => {
    t.strictSame(jsonOf(value, shapeFor(schema)), json)
    t.end()
  })
}

test('jsonOf does not read what the schema does not name', t => {
  const row: Record<string, unknown> = { id: 1, get secret () { throw new Error('read') } }
  row['self'] = row
  t.strictSame(jsonOf({ row }, shapeOf(Type.Object({ row: Type.Object({ id: Type.Integer() }) }))), { row: { id: 1 } })
  t.end()
})

test('jsonOf throws what JSON.stringify throws', t => {
  const cycle: Record<string, unknown> = {}
  cycle['a'] = cycle
  t.throws(() => jsonOf(cycle, shapeOf(Type.Any())), TypeError)
  t.throws(() => jsonOf({ a: 1n }, shapeOf(Type.Object({ a: Type.Integer() }))), TypeError)
  t.end()
})

test('shapeOf takes anything for a schema', t => {
  const loop = { $ref: '#/definitions/a', definitions: { a: { $ref: '#/definitions/b' }, b: { anyOf: [{ $ref: '#/definitions/a' }] } } }
  for (const schema of [undefined, null, true, {}, { $ref: 'a' }, { $ref: '#/definitions/nowhere' }, loop]) t.strictSame(shapeOf(schema), {})
  t.end()
})
