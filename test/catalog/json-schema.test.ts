import { test } from 'tap'
import { definitionOf, isObject, isSingle, mapSchemas } from '../../src/catalog/json-schema.js'

test('isObject is true for objects that are no lists', t => {
  t.same([{}, [], null, undefined, 'a', 1, () => {}].map(isObject), [true, false, false, false, false, false, false])
  t.end()
})

test('mapSchemas changes what is a schema and leaves data alone', t => {
  const schema = { type: 'object', properties: { type: 1, items: 2 }, dependencies: { a: 3 }, items: [4, 5], not: 6, anyOf: 7, enum: [8], default: 9, patternProperties: 10 }
  t.strictSame(mapSchemas(schema, inner => -Number(inner)), { type: 'object', properties: { type: -1, items: -2 }, dependencies: { a: -3 }, items: [-4, -5], not: -6, anyOf: -7, enum: [8], default: 9, patternProperties: 10 })
  t.end()
})

test('definitionOf finds what a reference leads to', t => {
  const definitions = { a: { type: 'string' } }
  t.equal(definitionOf({ $ref: '#/definitions/a' }, { definitions }), definitions.a)
  for (const [schema, root] of [[{ $ref: '#/definitions/b' }, { definitions }], [{}, { definitions }], [{ $ref: '#/definitions/a' }, {}], [{ $ref: '#/definitions/a' }, undefined]] as const) t.equal(definitionOf(schema, root), undefined)
  t.end()
})

test('isSingle is true for schemas of values without members', t => {
  for (const schema of [{ type: 'string' }, { type: 'null' }, { const: 'a' }, { const: null }, { enum: ['a', 1, null] }]) t.ok(isSingle(schema), JSON.stringify(schema))
  for (const schema of [{}, { type: 'object' }, { type: 'array' }, { const: {} }, { enum: ['a', []] }, true, undefined]) t.notOk(isSingle(schema), JSON.stringify(schema))
  t.end()
})
