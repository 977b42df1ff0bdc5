import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import * as Type1 from 'typebox'
import { z } from 'zod'
import { normalize } from '../../src/catalog/normalize.js'
import { readSchema } from '../../src/catalog/read-schema.js'

const normal = (schema: object): unknown => normalize(JSON.parse(JSON.stringify(schema)) as never, 'details', 'kind').schema
const members = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more })
const text = { type: 'string' }

const tree = (name: string): unknown => ({ type: 'object', required: ['list'], properties: { list: { type: 'array', items: { $ref: `#/definitions/${name}` } }, parent: { anyOf: [{ $ref: `#/definitions/${name}` }, { type: 'null' }] } } })
const TREE = { list: { type: 'array', items: { $ref: '#' } }, parent: { anyOf: [{ $ref: '#' }, { type: 'null' }] } }
const Zod = z.object({ get list () { return z.array(Zod) }, get parent () { return Zod.nullable().optional() } })
const Old = Type.Recursive(This => Type.Object({ list: Type.Array(This), parent: Type.Optional(Type.Union([This, Type.Null()])) }))
const module = { Node: Type.Object({ list: Type.Array(Type.Ref('Node')), parent: Type.Optional(Type.Union([Type.Ref('Node'), Type.Null()])) }) }
const cyclic = { Node: Type1.Object({ list: Type1.Array(Type1.Ref('Node')), parent: Type1.Optional(Type1.Union([Type1.Ref('Node'), Type1.Null()])) }) }

test('what refers to itself is a definition, whichever way its library says so', t => {
  for (const [what, schema, name] of [
    ['a root, by #', members(TREE, { required: ['list'] }), 'kind_details'],
    ['zod', Zod, 'kind_details'],
    ['Type.Recursive', Old, 'kind_details'],
    ['a module of TypeBox 0.34', Type.Module(module).Import('Node'), 'Node'],
    ['Type.Cyclic of TypeBox 1', Type1.Cyclic(cyclic, 'Node'), 'Node'],
    ['a module of TypeBox 1', Type1.Module(cyclic).Node, 'Node']
  ] as const) {
    const { schema: found } = readSchema(schema, 'details', 'kind') as { readonly schema: Readonly<Record<string, unknown>> }
    t.match({ ...found, definitions: undefined }, tree(name), what)
    t.match(found['definitions'], { [name]: tree(name) }, what)
    t.notMatch(JSON.stringify(found), /\$id|\$defs|\$schema|"#"/, what)
    const inner = readSchema({ type: 'object', properties: { top: schema } }, 'details', 'kind').schema
    if (what.startsWith('a root')) continue // where # is another root
    if ('static' in schema || what.includes('TypeBox') || what.startsWith('Type.')) t.match(inner, { properties: { top: { $ref: name === 'Node' ? '#/definitions/Node' : '#/definitions/kind_top' } } }, what)
  }
  t.end()
})

test('a reference leads where it says', t => {
  const $ref = '#/definitions/Node'
  for (const [what, schema] of [
    ['$defs', { $defs: { Node: text }, ...members({ a: { $ref: '#/$defs/Node' } }) }],
    ['definitions', { definitions: { Node: text }, ...members({ a: { $ref } }) }],
    ['an $id', members({ a: { $ref: 'Node' }, b: { $id: 'Node', ...text } })],
    ['an $id with #', members({ a: { $ref: 'Node#' }, b: { $id: 'Node', ...text } })],
    ['an $id that ends in #', members({ a: { $ref: 'Node' }, b: { $id: 'Node#', ...text } })],
    ['a name among the definitions', { $defs: { Node: text }, ...members({ a: { $ref: 'Node' } }) }],
    ['an anchor', { $defs: { Node: { $anchor: 'n', ...text } }, ...members({ a: { $ref: '#n' } }) }]
  ] as const) t.match(normal(schema), { properties: { a: { $ref } }, definitions: { Node: text } }, what)
  t.match(normal(members({ 'a/b~c d': text, a: { $ref: '#/properties/a~1b~0c%20d' } })), { properties: { 'a/b~c d': { $ref: '#/definitions/kind_a' }, a: { $ref: '#/definitions/kind_a' } } }, 'a pointer to any part')
  t.match(normal({ $defs: { unused: { $ref: '#/properties/a' } }, ...members({ a: text }) }), { properties: { a: { $ref: '#/definitions/kind_details' } }, definitions: { kind_details: text } }, 'from a definition that nothing refers to')
  t.match(normal(members({ a: { $ref: 'Node#/items' }, b: { $id: 'Node', items: text } })), { definitions: { kind_a: text } }, 'a pointer in an $id')
  t.match(normal({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: members({ a: text }) } }), members({ a: text }), 'a schema that is nothing but a reference')
  t.end()
})

test('a schema that is part of another brings its own definitions along', t => {
  const cyclicOf = (leaf: Type1.TSchema): Type1.TSchema => Type1.Cyclic({ Node: Type1.Object({ leaf, list: Type1.Array(Type1.Ref('Node')) }) }, 'Node')
  const node = (leaf: object, name: string): object => ({ type: 'object', properties: { leaf, list: { type: 'array', items: { $ref: `#/definitions/${name}` } } } })
  const two = { properties: { a: { $ref: '#/definitions/Node' }, b: { $ref: '#/definitions/Node_2' } }, definitions: { Node: node(text, 'Node'), Node_2: node({ type: 'integer' }, 'Node_2') } }
  t.match(normal(Type1.Object({ a: cyclicOf(Type1.String()), b: cyclicOf(Type1.Integer()) })), two, 'TypeBox 1')
  const defs = (leaf: object): object => ({ $ref: '#/$defs/Node', $defs: { Node: node(leaf, 'x') } })
  t.match(normal(members(JSON.parse(JSON.stringify({ a: defs(text), b: defs({ type: 'integer' }) }).replaceAll('#/definitions/x', '#/$defs/Node')))), two, 'as in Type.Unsafe')
  t.match(normal(members({ tree: z.toJSONSchema(Zod) })), { properties: { tree: { $ref: '#/definitions/kind_tree' } }, definitions: { kind_tree: tree('kind_tree') } }, 'what z.toJSONSchema gives')
  t.end()
})

test('a reference that leads nowhere is a problem of its member', t => {
  const { problems } = normalize(members({ a: { type: 'array', items: members({ b: { $ref: 'Nowhere' } }) }, c: { $ref: '#/$defs/d' }, e: { $ref: 1 } }) as never, 'details', 'kind')
  t.same(problems, ['details.a.b: the reference "Nowhere" leads to nothing in the schema', 'details.c: the reference "#/$defs/d" leads to nothing in the schema', 'details.e: the reference 1 leads to nothing in the schema'])
  t.same(normal(members({ a: { const: { $ref: 'Nowhere' }, default: { $ref: 'x' } } })), members({ a: { const: { $ref: 'Nowhere' }, default: { $ref: 'x' } } }), 'data is no reference')
  t.end()
})

test('definitions have their own names, else that of their error and member, each once', t => {
  const recursive = (more: object): object => ({ ...more, items: { $ref: (more as { $id: string }).$id } })
  t.same(Object.keys((normal(members({ a: recursive({ $id: 'T7' }), b: recursive({ $id: 'my list' }), c: recursive({ $id: 'my/list' }) })) as { definitions: object }).definitions), ['kind_a', 'my_list', 'my_list_2'])
  t.end()
})

test('what stands beside a reference applies as well', t => {
  const $defs = { a: text }
  t.match(normal({ ...members({ a: { $ref: '#/$defs/a', description: 'A.' } }), $defs }), { properties: { a: { description: 'A.', allOf: [{ $ref: '#/definitions/a' }] } } })
  t.match(normal({ ...members({ a: { allOf: [{ $ref: '#/$defs/a' }] } }), $defs }), { properties: { a: { $ref: '#/definitions/a' } } })
  t.match(normal({ ...members({ a: { $ref: '#/$defs/a', allOf: [{ minLength: 1 }] } }), $defs }), { properties: { a: { allOf: [{ $ref: '#/definitions/a' }, { minLength: 1 }] } } })
  t.end()
})

test('names that are for references go, also those that nothing refers to', t => {
  t.strictSame(normal({ $schema: 'x', $id: 'y', $comment: 'z', ...members({ a: { $id: 'b', $anchor: 'c', ...text }, $id: text }), $defs: { unused: text } }), members({ a: text, $id: text }))
  t.end()
})

test('normalize has one definition for a schema that a library writes out wherever it is used', t => {
  const Node = Type.Recursive(This => Type.Object({ next: Type.Optional(This) }))
  const { schema } = readSchema(Type.Object({ a: Type.Union([Node, Type.Null()]), b: Type.Record(Type.String(), Node), c: Type.Tuple([Node]) }), 'details', 'kind')
  t.match(schema, { properties: { a: { anyOf: [{ $ref: '#/definitions/kind_a' }, { type: 'null' }] }, b: { additionalProperties: { $ref: '#/definitions/kind_a' } }, c: { items: [{ $ref: '#/definitions/kind_a' }] } } })
  t.same(Object.keys(Object(schema?.['definitions'])), ['kind_a'])
  const Cyclic = Type1.Cyclic({ A: Type1.Object({ b: Type1.Optional(Type1.Ref('B')) }), B: Type1.Object({ a: Type1.Ref('A') }) }, 'A')
  const cyclic = readSchema(Type1.Object({ x: Cyclic, y: Type1.Array(Cyclic), z: Type1.Partial(Cyclic) }), 'details', 'kind').schema
  t.match(cyclic, { properties: { x: { $ref: '#/definitions/A' }, y: { items: { $ref: '#/definitions/A' } } }, definitions: { B: { properties: { a: { $ref: '#/definitions/A' } } } } }, 'equal parts of different schemas stay apart')
  t.end()
})

test('normalize gives names of its own for those that libraries make up', t => {
  for (const name of ['T0', '__schema0', 'intersection514', 'union37', 'type45', '0']) {
    const { schema } = readSchema({ type: 'object', properties: { a: { $ref: `#/$defs/${name}` } }, $defs: { [name]: { type: 'string' } } }, 'details', 'kind')
    t.same(Object.keys(Object(schema?.['definitions'])), ['kind_a'], name)
  }
  t.end()
})

test('normalize takes nullable for null beside any schema, as types do', t => {
  const { schema } = readSchema({
    type: 'object',
    properties: {
      ref: { $ref: '#/$defs/N', nullable: true, description: 'D.' }, all: { nullable: true, allOf: [{ $ref: '#/$defs/N' }] }, any: { nullable: true, anyOf: [{ type: 'string' }] }, list: { nullable: true, enum: ['a'] }, nothing: { nullable: true, description: 'D.' }
    },
    $defs: { N: { type: 'object', properties: {} } }
  }, 'details', 'kind')
  const none = { type: 'null' }
  t.strictSame(schema?.['properties'], {
    ref: { description: 'D.', anyOf: [{ $ref: '#/definitions/N' }, none] },
    all: { anyOf: [{ $ref: '#/definitions/N' }, none] },
    any: { anyOf: [{ anyOf: [{ type: 'string' }] }, none] },
    list: { anyOf: [{ enum: ['a'] }, none] },
    nothing: { description: 'D.' }
  })
  t.end()
})

test('normalize refuses references that lead round in a circle', t => {
  const read = ($defs: object): unknown => readSchema({ type: 'object', properties: { a: { $ref: '#/$defs/A' } }, $defs }, 'details', 'kind').problems
  t.match(read({ A: { $ref: '#/$defs/B' }, B: { $ref: '#/$defs/A' } }), ['details: the reference "#/$defs/A" leads to itself alone, and to no schema'])
  t.equal(read({ A: { $ref: '#/$defs/B' }, B: { type: 'string' } }), undefined)
  t.end()
})
