import { test } from 'tap'
import { z } from 'zod'
import * as mini from 'zod/mini'
import { libraryOf } from '../../src/catalog/libraries.js'
import { readDetails } from '../../src/catalog/read-schema.js'

const problems = (given: unknown): unknown => readDetails(given, 'kind').problems

test('zod: what JSON makes {} of is refused, with its member', t => {
  t.same(problems(z.object({ a: z.object({ b: z.file() }), c: z.promise(z.string()), d: z.string() })), [
    'details.a.b: File cannot be represented in JSON Schema; give a schema of what is sent as JSON',
    'details.c: Promise cannot be represented in JSON Schema; give a schema of what is sent as JSON'
  ])
  t.end()
})

test('zod: a schema that has itself for a member and something without JSON form is refused, too', t => {
  const Node = z.object({ at: z.date(), get next () { return Node } })
  t.match(problems(z.object({ node: Node })), ['details.node.at: Date cannot be represented in JSON Schema; write z.iso.datetime(), or another schema of the text that is sent'])
  t.end()
})

test('zod/mini: z.toJSONSchema makes its schemas ones that say their JSON Schema', t => {
  const Details = mini.object({ a: mini.nullable(mini.int()), b: mini.optional(mini.string()) })
  t.same(problems(Details), ['details: this schema of zod does not say its JSON Schema; wrap it in z.toJSONSchema(…), or take zod 4.2 or newer'])
  t.match(readDetails(mini.toJSONSchema(Details), 'kind').schema, { properties: { a: { anyOf: [{ type: 'integer' }, { type: 'null' }] }, b: { type: 'string' } }, required: ['a'] })
  t.end()
})

test('zod: a record of listed names is an object with these members', t => {
  t.match(readDetails(z.object({ by: z.record(z.enum(['x', 'y']), z.string()) }), 'kind').schema, { properties: { by: { properties: { x: { type: 'string' }, y: { type: 'string' } }, required: ['x', 'y'], additionalProperties: false } } })
  t.match(readDetails(z.object({ by: z.partialRecord(z.enum(['x', 'y']), z.string()) }), 'kind').schema, { properties: { by: { properties: { x: { type: 'string' } }, required: undefined } } })
  t.end()
})

test('zod: a time without a zone can be sent', t => {
  t.match(readDetails(z.object({ at: z.iso.time(), day: z.iso.datetime({ local: true }), utc: z.iso.datetime() }), 'kind').schema, {
    properties: { at: { pattern: String, format: undefined }, day: { pattern: String, format: undefined }, utc: { format: 'date-time' } }
  })
  t.end()
})

/** A schema of ArkType as its converter meets it: it takes what has no JSON form for anything, unless told otherwise. */
function ark (code: string, ctx: object, props?: unknown): object {
  const output = ({ libraryOptions: { fallback } }: { libraryOptions: { fallback: Record<string, (ctx: object) => unknown> } }): unknown => fallback[code]?.(ctx)
  return { props, '~standard': { vendor: 'arktype', jsonSchema: { output } } }
}

for (const [code, ctx, problem] of [
  ['date', {}, "Date cannot be represented in JSON Schema; write 'string.date.iso'"],
  ['proto', { proto: Map }, "Map cannot be represented in JSON Schema; write { '[string]': … }"],
  ['domain', { domain: 'bigint' }, "bigint cannot be represented in JSON Schema; write 'number.integer' or 'string'"],
  ['unit', { unit: 1n }, "a bigint cannot be represented in JSON Schema; write 'number.integer' or 'string'"],
  ['unit', { unit: new Date() }, "Date cannot be represented in JSON Schema; write 'string.date.iso'"],
  ['unit', { unit: undefined }, "undefined cannot be represented in JSON Schema; write 'null', or make the member optional"],
  ['morph', {}, 'A morph cannot be represented in JSON Schema; give the schema of the value that is sent']
] as const) {
  test(`ArkType: ${problem}`, t => {
    t.same(problems(ark(code, ctx)), [`details: ${problem}`])
    t.same(problems(ark(code, ctx, [{ key: 'a', value: ark(code, ctx) }, { key: 'b', value: {} }])), [`details.a: ${problem}`])
    t.end()
  })
}

test('libraryOf knows what to do in each library', t => {
  t.match(libraryOf('valibot').withoutJson, 'toStandardJsonSchema(…)')
  t.same(libraryOf('valibot').membersOf({}), [])
  t.match(libraryOf('effect').withoutJson, 'Schema.toStandardJSONSchemaV1(…)')
  t.match(libraryOf('another').withoutJson, 'a Standard JSON Schema')
  t.end()
})
