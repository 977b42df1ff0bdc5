import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { z } from 'zod'
import { Cutter, needsCut } from '../../src/catalog/cut.js'
import type { JsonSchema } from '../../src/catalog/json-schema.js'
import { readSchema } from '../../src/catalog/read-schema.js'
import { compileSchema } from '../../src/catalog/validate.js'

const read = (schema: object): JsonSchema => readSchema(schema, 'details', 'kind').schema ?? { not: {} }
const fitsIn = ({ definitions = {} }: JsonSchema) => (part: JsonSchema, value: unknown): boolean => compileSchema({ ...part, definitions }).fits(value)

function cutTo (schema: object, value: unknown): unknown {
  const normal = read(schema)
  return new Cutter(normal, fitsIn(normal)).cut(value)
}

const A = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] }
const B = { type: 'object', properties: { b: { type: 'integer' } }, required: ['b'] }
const Tree = z.object({ name: z.string(), get children (): z.ZodArray<z.ZodUnion<[typeof Tree, z.ZodString]>> { return z.array(z.union([Tree, z.string()])) } })

/** What is left of a value. */
const CASES: ReadonlyArray<readonly [what: string, schema: object, value: unknown, left: unknown]> = [
  ['members', A, { a: 1, x: 1 }, { a: 1 }],
  ['no object', A, 'text', 'text'],
  ['null', A, null, null],
  ['a list for an object', A, [1], [1]],
  ['items', { type: 'array', items: A }, [{ a: 1, x: 1 }, 1], [{ a: 1 }, 1]],
  ['an object for a list', { type: 'array', items: A }, { x: 1 }, { x: 1 }],
  ['a list of anything', { type: 'array' }, [{ x: 1 }], [{ x: 1 }]],
  ['an object of anything', { type: 'object' }, { x: 1 }, { x: 1 }],
  ['an object of nothing', { type: 'object', properties: {} }, { x: 1 }, {}],
  ['a union: the first type that fits', { anyOf: [A, B] }, { b: 1, x: 1 }, { b: 1 }],
  ['a union of which none fits', { anyOf: [A, B] }, { c: 1 }, { c: 1 }],
  ['oneOf', { oneOf: [B, A] }, { a: 1, b: 1 }, { b: 1 }],
  ['one or null', { anyOf: [A, { type: 'null' }] }, { a: 1, x: 1 }, { a: 1 }],
  ['a union without objects', { anyOf: [{ type: 'string' }, { type: 'null' }] }, { x: 1 }, { x: 1 }],
  ['a discriminated union of zod', z.discriminatedUnion('k', [z.object({ k: z.literal('a'), n: z.number() }), z.object({ k: z.literal('b') })]), { k: 'b', n: 1, x: 1 }, { k: 'b' }],
  ['an intersection', Type.Intersect([Type.Object({ a: Type.Integer() }), Type.Object({ b: Type.Object({ c: Type.Integer() }) })]), { a: 1, b: { c: 1, x: 1 }, x: 1 }, { a: 1, b: { c: 1 } }],
  ['a member of both parts', { allOf: [{ ...A, properties: { both: A } }, { ...B, properties: { both: B } }] }, { both: { a: 1, b: 1, x: 1 } }, { both: { a: 1, b: 1 } }],
  ['a record', Type.Record(Type.String(), Type.Object({ a: Type.Integer() })), { any: { a: 1, x: 1 } }, { any: { a: 1 } }],
  ['names by pattern', { type: 'object', patternProperties: { '^a': A } }, { ab: { a: 1, x: 1 }, b: 1 }, { ab: { a: 1 } }],
  ['other members of a type', { type: 'object', properties: { a: A }, additionalProperties: B }, { a: { a: 1, b: 1 }, c: { a: 1, b: 1 } }, { a: { a: 1 }, c: { b: 1 } }],
  ['other members of any type', { type: 'object', properties: { a: A }, additionalProperties: true }, { a: { a: 1, b: 1 }, c: { x: 1 } }, { a: { a: 1 }, c: { x: 1 } }],
  ['a member that is called __proto__', { type: 'object', additionalProperties: {} }, JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"a":1}}')],
  ['a tuple', { type: 'array', items: [A, B] }, [{ a: 1, b: 1 }, { a: 1, b: 1 }, { x: 1 }], [{ a: 1 }, { b: 1 }, { x: 1 }]],
  ['a tuple that goes on', { type: 'array', items: [A], additionalItems: B }, [{ a: 1, b: 1 }, { a: 1, b: 1 }], [{ a: 1 }, { b: 1 }]],
  ['a condition', { ...A, if: { required: ['a'] }, then: { properties: { b: {} } }, else: { properties: { c: {} } } }, { a: 1, b: 1, c: 1, x: 1 }, { a: 1, b: 1, c: 1 }],
  ['dependent schemas', { ...A, dependencies: { a: B, c: ['a'] } }, { a: 1, b: 1, x: 1 }, { a: 1, b: 1 }],
  ['a tree of a union', Tree, { name: 'a', x: 1, children: [{ name: 'b', x: 1, children: ['c'] }, 'd'] }, { name: 'a', children: [{ name: 'b', children: ['c'] }, 'd'] }]
]

for (const [what, schema, value, left] of CASES) {
  test(`cut leaves what the schema names: ${what}`, t => {
    const before = JSON.stringify(value)
    t.strictSame(cutTo(schema, value), left)
    t.equal(JSON.stringify(value), before, 'the value stays as it is')
    t.end()
  })
}

test('cut asks nothing where constant members tell the types of a union apart', t => {
  const schema = { anyOf: ['a', 'b'].map(kind => ({ type: 'object', required: ['kind'], properties: { kind: { const: kind }, [kind]: {} } })) }
  const cutter = new Cutter(schema, () => { throw new Error('asked') })
  t.same([{ kind: 'a', a: 1, b: 1 }, { kind: 'b', a: 1, b: 1 }, { kind: 'c', a: 1 }].map(value => cutter.cut(value)), [{ kind: 'a', a: 1 }, { kind: 'b', b: 1 }, { kind: 'c', a: 1 }])
  t.end()
})

test('cut asks once for each type of a union and value, also where unions are in unions', t => {
  const schema = read({ type: 'object', properties: { of: { $ref: '#/$defs/U' } }, $defs: { U: { anyOf: ['a', 'b', 'c'].map(name => ({ type: 'object', properties: { [name]: { type: 'integer' }, in: { $ref: '#/$defs/U' } }, required: [name] })) } } })
  let asked = 0
  let value: object = { c: 1 }
  for (let depth = 0; depth < 12; depth++) value = { c: 1, in: value }
  t.same(new Cutter(schema, ({ required }, json) => { asked++; return String(required) in Object(json) }).cut({ of: value }), { of: value })
  t.equal(asked, 39, 'three types, thirteen values')
  t.end()
})

test('cut takes each part of an intersection once, also where parts refer to the same schema at every depth', t => {
  const schema = read({ type: 'object', properties: { in: { $ref: '#/$defs/Both' } }, $defs: { Both: { allOf: ['a', 'b'].map(name => ({ type: 'object', properties: { [name]: {}, in: { $ref: '#/$defs/Both' } } })) } } })
  const nested = (innermost: object): object => Array.from({ length: 100 }).reduce<object>(value => ({ in: value }), innermost)
  t.same(new Cutter(schema, () => true).cut(nested({ a: 1, b: 1, x: 1 })), nested({ a: 1, b: 1 }))
  t.end()
})

test('cut reads a value once for each schema, however many unions are around it', t => {
  let reads = 0
  const leaf = Object.defineProperty({}, 'c', { enumerable: true, get () { reads++; return 1 } })
  const schema = read({ type: 'object', properties: { in: { $ref: '#/$defs/U' } }, $defs: { U: { anyOf: ['a', 'b'].map(name => ({ type: 'object', properties: { [name]: {}, c: {}, in: { $ref: '#/$defs/U' } } })) } } })
  const cut = new Cutter(schema, () => true).cut(Array.from({ length: 50 }).reduce<object>(value => ({ in: value }), leaf))
  t.match(JSON.stringify(cut), /^(?:\{"in":){50}\{"c":1\}{51}$/)
  t.equal(reads, 2, 'for the type, and for the union')
  t.end()
})

test('needsCut is false where the names of members say all', t => {
  for (const schema of [A, { type: 'array', items: A }, { type: 'object', properties: { a: { anyOf: [A, { type: 'null' }] } }, additionalProperties: false }, {}, true, undefined]) t.notOk(needsCut(schema))
  for (const schema of [{ anyOf: [A, B] }, { oneOf: [A] }, { allOf: [A] }, { if: A }, { dependencies: {} }, { patternProperties: {} }, { items: [A] }, { additionalProperties: {} }, { additionalProperties: true }]) {
    t.ok(needsCut(schema))
    t.ok(needsCut({ type: 'object', properties: { a: { type: 'array', items: schema } } }), 'at any depth')
    t.ok(needsCut({ $ref: '#/definitions/a', definitions: { a: schema } }))
  }
  t.end()
})
