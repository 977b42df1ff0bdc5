import { test } from 'tap'
import { withoutAnnotations, withoutReferences } from '../../src/cli/schema-shape.js'

test('annotations go, at any depth', async t => {
  const notes = { title: 'T', description: 'D', $comment: 'C', default: { title: 1 }, examples: [1], deprecated: true, readOnly: true, writeOnly: true }
  t.same(withoutAnnotations({ ...notes, type: 'object', properties: { a: { ...notes, type: 'array', items: { ...notes, anyOf: [{ ...notes, type: 'string' }, true] } } } }), {
    type: 'object', properties: { a: { type: 'array', items: { anyOf: [{ type: 'string' }, true] } } }
  })
})

test('names and data that look like annotations stay', async t => {
  for (const keyword of ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']) {
    t.same(withoutAnnotations({ [keyword]: { title: { title: 'x', type: 'string' }, description: true, deprecated: false } }), { [keyword]: { title: { type: 'string' }, description: true, deprecated: false } })
  }
  for (const schema of [{ const: { title: 'a' } }, { enum: [{ description: 'a' }] }, { required: ['title'] }, { properties: null }, { properties: [1] }]) t.same(withoutAnnotations(schema), schema)
})

test('a definition stands where it is referred to, and a reference to what is around it counts', async t => {
  const $ref = '#/definitions/a'
  const schema = { properties: { one: { $ref }, other: { items: [{ $ref }] }, data: { const: { $ref } } }, definitions: { a: { anyOf: [{ $ref: '#/definitions/b' }, { type: 'null' }] }, b: { items: { $ref }, contains: { $ref: '#/definitions/b' } } } }
  const a = { anyOf: [{ items: { $ref: 2 }, contains: { $ref: 1 } }, { type: 'null' }] }
  t.strictSame(withoutReferences(schema), { properties: { one: a, other: { items: [a] }, data: { const: { $ref } } } })
  t.strictSame(withoutReferences(undefined), undefined)
  t.strictSame(withoutReferences({ $ref: 'elsewhere' }), { $ref: 'elsewhere' })
})
