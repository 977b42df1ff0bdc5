import { Type } from '@sinclair/typebox'
import type { TProperties, TSchema } from '@sinclair/typebox'
import { test } from 'tap'
import { compare } from '../../src/cli/compare.js'
import type { Differences } from '../../src/cli/differences.js'
import { compareDetails, compareMembers } from '../../src/cli/compare-details.js'
import { documentWith, none } from './run.js'

const [errorX] = documentWith([{ name: 'x' }]).errors
const errorWith = (details: unknown) => ({ ...errorX as NonNullable<typeof errorX>, ...details === undefined ? {} : { details: JSON.parse(JSON.stringify(details)) as Record<string, unknown> } })

function changeSchema (before: unknown, after: unknown): Differences {
  const found: Differences = { breaking: [], additions: [], changes: [] }
  compareDetails(errorWith(before), errorWith(after), found)
  return found
}

const change = (before: TProperties, after: TProperties | undefined): Differences => changeSchema(Type.Object(before), after && Type.Object(after))
const a = Type.String()

test('members come, go and become optional or required', async t => {
  t.same(change({ a }, { a }), none)
  t.same(change({ a }, undefined), { ...none, breaking: ['error "x": details.a was removed'] })
  t.same(change({ a }, {}), { ...none, breaking: ['error "x": details.a was removed'] })
  t.same(change({}, { a }), { ...none, breaking: ['error "x": details.a is new and required: services that raise the error have to give it'] })
  t.same(change({}, { a: Type.Optional(a) }), { ...none, additions: ['error "x": details.a is new'] })
  t.same(change({ a: Type.Optional(a) }, { a }), { ...none, breaking: ['error "x": details.a became required'] })
  t.same(change({ a }, { a: Type.Optional(a) }), { ...none, breaking: ['error "x": details.a became optional'] })
})

test('a schema that takes other values breaks clients, another description does not', async t => {
  const changed = { ...none, breaking: ['error "x": details.a schema changed'] }
  t.same(change({ a }, { a: Type.Integer() }), changed)
  t.same(change({ a: Type.Array(a) }, { a: Type.Array(Type.String({ description: 'Words.', title: 'W', examples: ['x'] })) }), { ...none, changes: ['error "x": details.a description changed'] })
  for (const name of ['title', 'description', 'default']) {
    const nested = (inner: TSchema | boolean): unknown => ({ type: 'object', properties: { a: { type: 'object', properties: { [name]: inner } } }, required: ['a'] })
    t.same(changeSchema(nested(Type.String()), nested(Type.Integer())), changed, `a member that is named ${name}`)
    t.same(changeSchema(nested(true), nested(false)), changed, `a member that is named ${name}, with a boolean schema`)
    const constant = (value: string): unknown => ({ type: 'object', properties: { a: { const: { [name]: value } } }, required: ['a'] })
    t.same(changeSchema(constant('x'), constant('y')), changed, `a constant with the key ${name}`)
  }
})

test('recursive details that did not change are the same, whatever their definitions are called', async t => {
  const tree = (name: string, leaf: TSchema): unknown => {
    const $ref = `#/definitions/${name}`
    const properties = { leaf, children: { type: 'array', items: { $ref } } }
    return { type: 'object', properties, definitions: { [name]: { type: 'object', properties } } }
  }
  t.same(changeSchema(tree('a', a), tree('b', a)), none)
  t.same(changeSchema(tree('a', a), tree('a', Type.Integer())), { ...none, breaking: ['error "x": details.leaf schema changed', 'error "x": details.children schema changed'] })
})

test('the members of every error are compared, and each may be missing', async t => {
  const document = (members?: TProperties) => documentWith([], members === undefined ? {} : { members: JSON.parse(JSON.stringify(Type.Object(members))) as Record<string, unknown> })
  const changed = (before: TProperties | undefined, after: TProperties | undefined): Differences => {
    const found: Differences = { breaking: [], additions: [], changes: [] }
    compareMembers(document(before), document(after), found)
    t.same(compare(document(before), document(after)), found)
    return found
  }
  t.same(changed(undefined, undefined), none)
  t.same(changed({ a }, { a }), none)
  t.same(changed({ a }, { a: Type.Optional(a) }), none)
  t.same(changed(undefined, { a }), { ...none, additions: ['every error: member a is new'] })
  t.same(changed({ a }, undefined), { ...none, breaking: ['every error: member a was removed'] })
  t.same(changed({ a }, { a: Type.Integer() }), { ...none, breaking: ['every error: the schema of member a changed'] })
  t.same(changed({ a }, { a: Type.String({ description: 'A.' }) }), { ...none, changes: ['every error: the description of member a changed'] })
})
