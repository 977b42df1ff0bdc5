import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { convertSchema } from '../../src/openapi/convert.js'
import type { Dialect } from '../../src/openapi/dialect.js'

/** What becomes of a schema in Swagger 2.0, OpenAPI 3.0 and 3.1. */
type Case = [what: string, schema: unknown, expected: Readonly<Record<Dialect, unknown>>]

const CASES: readonly Case[] = [
  ['a constant', Type.Literal('a'), { '2.0': { enum: ['a'], type: 'string' }, '3.0': { enum: ['a'], type: 'string' }, 3.1: { enum: ['a'], type: 'string' } }],
  ['literals', Type.Union([Type.Literal('a'), Type.Literal('b')], { description: 'Which.' }), {
    '2.0': { description: 'Which.', type: 'string', enum: ['a', 'b'] },
    '3.0': { description: 'Which.', type: 'string', enum: ['a', 'b'] },
    3.1: { description: 'Which.', type: 'string', enum: ['a', 'b'] }
  }],
  ['literals or null', Type.Union([Type.Literal('a'), Type.Literal('b'), Type.Null()]), {
    '2.0': { type: 'string', enum: ['a', 'b'] },
    '3.0': { type: 'string', enum: ['a', 'b', null], nullable: true },
    3.1: { anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'null' }] }
  }],
  ['literals of two types, one with a description', Type.Union([Type.Literal('a'), Type.Literal(1), Type.Literal('b', { description: 'B.' })]), {
    '2.0': {},
    '3.0': { anyOf: [{ enum: ['a'], type: 'string' }, { enum: [1], type: 'number' }, { enum: ['b'], type: 'string', description: 'B.' }] },
    3.1: { anyOf: [{ enum: ['a'], type: 'string' }, { enum: [1], type: 'number' }, { enum: ['b'], type: 'string', description: 'B.' }] }
  }],
  ['literals of a schema that has a type', { type: 'string', anyOf: [{ type: 'string', const: 'a' }, { type: 'string', const: 'b' }] }, {
    '2.0': { type: 'string' },
    '3.0': { type: 'string', anyOf: [{ type: 'string', enum: ['a', 'b'] }] },
    3.1: { type: 'string', anyOf: [{ type: 'string', enum: ['a', 'b'] }] }
  }],
  ['an $id', { $id: 'a', $schema: 'b', type: 'string' }, { '2.0': { type: 'string' }, '3.0': { type: 'string' }, 3.1: { type: 'string' } }],
  ['null', Type.Null(), {
    '2.0': { type: 'object', enum: [null] },
    '3.0': { type: 'object', nullable: true, enum: [null] },
    3.1: { type: 'null' }
  }],
  ['a type or null', Type.Union([Type.String(), Type.Null()], { description: 'Maybe.' }), {
    '2.0': { type: 'string', description: 'Maybe.' },
    '3.0': { type: 'string', description: 'Maybe.', nullable: true },
    3.1: { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'Maybe.' }
  }],
  ['two types or null', Type.Union([Type.String(), Type.Integer(), Type.Null()]), {
    '2.0': {},
    '3.0': { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'object', nullable: true, enum: [null] }] },
    3.1: { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] }
  }],
  ['anything or null', Type.Union([Type.Any(), Type.Null()]), {
    '2.0': {},
    '3.0': { anyOf: [{}, { type: 'object', nullable: true, enum: [null] }] },
    3.1: { anyOf: [{}, { type: 'null' }] }
  }],
  ['an exclusive bound', Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 9 }), {
    '2.0': { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true },
    '3.0': { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true },
    3.1: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 9 }
  }],
  ['a map', Type.Record(Type.String(), Type.Literal(1)), {
    '2.0': { type: 'object', additionalProperties: { enum: [1], type: 'number' } },
    '3.0': { type: 'object', additionalProperties: { enum: [1], type: 'number' } },
    3.1: { type: 'object', patternProperties: { '^(.*)$': { enum: [1], type: 'number' } } }
  }],
  ['examples', Type.String({ examples: ['a', 'b'] }), { '2.0': { type: 'string', example: 'a' }, '3.0': { type: 'string', example: 'a' }, 3.1: { type: 'string', examples: ['a', 'b'] } }],
  ['a tuple', Type.Tuple([Type.String(), Type.Integer()]), {
    '2.0': { type: 'array', items: {}, minItems: 2, maxItems: 2 },
    '3.0': { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] }, minItems: 2, maxItems: 2 },
    3.1: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2, maxItems: 2 }
  }],
  ['a tuple of one type', Type.Tuple([Type.String(), Type.String()]), {
    '2.0': { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
    '3.0': { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
    3.1: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'string' }], items: false, minItems: 2, maxItems: 2 }
  }],
  ['a tuple that may go on', { type: 'array', items: [{ type: 'string' }], additionalItems: { type: 'integer' } }, {
    '2.0': { type: 'array', items: {} },
    '3.0': { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] } },
    3.1: { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'integer' } }
  }],
  ['a tuple that may go on with anything', { type: 'array', items: [{ type: 'string' }] }, {
    '2.0': { type: 'array', items: {} }, '3.0': { type: 'array', items: {} }, 3.1: { type: 'array', prefixItems: [{ type: 'string' }] }
  }],
  ['a tuple that says its length by what may follow', { type: 'array', items: [{ type: 'string' }, { type: 'string' }], additionalItems: false, minItems: 1 }, {
    '2.0': { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2 },
    '3.0': { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2 },
    3.1: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'string' }], items: false, minItems: 1 }
  }],
  ['names by several patterns', { type: 'object', patternProperties: { '^a': { type: 'string' }, '^b': { type: 'integer' } }, additionalProperties: false }, {
    '2.0': { type: 'object', additionalProperties: {} },
    '3.0': { type: 'object', additionalProperties: { anyOf: [{ type: 'string' }, { type: 'integer' }] } },
    3.1: { type: 'object', patternProperties: { '^a': { type: 'string' }, '^b': { type: 'integer' } }, additionalProperties: false }
  }],
  ['names by a pattern, and others', { type: 'object', patternProperties: { '^a': { type: 'string' } }, additionalProperties: { type: 'integer' } }, {
    '2.0': { type: 'object', additionalProperties: {} },
    '3.0': { type: 'object', additionalProperties: { anyOf: [{ type: 'string' }, { type: 'integer' }] } },
    3.1: { type: 'object', patternProperties: { '^a': { type: 'string' } }, additionalProperties: { type: 'integer' } }
  }],
  ['members of any kind, and of none', { type: 'object', properties: { a: true, b: false }, additionalProperties: true }, {
    '2.0': { type: 'object', properties: { a: {}, b: {} }, additionalProperties: true },
    '3.0': { type: 'object', properties: { a: {}, b: { not: {} } }, additionalProperties: true },
    3.1: { type: 'object', properties: { a: true, b: false }, additionalProperties: true }
  }],
  ['an empty list of items', { type: 'array', items: [] }, { '2.0': { type: 'array', items: {} }, '3.0': { type: 'array', items: {} }, 3.1: { type: 'array', prefixItems: [] } }],
  ['a list of anything', { type: 'array' }, { '2.0': { type: 'array', items: {} }, '3.0': { type: 'array', items: {} }, 3.1: { type: 'array' } }],
  ['a reference', { $ref: 'elsewhere', description: 'gone' }, { '2.0': { $ref: 'elsewhere' }, '3.0': { $ref: 'elsewhere' }, 3.1: { $ref: 'elsewhere' } }],
  ['members called like keywords', Type.Object({ const: Type.String(), $id: Type.Integer() }), {
    '2.0': { type: 'object', required: ['const', '$id'], properties: { const: { type: 'string' }, $id: { type: 'integer' } } },
    '3.0': { type: 'object', required: ['const', '$id'], properties: { const: { type: 'string' }, $id: { type: 'integer' } } },
    3.1: { type: 'object', required: ['const', '$id'], properties: { const: { type: 'string' }, $id: { type: 'integer' } } }
  }],
  ...['pattern', 'format', 'title', 'description', 'default', 'multipleOf', 'maximum', 'minimum', 'maxLength', 'minLength', 'maxItems', 'minItems', 'uniqueItems', 'maxProperties', 'minProperties', 'readOnly', 'required', 'enum']
    .map((keyword): Case => [`the keyword ${keyword}`, { type: 'object', [keyword]: 1 }, { '2.0': { type: 'object', [keyword]: 1 }, '3.0': { type: 'object', [keyword]: 1 }, 3.1: { type: 'object', [keyword]: 1 } }]),
  ...['writeOnly', 'nullable', 'deprecated']
    .map((keyword): Case => [`the keyword ${keyword}`, { type: 'object', [keyword]: true }, { '2.0': { type: 'object' }, '3.0': { type: 'object', [keyword]: true }, 3.1: { type: 'object', [keyword]: true } }]),
  ...['allOf', 'oneOf']
    .map((keyword): Case => [`the keyword ${keyword}`, { [keyword]: [{ const: 1 }] }, { '2.0': keyword === 'allOf' ? { allOf: [{ enum: [1] }] } : {}, '3.0': { [keyword]: [{ enum: [1] }] }, 3.1: { [keyword]: [{ enum: [1] }] } }]),
  ['the keyword not', { not: { const: 1 } }, { '2.0': {}, '3.0': { not: { enum: [1] } }, 3.1: { not: { enum: [1] } } }],
  ['the keyword additionalProperties', { type: 'object', additionalProperties: { const: 1 } }, {
    '2.0': { type: 'object', additionalProperties: { enum: [1] } },
    '3.0': { type: 'object', additionalProperties: { enum: [1] } },
    3.1: { type: 'object', additionalProperties: { enum: [1] } }
  }],
  ['what a dialect does not know', { type: 'string', contentEncoding: 'base64', 'x-mine': 1, deprecated: true }, {
    '2.0': { type: 'string', 'x-mine': 1 },
    '3.0': { type: 'string', 'x-mine': 1, deprecated: true },
    3.1: { type: 'string', contentEncoding: 'base64', 'x-mine': 1, deprecated: true }
  }],
  ['true', true, { '2.0': {}, '3.0': {}, 3.1: true }]
]

const pointerTo = (id: string): string => `#/components/schemas/${id}`

for (const [what, schema, expected] of CASES) {
  for (const dialect of ['2.0', '3.0', '3.1'] as const) {
    test(`convertSchema writes ${what} as ${dialect} has it`, t => {
      t.strictSame(convertSchema(schema, dialect, pointerTo).schema, expected[dialect])
      t.end()
    })
  }
}

test('convertSchema takes definitions out, and refers to them', t => {
  const $ref = '#/definitions/tree'
  const schema = {
    type: 'object',
    properties: { list: { type: 'array', items: { $ref } }, map: { type: 'object', additionalProperties: { $ref } }, pair: { type: 'array', items: [{ $ref }, { type: 'null' }] }, maybe: { anyOf: [{ $ref }, { type: 'null' }] } },
    definitions: { tree: { type: 'object', properties: { children: { type: 'array', items: { $ref } } } } }
  }
  const pointer = { $ref: '#/components/schemas/tree' }
  const converted = convertSchema(schema, '3.1', pointerTo)
  t.strictSame(converted.schema, {
    type: 'object',
    properties: { list: { type: 'array', items: pointer }, map: { type: 'object', additionalProperties: pointer }, pair: { type: 'array', prefixItems: [pointer, { type: 'null' }] }, maybe: { anyOf: [pointer, { type: 'null' }] } }
  })
  t.strictSame([...converted.definitions], [['tree', { type: 'object', properties: { children: { type: 'array', items: pointer } } }]])
  t.match(convertSchema(schema, '3.0', pointerTo).schema, { properties: { maybe: { anyOf: [pointer, { nullable: true, enum: [null] }] } } })
  t.end()
})

test('convertSchema leaves an $id out that nothing refers to', t => {
  const { schema, definitions } = convertSchema(Type.Object({ a: Type.String({ $id: 'a' }) }), '3.1', pointerTo)
  t.match(schema, { properties: { a: { type: 'string' } } })
  t.equal(definitions.size, 0)
  t.end()
})

test('convertSchema leaves what it is given alone', t => {
  const schema = Object.freeze({ type: 'array', items: Object.freeze([]), const: Object.freeze([]) })
  t.doesNotThrow(() => convertSchema(schema, '3.0', pointerTo))
  t.same(schema, { type: 'array', items: [], const: [] })
  t.end()
})
