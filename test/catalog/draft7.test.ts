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
  ['nullable beside listed values', { type: 'string', nullable: true, enum: ['a'] }, { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] }],
  ['a tuple of nothing', { type: 'array', prefixItems: [], items: false, minItems: 0 }, { type: 'array', minItems: 0, maxItems: 0 }],
  ['a tuple of nothing, in draft 7', { type: 'array', items: [], additionalItems: false }, { type: 'array', additionalItems: false, maxItems: 0 }],
  ['a tuple of nothing that may go on', { prefixItems: [], items: text }, { items: text }],
  ['a tuple of nothing of which nothing is said', { prefixItems: [] }, {}],
  ['what is left over', { properties: { a: text }, unevaluatedProperties: text }, { properties: { a: text }, additionalProperties: text }],
  ['that nothing may be left over', { allOf: [{}], unevaluatedProperties: false }, { allOf: [{}] }],
  ['items that are left over', { prefixItems: [text], unevaluatedItems: false }, { items: [text], additionalItems: false }],
  ['all that is left over', { unevaluatedItems: true, unevaluatedProperties: true }, { additionalProperties: true }],
  ['a record of listed names', { propertyNames: { enum: ['a', 'b'] }, additionalProperties: text, required: ['a'] }, { properties: { a: text, b: text }, additionalProperties: false, required: ['a'] }],
  ['names that are listed beside members', { propertyNames: { enum: ['a'] }, additionalProperties: text, properties: {} }, { propertyNames: { enum: ['a'] }, additionalProperties: text, properties: {} }],
  ['a bound that is left out, in draft 4', { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }, { exclusiveMinimum: 1, maximum: 9 }],
  ['a bound that is none', { exclusiveMinimum: true }, {}],
  ['one example', { type: 'string', example: 'a' }, { type: 'string', examples: ['a'] }],
  ['one example beside others', { example: 'a', examples: ['b'], enum: ['a', 'b'], required: ['c'] }, { examples: ['b'], enum: ['a', 'b'], required: ['c'] }],
  ['that nothing is needed', { required: [], enum: ['a'] }, { enum: ['a'] }],
  ['that nothing fits', { enum: [] }, { not: {} }],
  ['a time without a zone', { format: 'time', pattern: '^\\d\\d:\\d\\d:\\d\\d\\.\\d{3}$' }, { pattern: '^\\d\\d:\\d\\d:\\d\\d\\.\\d{3}$' }],
  ['a date and time that may have no zone', { format: 'date-time', pattern: '^[\\d-]+T[\\d:]+Z?$' }, { pattern: '^[\\d-]+T[\\d:]+Z?$' }],
  ['a time with a zone', { format: 'time', pattern: 'Z$' }, { format: 'time', pattern: 'Z$' }],
  ['a format without a pattern', { format: 'time' }, { format: 'time' }],
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
