import { Type } from '@sinclair/typebox'
import { Type as Type1 } from 'typebox'
import { z } from 'zod'
import * as mini from 'zod/mini'
import { defaultCatalog, defineCatalog, isApiError } from 'fastify-api-error'
import type { DefinitionsOf } from 'fastify-api-error'
import { createClient } from 'fastify-api-error/client'
import type { ApiErrorBody, ErrorTable } from 'fastify-api-error/client'
import { expectType } from '../equal.js'
import type { Equal } from '../equal.js'

// The same details, as each library has them: types are inferred from each, without `as const`.
export const catalog = defineCatalog({
  groups: { libraries: { range: [5000, 5999], description: 'Libraries.' } },
  errors: {
    old_box: {
      code: '5001',
      status: 400,
      description: 'TypeBox 0.34.',
      details: Type.Object({
        text: Type.String(),
        count: Type.Optional(Type.Integer()),
        maybe: Type.Union([Type.String(), Type.Null()]),
        either: Type.Union([Type.Literal('a'), Type.Literal(1)]),
        inner: Type.Object({ list: Type.Array(Type.Boolean()) }),
        map: Type.Record(Type.String(), Type.Number())
      })
    },
    new_box: {
      code: '5002',
      status: 400,
      description: 'TypeBox 1.',
      details: Type1.Object({
        text: Type1.String(),
        count: Type1.Optional(Type1.Integer()),
        maybe: Type1.Union([Type1.String(), Type1.Null()]),
        either: Type1.Union([Type1.Literal('a'), Type1.Literal(1)]),
        inner: Type1.Object({ list: Type1.Array(Type1.Boolean()) }),
        map: Type1.Record(Type1.String(), Type1.Number())
      })
    },
    zod_one: {
      code: '5003',
      status: 400,
      description: 'Zod.',
      details: z.object({
        text: z.string(),
        count: z.int().exactOptional(),
        maybe: z.string().nullable(),
        either: z.union([z.literal('a'), z.literal(1)]),
        inner: z.object({ list: z.array(z.boolean()) }),
        map: z.record(z.string(), z.number())
      })
    },
    plain_one: {
      code: '5004',
      status: 400,
      description: 'A JSON Schema.',
      details: {
        type: 'object',
        required: ['text', 'maybe', 'either', 'inner', 'map'],
        properties: {
          text: { type: 'string' },
          count: { type: 'integer' },
          maybe: { type: ['string', 'null'] },
          either: { enum: ['a', 1] },
          inner: { type: 'object', required: ['list'], properties: { list: { type: 'array', items: { type: 'boolean' } } } },
          map: { type: 'object', additionalProperties: { type: 'number' } }
        }
      }
    }
  }
}, { extend: defaultCatalog })

interface Details {
  text: string
  count?: number
  maybe: string | null
  either: 'a' | 1
  inner: { list: boolean[] }
  map: Record<string, number>
}

type Libraries = 'old_box' | 'new_box' | 'zod_one' | 'plain_one'
type Body<Name extends Libraries> = ApiErrorBody<typeof catalog, Name>
type Sent<Name extends Libraries> = { [K in keyof Body<Name> as Exclude<K, 'code' | 'error'>]: Body<Name>[K] }

expectType<Equal<Sent<'old_box'>, { [K in keyof Details]: Details[K] }>>()
expectType<Equal<Sent<'new_box'>, { [K in keyof Details]: Details[K] }>>()
expectType<Equal<Sent<'zod_one'>, { [K in keyof Details]: Details[K] }>>()
expectType<Equal<Sent<'plain_one'>, { [K in keyof Details]: Details[K] }>>()

// zod/mini; and zod 4.0 and 4.1, by the function of docs/schema-libraries.md.
const withJsonSchema = <S extends mini.core.$ZodType>(schema: S) => ({
  '~standard': { ...schema['~standard'], jsonSchema: { output: () => mini.toJSONSchema(schema, { target: 'draft-7' }) } }
})
export const minis = defineCatalog({
  groups: { minis: { range: [5000, 5999], description: 'Minis.' } },
  errors: {
    mini_one: { code: '5001', status: 400, description: 'zod/mini.', details: mini.toJSONSchema(mini.object({ text: mini.string(), maybe: mini.nullable(mini.string()) })) },
    mini_two: { code: '5002', status: 400, description: 'zod 4.0.', details: withJsonSchema(mini.object({ text: mini.string() })) }
  }
}, { extend: defaultCatalog })
expectType<Equal<ApiErrorBody<typeof minis, 'mini_one'>, { readonly code: '5001', readonly error: 'mini_one', text: string, maybe: string | null }>>()
expectType<Equal<ApiErrorBody<typeof minis, 'mini_two'>, { readonly code: '5002', readonly error: 'mini_two', text: string }>>()

// A client narrows by the name of an error, whichever library its details come from.
const { createErrorMessages } = createClient<Pick<DefinitionsOf<typeof catalog>, Libraries>>({
  old_box: { code: '5001', details: { text: 'String', count: 'Number|Undefined', maybe: 'String|Null', either: 'Number|String', inner: 'Object', map: 'Object' } },
  new_box: { code: '5002', details: { text: 'String', count: 'Number|Undefined', maybe: 'String|Null', either: 'Number|String', inner: 'Object', map: 'Object' } },
  zod_one: { code: '5003', details: { text: 'String', count: 'Number|Undefined', maybe: 'String|Null', either: 'Number|String', inner: 'Object', map: 'Object' } },
  plain_one: { code: '5004', details: { text: 'String', count: 'Number|Undefined', maybe: 'String|Null', either: 'Number|String', inner: 'Object', map: 'Object' } }
})
createErrorMessages({
  old_box: ({ text, inner }) => `${text.trim()} ${inner.list.length}`,
  new_box: ({ text, inner }) => `${text.trim()} ${inner.list.length}`,
  zod_one: ({ text, inner }) => `${text.trim()} ${inner.list.length}`,
  // @ts-expect-error -- there is no such member
  plain_one: ({ title }) => title
}, 'Something went wrong.')

export const table: Pick<ErrorTable<typeof catalog>, 'zod_one'> = {
  // @ts-expect-error -- text is a text
  zod_one: { code: '5003', details: { text: 'Number', count: 'Number|Undefined', maybe: 'String|Null', either: 'Number|String', inner: 'Object', map: 'Object' } }
}

// Details that refer to themselves, also as a whole.
interface Node { name: string, children: Node[], parent: Node | null }
const Zod = z.object({ name: z.string(), get children () { return z.array(Zod) }, get parent () { return Zod.nullable() } })
export const trees = defineCatalog({
  groups: { trees: { range: [5000, 5999], description: 'Trees.' } },
  errors: {
    old_tree: { code: '5001', status: 400, description: 'TypeBox 0.34.', details: Type.Recursive(This => Type.Object({ name: Type.String(), children: Type.Array(This), parent: Type.Union([This, Type.Null()]) })) },
    module_tree: { code: '5002', status: 400, description: 'A module.', details: Type.Module({ Node: Type.Object({ name: Type.String(), children: Type.Array(Type.Ref('Node')), parent: Type.Union([Type.Ref('Node'), Type.Null()]) }) }).Import('Node') },
    new_tree: { code: '5003', status: 400, description: 'TypeBox 1.', details: Type1.Cyclic({ Node: Type1.Object({ name: Type1.String(), children: Type1.Array(Type1.Ref('Node')), parent: Type1.Union([Type1.Ref('Node'), Type1.Null()]) }) }, 'Node') },
    zod_tree: { code: '5004', status: 400, description: 'Zod.', details: Zod },
    plain_tree: {
      code: '5005',
      status: 400,
      description: 'A JSON Schema.',
      details: {
        type: 'object',
        required: ['name', 'children', 'parent'],
        properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } }, parent: { anyOf: [{ $ref: '#' }, { type: 'null' }] } }
      }
    },
    defs_tree: {
      code: '5006',
      status: 400,
      description: 'A JSON Schema with definitions.',
      details: {
        type: 'object',
        required: ['top'],
        properties: { top: { $ref: '#/$defs/Node' } },
        $defs: { Node: { type: 'object', required: ['name', 'children', 'parent'], properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/Node' } }, parent: { anyOf: [{ $ref: '#/$defs/Node' }, { type: 'null' }] } } } }
      }
    },
    unsafe_tree: { code: '5007', status: 400, description: 'Type.Unsafe.', details: Type.Unsafe<Node>({ $ref: '#/$defs/Node', $defs: { Node: { type: 'object', properties: {} } } }) }
  }
}, { extend: defaultCatalog })

type TreeBody<Name extends keyof DefinitionsOf<typeof trees> & string> = ApiErrorBody<typeof trees, Name>
/** What is found three levels down. */
type Third<Tree> = Tree extends { readonly children: ReadonlyArray<{ readonly parent: infer Second }> } ? Exclude<Second, null> extends { readonly children: ReadonlyArray<infer Child> } ? Child extends { name: infer Name } ? Name : 1 : 2 : 3
expectType<Equal<Third<TreeBody<'old_tree'>>, string>>()
expectType<Equal<Third<TreeBody<'module_tree'>>, string>>()
expectType<Equal<Third<TreeBody<'new_tree'>>, string>>()
expectType<Equal<Third<TreeBody<'zod_tree'>>, string>>()
expectType<Equal<Third<TreeBody<'plain_tree'>>, string>>()
expectType<Equal<Third<TreeBody<'defs_tree'>['top']>, string>>()
expectType<Equal<TreeBody<'unsafe_tree'>['parent'], Node | null>>()

// What else a JSON Schema says.
export const words = defineCatalog({
  groups: { words: { range: [5000, 5999], description: 'Words.' } },
  errors: {
    many_words: {
      code: '5001',
      status: 400,
      description: 'Many.',
      details: {
        type: 'object',
        required: ['constant', 'pair', 'open', 'prefix', 'both', 'choice', 'nullable', 'free', 'whole'],
        properties: {
          constant: { const: 'x' },
          pair: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], additionalItems: false },
          open: { type: 'array', items: [{ type: 'string' }] },
          prefix: { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' } },
          both: { allOf: [{ type: 'object', required: ['a'], properties: { a: { type: 'string' } } }, { type: 'object', properties: { b: { type: 'string' } } }] },
          choice: { oneOf: [{ type: 'boolean' }, { type: 'null' }] },
          nullable: { type: 'string', nullable: true },
          free: { type: 'object' },
          whole: { type: 'array' }
        }
      }
    },
    optional_words: { code: '5002', status: 400, description: 'Optional.', details: { type: 'object', properties: { a: { type: 'string' } } } }
  }
}, { extend: defaultCatalog })
type Words = ApiErrorBody<typeof words, 'many_words'>
expectType<Equal<Words['constant'], 'x'>>()
expectType<Equal<Words['pair'], [string, number]>>()
expectType<Equal<Words['open'], [string, ...unknown[]]>>()
expectType<Equal<Words['prefix'], [string, ...number[]]>>()
expectType<Equal<Words['both'], { a: string, b?: string }>>()
expectType<Equal<Words['choice'], boolean | null>>()
expectType<Equal<Words['nullable'], string | null>>()
expectType<Equal<Words['free'], { [name: string]: unknown }>>()
expectType<Equal<Words['whole'], unknown[]>>()
expectType<Equal<ApiErrorBody<typeof words, 'optional_words'>['a'], string | undefined>>()

// What is no schema of an object is refused.
const groups = { more: { range: [6000, 6999], description: 'More.' } } as const
// @ts-expect-error -- a text
defineCatalog({ groups, errors: { own_error: { code: '6000', status: 400, description: 'Own.', details: z.string() } } }, { extend: defaultCatalog })
// @ts-expect-error -- a text
defineCatalog({ groups, errors: { own_error: { code: '6000', status: 400, description: 'Own.', details: { type: 'string' } } } }, { extend: defaultCatalog })
// @ts-expect-error -- no schema
defineCatalog({ groups, errors: { own_error: { code: '6000', status: 400, description: 'Own.', details: 'text' } } }, { extend: defaultCatalog })

declare const error: unknown
if (isApiError(error, 'invalid_field_value')) expectType<Equal<typeof error.details, { fields: string[] }>>()
