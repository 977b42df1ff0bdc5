import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { convertSchema } from '../../src/openapi/convert.js'
import type { Dialect } from '../../src/openapi/convert.js'

/** What becomes of a schema in Swagger 2.0, OpenAPI 3.0 and 3.1. */
const CASES: ReadonlyArray<[what: string, schema: unknown, expected: Readonly<Record<Dialect, unknown>>]> = [
  ['a constant', Type.Literal('a'), { '2.0': { enum: ['a'], type: 'string' }, '3.0': { enum: ['a'], type: 'string' }, 3.1: { enum: ['a'], type: 'string' } }],
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
    3.1: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], minItems: 2, maxItems: 2 }
  }],
  ['a tuple of one type', Type.Tuple([Type.String(), Type.String()]), {
    '2.0': { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
    '3.0': { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
    3.1: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'string' }], minItems: 2, maxItems: 2 }
  }],
  ['an empty list of items', { type: 'array', items: [] }, { '2.0': { type: 'array', items: {} }, '3.0': { type: 'array', items: {} }, 3.1: { type: 'array', prefixItems: [] } }],
  ['a list of anything', { type: 'array' }, { '2.0': { type: 'array', items: {} }, '3.0': { type: 'array', items: {} }, 3.1: { type: 'array' } }],
  ['a reference', { $ref: 'elsewhere', description: 'gone' }, { '2.0': { $ref: 'elsewhere' }, '3.0': { $ref: 'elsewhere' }, 3.1: { $ref: 'elsewhere' } }],
  ['members called like keywords', Type.Object({ const: Type.String(), $id: Type.Integer() }), {
    '2.0': { type: 'object', required: ['const', '$id'], properties: { const: { type: 'string' }, $id: { type: 'integer' } } },
    '3.0': { type: 'object', required: ['const', '$id'], properties: { const: { type: 'string' }, $id: { type: 'integer' } } },
    3.1: { type: 'object', required: ['const', '$id'], properties: { const: { type: 'string' }, $id: { type: 'integer' } } }
  }],
  ['what a dialect does not know', { type: 'string', contentEncoding: 'base64', 'x-mine': 1, deprecated: true }, {
    '2.0': { type: 'string', 'x-mine': 1 },
    '3.0': { type: 'string', 'x-mine': 1, deprecated: true },
    3.1: { type: 'string', contentEncoding: 'base64', 'x-mine': 1, deprecated: true }
  }],
  ['true', true, { '2.0': true, '3.0': true, 3.1: true }]
]

for (const [what, schema, expected] of CASES) {
  for (const dialect of ['2.0', '3.0', '3.1'] as const) {
    test(`convertSchema writes ${what} as ${dialect} has it`, t => {
      t.strictSame(convertSchema(schema, dialect, '#/a'), expected[dialect])
      t.end()
    })
  }
}

test('convertSchema has a schema that refers to itself refer to where it is', t => {
  const tree = Type.Recursive(This => Type.Object({ children: Type.Array(This) }), { $id: 'tree' })
  t.match(convertSchema(Type.Object({ 'a/b': tree }), '3.1', '#/components/schemas/x'), {
    properties: { 'a/b': { properties: { children: { items: { $ref: '#/components/schemas/x/properties/a~1b' } } } } }
  })
  t.end()
})

test('convertSchema leaves what it is given alone', t => {
  const schema = Object.freeze({ type: 'array', items: Object.freeze([]), const: Object.freeze([]) })
  t.doesNotThrow(() => convertSchema(schema, '3.0', ''))
  t.same(schema, { type: 'array', items: [], const: [] })
  t.end()
})
