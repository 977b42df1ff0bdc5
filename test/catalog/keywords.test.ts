import { test } from 'tap'
import { problemsOfKeywords } from '../../src/catalog/keywords.js'

const NO = "draft 7 of JSON Schema, which Fastify's validator reads, has no"

const WRONG: ReadonlyArray<readonly [schema: object, problem: string]> = [
  [{ type: 'string', minLength: 'x' }, 'minLength is "x"; give a whole number from 0'],
  [{ maxItems: -1 }, 'maxItems is -1; give a whole number from 0'],
  [{ minimum: '1' }, 'minimum is "1"; give a number'],
  [{ exclusiveMinimum: 'x' }, 'exclusiveMinimum is "x"; give a number'],
  [{ pattern: 1 }, 'pattern is 1; give a text'],
  [{ uniqueItems: 'yes' }, 'uniqueItems is "yes"; give true or false'],
  [{ type: 'string', required: true }, 'required is true; give a list of names, beside properties'],
  [{ required: [1] }, 'required is [ 1 ]; give a list of names, beside properties'],
  [{ enum: 'a' }, 'enum is "a"; give a list of values'],
  [{ anyOf: [] }, 'anyOf is []; give a list of schemas'],
  [{ allOf: {} }, 'allOf is {}; give a list of schemas'],
  [{ prefixItems: ['a'] }, "prefixItems is [ 'a' ]; give a list of schemas"],
  [{ items: 'string' }, 'items is "string"; give a schema'],
  [{ items: ['string'] }, "items is [ 'string' ]; give a schema"],
  [{ additionalProperties: 'no' }, 'additionalProperties is "no"; give a schema'],
  [{ properties: ['a'] }, "properties is [ 'a' ]; give an object with a schema by each name"],
  [{ properties: { b: 'string' } }, "properties is { b: 'string' }; give an object with a schema by each name"],
  [{ $dynamicRef: '#a' }, `${NO} $dynamicRef; write $ref`],
  [{ $recursiveRef: '#' }, `${NO} $recursiveRef; write $ref: '#'`],
  [{ contains: {}, minContains: 2 }, `${NO} minContains; leave it out`],
  [{ allOf: [{}], unevaluatedProperties: {} }, `${NO} unevaluatedProperties beside what is combined; write additionalProperties in each part`],
  [{ unevaluatedItems: false }, `${NO} unevaluatedItems here; write items, or additionalItems`],
  [{ prefixItems: [{}], $ref: '#/$defs/a', unevaluatedItems: false }, `${NO} unevaluatedItems here; write items, or additionalItems`]
]

for (const [schema, problem] of WRONG) {
  test(`problemsOfKeywords, at any depth: ${problem}`, t => {
    t.same(problemsOfKeywords({ type: 'object', properties: { a: schema } }, 'details'), [`details.a: ${problem}`])
    t.same(problemsOfKeywords({ properties: { a: { items: { anyOf: [{ properties: { b: schema } }] } } } }, 'details'), [`details.a.b: ${problem}`])
    t.same(problemsOfKeywords({ $defs: { required: schema } }, 'details'), [`details: ${problem}`])
    t.end()
  })
}

test('problemsOfKeywords finds nothing wrong with what a validator takes', t => {
  const schema = {
    properties: { pattern: { type: 'string', minLength: 0, pattern: 'a', nullable: true }, required: { enum: [], default: { minLength: 'x' }, examples: [{ items: 'x' }] }, b: true },
    required: ['pattern'],
    patternProperties: { '^a': false },
    items: [{}, true],
    prefixItems: [],
    contains: {},
    exclusiveMinimum: true,
    exclusiveMaximum: 1,
    unevaluatedProperties: {},
    'x-own': { any: ['thing'] }
  }
  t.same(problemsOfKeywords(schema, 'details'), [])
  t.same(problemsOfKeywords({ dependencies: { a: ['b'], c: { minLength: 1 } } }, 'details'), [])
  t.same(problemsOfKeywords({ prefixItems: [{}], unevaluatedItems: false }, 'details'), [])
  t.same(problemsOfKeywords({ allOf: [{}], unevaluatedProperties: false, unevaluatedItems: true }, 'details'), [])
  t.same(problemsOfKeywords('no schema', 'details'), [])
  t.end()
})
