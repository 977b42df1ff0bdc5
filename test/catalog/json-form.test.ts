import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import { test } from 'tap'
import { Type as Type1 } from 'typebox'
import { insteadOf, problemsOfJsonForm } from '../../src/catalog/json-form.js'
import { libraryOf } from '../../src/catalog/libraries.js'

const REFUSED: ReadonlyArray<readonly [TSchema, string]> = [
  [Type.Date(), "Type.Date() has no JSON form; write Type.String({ format: 'date-time' })"],
  [Type.RegExp(/a/), "Type.RegExp() has no JSON form; write Type.String({ pattern: '…' })"],
  [Type.BigInt(), 'Type.BigInt() has no JSON form; write Type.Integer() or Type.String()'],
  [Type.Uint8Array(), "Type.Uint8Array() has no JSON form; write Type.String({ contentEncoding: 'base64' })"],
  [Type.Undefined(), 'Type.Undefined() has no JSON form; write Type.Optional(…) or Type.Null()'],
  [Type.Void(), 'Type.Void() has no JSON form; write Type.Null()'],
  [Type.Symbol(), 'Type.Symbol() has no JSON form; write Type.String()'],
  [Type.Promise(Type.String()), 'Type.Promise() has no JSON form'],
  [Type.Function([], Type.String()), 'Type.Function() has no JSON form'],
  [Type.Constructor([], Type.String()), 'Type.Constructor() has no JSON form'],
  [Type.Iterator(Type.String()), 'Type.Iterator() has no JSON form'],
  [Type.AsyncIterator(Type.String()), 'Type.AsyncIterator() has no JSON form'],
  [Type.Transform(Type.String()).Decode(Number).Encode(String), 'a Type.Transform has no JSON form; give the schema of the value that is sent'],
  [Type.Object({ ['__proto__']: Type.String() }), 'JavaScript has no members named "__proto__"; name the member otherwise']
]

for (const [schema, problem] of REFUSED) {
  test(`problemsOfJsonForm, at any depth: ${problem}`, t => {
    t.same(problemsOfJsonForm(Type.Object({ a: schema })), [`details.a: ${problem}`])
    t.same(problemsOfJsonForm(Type.Object({ a: Type.Array(Type.Object({ b: Type.Optional(Type.Union([schema, Type.Null()])) })) })), [`details.a.b: ${problem}`])
    t.same(problemsOfJsonForm(Type.Object({ a: Type.Record(Type.String(), schema) })), [`details.a: ${problem}`])
    t.end()
  })
}

test('problemsOfJsonForm finds nothing wrong with what JSON has', t => {
  const schema = Type.Object({
    Date: Type.String(), any: Type.Any(), unsafe: Type.Unsafe({ type: 'string' }), tree: Type.Recursive(This => Type.Object({ list: Type.Array(This) })), literal: Type.Literal('Date'), never: Type.Never()
  })
  t.same(problemsOfJsonForm(schema), [])
  for (const nothing of [undefined, null, 'a', true, { type: 1 }, { type: 'object', enum: [{ type: 'Date' }] }]) t.same(problemsOfJsonForm(nothing), [])
  t.end()
})

test('problemsOfJsonForm finds what version 1 of TypeBox has beside JSON', t => {
  for (const [schema, problem] of [
    [Type1.BigInt(), 'Type.BigInt() has no JSON form; write Type.Integer() or Type.String()'],
    [Type1.Undefined(), 'Type.Undefined() has no JSON form; write Type.Optional(…) or Type.Null()'],
    [Type1.Function([], Type1.String()), 'Type.Function() has no JSON form'],
    [Type1.Codec(Type1.String()).Decode(Number).Encode(String), 'a Type.Codec has no JSON form; give the schema of the value that is sent']
  ] as const) {
    t.same(problemsOfJsonForm(Type1.Object({ a: Type1.Array(schema) })), [`details.a: ${problem}`])
  }
  t.same(problemsOfJsonForm(Type1.Object({ a: Type1.Optional(Type1.String({ pattern: /a/ })), b: Type1.Any() })), [])
  t.end()
})

test('problemsOfJsonForm finds types and patterns that no validator knows', t => {
  const types = 'there are string, number, integer, boolean, null, array, object'
  t.same(problemsOfJsonForm({ type: 'object', properties: { a: { type: 'date' }, b: { type: ['string', 'bigint'] }, c: { type: ['string', 'null'] } } }), [
    `details.a: "date" is no type of JSON Schema; ${types}`, `details.b: ["string","bigint"] is no type of JSON Schema; ${types}`
  ])
  t.match(problemsOfJsonForm({ type: 'object', properties: { a: { type: 'string', pattern: '(' } } }), [/^details\.a: its pattern cannot be used: .*\(/])
  t.end()
})

test('insteadOf says what to write in the place of what a library refused', t => {
  const zod = libraryOf('zod')
  t.match(insteadOf('Date cannot be represented in JSON Schema', zod), 'z.iso.datetime()')
  t.match(insteadOf('BigInt cannot be represented in JSON Schema', zod), 'z.int()')
  t.match(insteadOf('Map cannot be represented in JSON Schema', zod), 'z.record(…)')
  t.match(insteadOf('Set cannot be represented in JSON Schema', zod), 'z.array(…)')
  t.match(insteadOf('Transforms cannot be represented in JSON Schema', zod), 'the schema of the value that is sent')
  t.match(insteadOf('Undefined cannot be represented in JSON Schema', zod), 'optional')
  t.match(insteadOf('NaN cannot be represented in JSON Schema', zod), 'z.null()')
  t.match(insteadOf('Custom types cannot be represented in JSON Schema', zod), 'a schema of what is sent as JSON')
  t.match(insteadOf('The "date" schema cannot be converted to JSON Schema.', libraryOf('valibot')), 'v.isoTimestamp()')
  t.match(insteadOf('The "trim" action cannot be converted to JSON Schema.', libraryOf('valibot')), 'leave it out')
  t.match(insteadOf('The "trim" action cannot be converted to JSON Schema.', zod), 'a schema of what is sent as JSON')
  t.end()
})
