import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import { test } from 'tap'
import { problemsOfJsonForm } from '../../src/catalog/json-form.js'

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
  t.end()
})
