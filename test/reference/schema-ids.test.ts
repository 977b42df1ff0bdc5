import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { isTypeBoxId, withNumberedIds } from '../../src/reference/schema-ids.js'

const tree = () => Type.Object({ tree: Type.Recursive(This => Type.Object({ children: Type.Array(This) })), other: Type.Recursive(This => Type.Array(This)) })

test('ids are numbered in their order, with the references to them', async t => {
  const [first, second] = [tree(), tree()]
  t.notSame(JSON.parse(JSON.stringify(first)), JSON.parse(JSON.stringify(second)), 'TypeBox gives each an id of its own')
  t.same(withNumberedIds(first), withNumberedIds(second))
  t.match(withNumberedIds(second), { properties: { tree: { $id: 'T0', properties: { children: { items: { $ref: 'T0' } } } }, other: { $id: 'T1', items: { $ref: 'T1' } } } })
})

test('other ids, other references, and members with these names stay', async t => {
  const schema = { $id: 'Node', properties: { $id: { type: 'string' }, a: { $ref: 'Node' }, b: { $ref: '#/properties/a' }, c: { $id: 'T7' }, d: { $ref: 'T7' } } }
  t.same(withNumberedIds(schema, isTypeBoxId), { ...schema, properties: { ...schema.properties, c: { $id: 'T0' }, d: { $ref: 'T0' } } })
  t.match(withNumberedIds(schema), { $id: 'T0', properties: { a: { $ref: 'T0' }, b: { $ref: '#/properties/a' }, c: { $id: 'T1' } } })
  t.same(['T0', 'T12', 'Tree', 't0', 'T0x'].map(isTypeBoxId), [true, true, false, false, false])
})
