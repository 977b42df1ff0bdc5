import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { Type as Type1 } from 'typebox'
import { z } from 'zod'
import * as mini from 'zod/mini'
import { isSchema, readDetails } from '../../src/catalog/read-schema.js'

const read = (given: unknown): unknown => readDetails(given, 'kind').schema
const problems = (given: unknown): unknown => readDetails(given, 'kind').problems

/** The same details, as each library has them. */
const DETAILS: Readonly<Record<string, object>> = {
  '@sinclair/typebox': Type.Object({ a: Type.String(), b: Type.Optional(Type.Integer({ description: 'B.' })), c: Type.Union([Type.String(), Type.Null()]) }),
  typebox: Type1.Object({ a: Type1.String(), b: Type1.Optional(Type1.Integer({ description: 'B.' })), c: Type1.Union([Type1.String(), Type1.Null()]) }),
  zod: z.object({ a: z.string(), b: z.int().optional().describe('B.'), c: z.string().nullable() }),
  'JSON Schema': { type: 'object', required: ['a', 'c'], properties: { a: { type: 'string' }, b: { type: 'integer', description: 'B.' }, c: { type: ['string', 'null'] } } },
  'a Standard JSON Schema that is a function': Object.assign(() => undefined, { '~standard': { vendor: 'other', jsonSchema: { output: () => DETAILS['JSON Schema'] } } })
}

for (const [library, details] of Object.entries(DETAILS)) {
  test(`readDetails reads ${library} as plain data`, t => {
    t.match(read(details), {
      type: 'object', required: ['a', 'c'], properties: { a: { type: 'string' }, b: { type: 'integer', description: 'B.' }, c: { anyOf: [{ type: 'string' }, { type: 'null' }] } }
    })
    t.strictSame(read(details), JSON.parse(JSON.stringify(read(details))))
    t.end()
  })
}

test('readDetails reads what is sent, not what is taken', t => {
  t.match(read(z.object({ a: z.string().default('x'), b: z.stringbool(), c: z.coerce.number() })), { required: ['a', 'b', 'c'], properties: { b: { type: 'boolean' }, c: { type: 'number' } } })
  t.match(read(Type1.Object({ a: Type1.String({ pattern: /^a/ }) })), { properties: { a: { pattern: '^a' } } })
  t.end()
})

test('readDetails refuses what has no JSON form, with what to write instead, for each library', t => {
  t.same(problems(Type.Object({ a: Type.Date(), b: Type.RegExp(/a/) })), ["details.a: Type.Date() has no JSON form; write Type.String({ format: 'date-time' })", "details.b: Type.RegExp() has no JSON form; write Type.String({ pattern: '…' })"])
  t.same(problems(Type1.Object({ a: Type1.BigInt() })), ['details.a: Type.BigInt() has no JSON form; write Type.Integer() or Type.String()'])
  t.same(problems(z.object({ a: z.object({ at: z.date() }), b: z.string().transform(Number), c: z.array(z.map(z.string(), z.string())), d: z.string() })), [
    'details.a.at: Date cannot be represented in JSON Schema; write z.iso.datetime(), or another schema of the text that is sent',
    'details.b: Transforms cannot be represented in JSON Schema; give the schema of the value that is sent',
    'details.c: Map cannot be represented in JSON Schema; write z.record(…), or another schema of the object that is sent'
  ])
  t.match(problems({ type: 'object', properties: { a: { type: 'Date' } } }), [/^details\.a: "Date" is no type of JSON Schema/])
  t.end()
})

test('readDetails says what is missing of a Standard Schema without JSON Schema', t => {
  t.same(problems(mini.object({ a: mini.string() })), ['details: this schema of zod does not say its JSON Schema; wrap it in z.toJSONSchema(…), or take zod 4.2 or newer'])
  t.same(problems({ '~standard': { vendor: 'valibot' } }), ['details: this schema of valibot does not say its JSON Schema; wrap it in toStandardJsonSchema(…) of @valibot/to-json-schema'])
  t.same(problems({ '~standard': { vendor: 'x', jsonSchema: {} } }), ['details: this schema of x does not say its JSON Schema; give one that is a Standard JSON Schema'])
  const refused = (message: string, shape?: object): object => ({ shape, '~standard': { vendor: 'x', jsonSchema: { output () { throw new Error(message) } } } })
  t.same(problems(refused('Not this one.\nMore of it.')), ['details: Not this one; give a schema of what is sent as JSON'])
  t.same(problems(refused('Not this one', { a: 1, b: refused('BigInt') })), ['details.b: BigInt; write the schema of the number or text that is sent'])
  t.end()
})

test('readDetails wants the schema of an object', t => {
  for (const schema of [Type.String(), Type.Array(Type.Object({})), z.string(), z.record(z.string(), z.string()), z.union([z.object({}), z.object({})]), {}, { type: 'object' }, { properties: {} }]) {
    t.match(problems(schema), [/^details: the schema is not that of an object with members; give Type\.Object/])
  }
  t.end()
})

test('readDetails refuses members that a part of the schema names alone: they would be checked, and not sent', t => {
  const text = { type: 'string' }
  const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more })
  t.same(problems(object({ k: text }, { oneOf: [object({ k: { const: 'a' }, x: text }), object({ k: { const: 'b' }, y: text })] })), [
    'details.x: it stands in oneOf only and would not be sent; name it in properties, too', 'details.y: it stands in oneOf only and would not be sent; name it in properties, too'
  ])
  t.match(problems(object({}, { allOf: [{ $ref: '#/$defs/a' }], $defs: { a: object({ x: text }, { allOf: [{ $ref: '#/$defs/a' }] }) } })), ['details.x: it stands in allOf only'])
  t.match(problems(object({ a: text }, { if: object({ a: { const: 'b' } }), then: object({ x: text }) })), ['details.x: it stands in if, then only'])
  t.match(problems(object({ a: text }, { dependentSchemas: { a: object({ x: text }) } })), ['details.x: it stands in dependencies only'])
  t.equal(problems(object({ a: text, b: text }, { oneOf: [object({ a: { const: 'a' } }), { required: ['b'] }], dependencies: { a: ['b'] } })), undefined)
  t.end()
})

test('readDetails refuses what no validator takes', t => {
  t.same(problems({ type: 'object', properties: { a: { type: 'string', minLength: 'x' } } }), ['details.a: minLength is "x"; give a whole number from 0'])
  t.end()
})

test('readDetails never throws', t => {
  const cycle: Record<string, unknown> = { type: 'object', properties: {} }
  cycle['properties'] = { a: cycle }
  t.match(problems(cycle), [/^details: the schema cannot be read: .*circular structure to JSON; a schema refers to itself by \$ref: '#', or by \$defs$/])
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  t.match(problems(proxy), [/^details: the schema cannot be read: .*revoked/])
  t.same(problems(new Proxy({}, { ownKeys () { throw 'no' } })), ['details: the schema cannot be read: no']) // eslint-disable-line no-throw-literal -- anything may be thrown
  t.end()
})

test('isSchema takes objects, and functions that are Standard Schemas', t => {
  for (const value of [{}, Type.String(), z.string(), DETAILS['a Standard JSON Schema that is a function']]) t.ok(isSchema(value))
  for (const value of [undefined, null, 'string', 1, [], () => {}]) t.notOk(isSchema(value))
  t.end()
})
