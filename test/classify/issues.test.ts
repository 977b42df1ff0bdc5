import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import Fastify from 'fastify'
import type { FastifySchemaCompiler } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import t from 'tap'
import { z } from 'zod'
import apiError, { defaultCatalog, defineCatalog } from '../../src/index.js'
import { issuesOf } from '../../src/classify/issues.js'
import { hostileValues } from '../fixtures/hostile.js'

const Issue = Type.Object({ field: Type.String(), rule: Type.String(), limit: Type.Optional(Type.Number()), expected: Type.Optional(Type.String()) })
const catalog = defineCatalog({
  errors: { invalid_field_value: { code: '2007', status: 400, description: 'The value of the following fields are not correct.', details: Type.Object({ fields: Type.Array(Type.String()), issues: Type.Optional(Type.Array(Issue)) }) } }
}, { extend: defaultCatalog })

const SECRET = 's3cr3t'

/** What a client gets for a body that does not fit. */
async function issues (schema: unknown, body: unknown, compiler?: FastifySchemaCompiler<never>): Promise<Array<{ field: string, rule: string }>> {
  const app = Fastify({ ajv: { customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false } } })
  if (compiler !== undefined) app.setValidatorCompiler(compiler as never).setSerializerCompiler(serializerCompiler as never)
  await app.register(apiError, { catalog })
  app.post('/', { schema: { body: schema } }, () => 'never')
  const response = await app.inject({ method: 'POST', url: '/', payload: body as object })
  t.equal(response.statusCode, 400)
  t.notMatch(response.body, SECRET, 'neither what was sent nor what is allowed')
  return response.json<{ issues: Array<{ field: string, rule: string }> }>().issues.toSorted((a, b) => a.field < b.field ? -1 : 1)
}

const wrong = {
  short: 'a', long: 'abc', less: 1, more: 9, edge: 0, step: 3, kind: SECRET, mail: SECRET, form: SECRET, few: [], many: [1, 2, 3], one: SECRET, only: SECRET, either: SECRET, extra: SECRET
}

const expected = [
  { field: 'edge', rule: 'exclusiveMinimum', limit: 0 },
  { field: 'either', rule: 'anyOf' },
  { field: 'few', rule: 'minItems', limit: 1 },
  { field: 'form', rule: 'pattern' },
  { field: 'kind', rule: 'type', expected: 'boolean' },
  { field: 'less', rule: 'minimum', limit: 2 },
  { field: 'long', rule: 'maxLength', limit: 2 },
  { field: 'mail', rule: 'format', expected: 'email' },
  { field: 'many', rule: 'maxItems', limit: 2 },
  { field: 'more', rule: 'maximum', limit: 8 },
  { field: 'short', rule: 'minLength', limit: 3 },
  { field: 'step', rule: 'multipleOf', limit: 2 }
]

const ajv = {
  type: 'object',
  required: ['missing'],
  additionalProperties: false,
  properties: {
    short: { type: 'string', minLength: 3 },
    long: { type: 'string', maxLength: 2 },
    less: { type: 'number', minimum: 2 },
    more: { type: 'number', maximum: 8 },
    edge: { type: 'number', exclusiveMinimum: 0 },
    step: { type: 'number', multipleOf: 2 },
    kind: { type: 'boolean' },
    mail: { type: 'string', format: 'email' },
    form: { type: 'string', pattern: '^[0-9]+$' },
    few: { type: 'array', minItems: 1 },
    many: { type: 'array', maxItems: 2 },
    one: { enum: [`${SECRET}1`, `${SECRET}2`] },
    only: { const: `${SECRET}1` },
    either: { anyOf: [{ type: 'number' }, { type: 'null' }] }
  }
}

t.test('Ajv says which rule each field fails, with its limit', async t => {
  t.same((await issues(ajv, wrong)).filter(({ field, rule }) => field !== 'either' || rule === 'anyOf'), [
    ...expected.slice(0, 2), { field: 'extra', rule: 'additionalProperties' }, ...expected.slice(2, 9), { field: 'missing', rule: 'required' }, expected[9], { field: 'one', rule: 'enum' }, { field: 'only', rule: 'const' }, ...expected.slice(10)
  ])
})

t.test('zod says the same, by the keywords of JSON Schema', async t => {
  const schema = z.strictObject({
    short: z.string().min(3),
    long: z.string().max(2),
    less: z.number().min(2),
    more: z.number().max(8),
    edge: z.number().gt(0),
    step: z.number().multipleOf(2),
    kind: z.boolean(),
    mail: z.email(),
    form: z.string().regex(/^[0-9]+$/),
    few: z.array(z.number()).min(1),
    many: z.array(z.number()).max(2),
    one: z.enum([`${SECRET}1`, `${SECRET}2`]),
    only: z.literal(`${SECRET}1`),
    either: z.union([z.number(), z.null()])
  })
  t.same(await issues(schema, wrong, validatorCompiler as never), [
    ...expected.slice(0, 2), { field: 'extra', rule: 'additionalProperties' }, ...expected.slice(2, 10), { field: 'one', rule: 'enum' }, { field: 'only', rule: 'enum' }, ...expected.slice(10)
  ])
  t.same(await issues(z.object({ map: z.record(z.string().max(1), z.any()), top: z.number().lt(1), custom: z.string().refine(() => false) }), { map: { abc: 1 }, top: 1, custom: SECRET }, validatorCompiler as never),
    [{ field: 'custom', rule: 'invalid' }, { field: 'map.abc', rule: 'propertyNames' }, { field: 'top', rule: 'exclusiveMaximum', limit: 1 }])
})

t.test('so does the type provider of TypeBox', async t => {
  const schema = Type.Object({
    short: Type.String({ minLength: 3 }),
    long: Type.String({ maxLength: 2 }),
    less: Type.Number({ minimum: 2 }),
    more: Type.Number({ maximum: 8 }),
    edge: Type.Number({ exclusiveMinimum: 0 }),
    step: Type.Integer({ multipleOf: 2 }),
    kind: Type.Boolean(),
    form: Type.String({ pattern: '^[0-9]+$' }),
    few: Type.Array(Type.Number(), { minItems: 1 }),
    many: Type.Array(Type.Number(), { maxItems: 2 }),
    only: Type.Literal(`${SECRET}1`),
    either: Type.Union([Type.Number(), Type.Null()]),
    missing: Type.Unknown()
  }, { additionalProperties: false })
  const found = await issues(schema, { ...wrong, mail: undefined, one: undefined }, TypeBoxValidatorCompiler as never)
  t.same(found, [
    ...expected.slice(0, 2), { field: 'extra', rule: 'additionalProperties' }, ...expected.slice(2, 7), expected[8], { field: 'missing', rule: 'required' }, expected[9], { field: 'only', rule: 'const' }, ...expected.slice(10)
  ])
  const more = Type.Object({ top: Type.Integer({ exclusiveMaximum: 1 }), set: Type.Array(Type.Number(), { uniqueItems: true }), at: Type.Date() })
  t.same(await issues(more, { top: 1, set: [1, 1], at: SECRET }, TypeBoxValidatorCompiler as never), [{ field: 'at', rule: 'const' }, { field: 'set', rule: 'uniqueItems' }, { field: 'top', rule: 'exclusiveMaximum', limit: 1 }])
})

const failed = (validation: unknown[]): unknown => Object.assign(new Error('no'), { validation, validationContext: 'body' })

t.test('a failure of the whole body is of its part, and one that says nothing is invalid', async t => {
  t.same(issuesOf(failed([{ instancePath: '', keyword: 'type', params: { type: 'object' } }])), [{ field: 'body', rule: 'type', expected: 'object' }])
  t.same(issuesOf(failed([{ instancePath: '/a', message: 'no' }, { instancePath: '/b', keyword: 'x y', params: null }, { instancePath: '/c', message: "Expected string to match 'email' format" }, { instancePath: '/d', message: 'No: Unexpected property' }])), [{ field: 'a', rule: 'invalid' }, { field: 'b', rule: 'invalid' }, { field: 'c', rule: 'format', expected: 'email' }, { field: 'd', rule: 'invalid' }])
  t.same(issuesOf(failed([{ instancePath: '/a', keyword: 'too_small', params: { origin: 'map', minimum: Infinity } }])), [{ field: 'a', rule: 'minProperties' }])
  t.same(issuesOf(failed([{ instancePath: '/a', keyword: 'invalid_element', params: {} }, { instancePath: '/b', keyword: 'type', params: { type: 7 } }])), [{ field: 'a', rule: 'items' }, { field: 'b', rule: 'type' }])
  t.same(issuesOf(failed([{ path: ['a'], code: 'too_small', origin: 'string', minimum: 3 }])), [{ field: 'a', rule: 'minLength', limit: 3 }], 'as zod itself says it')
  t.same(issuesOf(failed([{ instancePath: '/a', keyword: 'constructor', params: { sent: 'secret' } }, { instancePath: '/b', keyword: 'toString', params: {} }, { instancePath: '/c', keyword: 'too_big', params: { origin: 'constructor', maximum: 3 } }])),
    [{ field: 'a', rule: 'constructor' }, { field: 'b', rule: 'toString' }, { field: 'c', rule: 'maximum', limit: 3 }], 'no keyword is what every object has')
  t.equal(issuesOf(new Error('other')), undefined)
})

t.test('they are bounded, and nothing hostile makes them fail', async t => {
  const many = issuesOf(failed(Array.from({ length: 10_000 }, (_, index) => ({ instancePath: `/${'x'.repeat(1000)}${index}`, keyword: `k${'x'.repeat(1000)}`, params: { type: 'x'.repeat(1000) } })))) ?? []
  t.ok(many.length <= 32)
  t.ok(many.every(({ field, rule }) => field.length <= 128 && rule.length <= 64))
  for (const value of hostileValues) t.doesNotThrow(() => issuesOf(value) ?? issuesOf(failed([value])))
})

t.test('an entry that declares less of an issue is sent less, and one that cannot take it is refused', async t => {
  const define = (issue: ReturnType<typeof Type.Object>): unknown => defineCatalog({
    errors: { invalid_field_value: { code: '2007', status: 400, description: 'The value is not correct.', details: Type.Object({ fields: Type.Array(Type.String()), issues: Type.Array(issue) }) } }
  }, { extend: defaultCatalog })
  const app = Fastify()
  await app.register(apiError, { catalog: define(Type.Object({ field: Type.String(), rule: Type.String() })) as typeof catalog })
  app.post('/', { schema: { body: ajv } }, () => 'never')
  t.equal((await app.inject({ method: 'POST', url: '/', payload: { missing: 1, short: 'a' } })).body, '{"code":"2007","error":"invalid_field_value","fields":["short"],"issues":[{"field":"short","rule":"minLength"}]}')
  t.throws(() => define(Type.Object({ field: Type.String(), value: Type.String() })), { message: /role "validation": the (?:member "issues" of the )?details of "invalid_field_value" must be/ })
})
