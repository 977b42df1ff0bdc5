import { test } from 'tap'
import { toDraft7 } from '../../src/catalog/draft7.js'

const text = { type: 'string' }
const CASES: ReadonlyArray<readonly [what: string, schema: object, expected: object]> = [
  ['what draft 7 has', { type: 'array', items: text, minItems: 1 }, { type: 'array', items: text, minItems: 1 }],
  ['a tuple', { prefixItems: [text], items: false }, { items: [text], additionalItems: false }],
  ['a tuple that may go on', { prefixItems: [text] }, { items: [text] }],
  ['dependent members', { dependentRequired: { a: ['b'] } }, { dependencies: { a: ['b'] } }],
  ['dependent schemas', { dependentSchemas: { a: text }, dependencies: { b: ['c'] } }, { dependencies: { b: ['c'], a: text } }],
  ...['^(.*)$', '^.*$', '.*'].map(pattern => [`members of any name (${pattern})`, { patternProperties: { [pattern]: text }, additionalProperties: false }, { additionalProperties: text }] as const),
  ['members by pattern', { patternProperties: { '^a': text } }, { patternProperties: { '^a': text } }],
  ['members by two patterns', { patternProperties: { '.*': text, b: text } }, { patternProperties: { '.*': text, b: text } }],
  ['members of any name beside others', { patternProperties: { '.*': text }, properties: {} }, { properties: {}, patternProperties: { '.*': text } }],
  ['a list of one type', { type: ['string'] }, { type: 'string' }],
  ['several types, each with its own keywords', { type: ['string', 'integer', 'null'], minLength: 1, minimum: 2, description: 'D.', default: 1 }, {
    description: 'D.', default: 1, anyOf: [{ type: 'string', minLength: 1 }, { type: 'integer', minimum: 2 }, { type: 'null' }]
  }],
  ['several types of listed values', { type: ['string', 'number', 'boolean', 'array', 'null'], enum: ['a', 1, null, [1]] }, {
    anyOf: [{ type: 'string', enum: ['a'] }, { type: 'number', enum: [1] }, { type: 'array', enum: [[1]] }, { type: 'null', enum: [null] }]
  }],
  ['an object or null', { type: ['object', 'null'], properties: { a: text }, required: ['a'] }, { anyOf: [{ type: 'object', properties: { a: text }, required: ['a'] }, { type: 'null' }] }],
  ['whole numbers and texts of listed values', { type: ['integer', 'string'], enum: [1, 'a'] }, { anyOf: [{ type: 'integer', enum: [1] }, { type: 'string', enum: ['a'] }] }],
  ['a list of values that is none', { type: ['string', 'null'], enum: 1 }, { anyOf: [{ type: 'string', enum: 1 }, { type: 'null', enum: 1 }] }],
  ['nullable', { type: 'string', nullable: true, maxLength: 9 }, { anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }] }],
  ['nullable beside null', { type: ['string', 'null'], nullable: true }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  ['nullable: false', { type: 'string', nullable: false }, { type: 'string' }],
  ['nullable without a type', { nullable: true, description: 'D.' }, { description: 'D.' }],
  ['several types and a union', { type: ['string', 'null'], anyOf: [text], allOf: [{}] }, { anyOf: [{ type: 'string' }, { type: 'null' }], allOf: [{}, { anyOf: [text] }] }],
  ['several types and a union alone', { type: ['string', 'null'], anyOf: [text] }, { anyOf: [{ type: 'string' }, { type: 'null' }], allOf: [{ anyOf: [text] }] }]
]

for (const [what, schema, expected] of CASES) {
  test(`toDraft7 says ${what}`, t => {
    const before = JSON.stringify(schema)
    t.strictSame(toDraft7(schema as never), expected)
    t.equal(JSON.stringify(schema), before, 'it leaves the schema alone')
    t.end()
  })
}
