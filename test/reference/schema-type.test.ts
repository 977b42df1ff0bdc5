import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import { test } from 'tap'
import { definitionsOf, keyOf, kindsOf, membersOf, phraseOf, typeOf } from '../../src/reference/schema-type.js'

/** Schema, its type, its kinds, its kinds where it may be missing. */
const TABLE: Array<[schema: TSchema | object, type: string, kinds: string, phrase?: string]> = [
  [Type.String(), 'string', 'String'],
  [Type.Integer(), 'number', 'Number'],
  [Type.Number(), 'number', 'Number'],
  [Type.Boolean(), 'boolean', 'Boolean'],
  [Type.Null(), 'null', 'Null'],
  [Type.Literal('a'), '"a"', 'String'],
  [Type.Literal(5), '5', 'Number'],
  [Type.Array(Type.String()), 'ReadonlyArray<string>', 'Array', 'array of string'],
  [Type.Array(Type.Array(Type.Integer())), 'ReadonlyArray<ReadonlyArray<number>>', 'Array', 'array of array of number'],
  [Type.Tuple([Type.String(), Type.Union([Type.Null(), Type.Integer()])]), 'readonly [string, null | number]', 'Array'],
  [{ type: 'array', items: [{ type: 'string' }, { enum: [1, 2] }], minItems: 1 }, 'readonly [string, (1 | 2)?, ...ReadonlyArray<unknown>]', 'Array'],
  [Type.Object({ a: Type.String(), b: Type.Optional(Type.Integer()), 'c-d': Type.Null() }), '{ readonly a: string, readonly b?: number, readonly "c-d": null }', 'Object'],
  [Type.Object({}), 'Readonly<Record<never, never>>', 'Object'],
  [Type.Record(Type.String(), Type.String()), 'Readonly<Record<string, string>>', 'Object'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, 'Readonly<Record<string, number>>', 'Object'],
  [{ type: 'object', additionalProperties: { $ref: '#/definitions/a' } }, '{ readonly [name: string]: a }', 'Object'],
  [{ type: 'object' }, 'Readonly<Record<string, unknown>>', 'Object'],
  [{ allOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'string' } } }, { anyOf: [{ $ref: '#/definitions/a' }, { type: 'null' }] }] }, '{ readonly a: string } & (a | null)', 'Object'],
  [Type.Union([Type.String(), Type.Null(), Type.Literal('x')]), 'string | null | "x"', 'String|Null'],
  [{ oneOf: [{ type: 'string' }, { anyOf: [{ type: 'null' }, { type: 'integer' }] }] }, 'string | null | number', 'String|Null|Number'],
  [{ enum: ['a', 'b', 1] }, '"a" | "b" | 1', 'String|Number'],
  [{ type: ['string', 'null'] }, 'string | null', 'String|Null'],
  [Type.Unknown(), 'unknown', ''],
  [Type.Union([Type.String(), Type.Unknown()]), 'string | unknown', ''],
  [{ type: 'array' }, 'ReadonlyArray<unknown>', 'Array', 'array of unknown'],
  [{ $ref: '#/x' }, 'unknown', '']
]

test('a schema has a type, kinds and a phrase', async t => {
  for (const [schema, type, kinds, phrase = type] of TABLE) {
    const plain = JSON.parse(JSON.stringify(schema)) as Record<string, unknown>
    t.equal(typeOf(plain), type)
    t.equal(kindsOf(plain, false), kinds, type)
    t.equal(kindsOf(plain, true), kinds && `${kinds}|Undefined`, type)
    t.equal(phraseOf(plain), phrase)
  }
})

test('references have the names and the kinds of what they lead to', async t => {
  const definitions = { a: { anyOf: [{ $ref: '#/definitions/b' }, { type: 'null' }] }, b: { type: 'array', items: { $ref: '#/definitions/a' } }, loop: { $ref: '#/definitions/loop' } }
  const root = { type: 'object', properties: { one: { $ref: '#/definitions/a' }, other: { $ref: '#/definitions/loop' } }, definitions }
  t.equal(typeOf(root, name => name.toUpperCase()), '{ readonly one?: A, readonly other?: LOOP }')
  t.equal(typeOf(definitions.b), 'ReadonlyArray<a>')
  t.equal(kindsOf(root.properties.one, false, root), 'Array|Null')
  t.equal(kindsOf(root.properties.other, false, root), '', 'one that leads to itself alone')
  t.same(definitionsOf(root), Object.entries(definitions))
  t.same(definitionsOf(undefined), [])
})

test('the members of details are those that the schema names', async t => {
  t.same(membersOf(Type.Object({ a: Type.String(), b: Type.Optional(Type.Null()) })).map(({ name, optional }) => [name, optional]), [['a', false], ['b', true]])
  t.same(membersOf({ properties: { a: true } }), [{ name: 'a', schema: {}, optional: true }])
  t.same(membersOf(undefined), [])
})

test('a name is a key', async t => {
  t.same(['a_1', 'a-b', '1', ''].map(keyOf), ['a_1', '"a-b"', '"1"', '""'])
})
