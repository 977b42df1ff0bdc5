import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { defineCatalog } from '../../src/catalog/define.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { readDefinitions, readMembers } from '../../src/catalog/readings.js'

const PLAIN = { code: '5001', status: 400, description: 'Plain.' }

test('readDefinitions reads the schemas of each error', t => {
  const details = Type.Object({ a: Type.Integer() })
  const readings = readDefinitions({ plain: PLAIN, more: { ...PLAIN, details, headers: { 'retry-after': Type.Integer(), 'x-hint': 'What to do.' } } })
  t.strictSame(readings.get('plain'), { headers: new Map() })
  t.strictSame(readings.get('more'), {
    details: { schema: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } } },
    headers: new Map<string, unknown>([['retry-after', { schema: { type: 'integer' } }], ['x-hint', { schema: 'What to do.' }]])
  })
  t.end()
})

test('readDefinitions reads what is undefined as what another catalogue lacks', t => {
  t.same(readDefinitions({ nothing: undefined as never }, defaultCatalog as never).get('nothing'), { headers: new Map() })
  t.end()
})

test('readDefinitions says what is wrong with a schema, and nothing of what is none', t => {
  const readings = readDefinitions({ plain: { ...PLAIN, details: 1 as never, headers: { a: Type.Date(), b: 1 as never, c: ' ' } }, none: null as never })
  t.notOk('details' in (readings.get('plain') ?? {}))
  t.same([...readings.get('plain')?.headers ?? []].map(([name, { problems }]) => [name, problems]), [['a', ["header \"a\": Type.Date() has no JSON form; write Type.String({ format: 'date-time' })"]], ['b', []], ['c', []]])
  t.same(readings.get('none'), { headers: new Map() })
  t.end()
})

test('readDefinitions reads nothing again that another catalogue has read', t => {
  const base = defineCatalog({ groups: { g: { range: [5000, 5999], description: 'G.' } }, errors: { plain: { ...PLAIN, details: Type.Object({ a: Type.Optional(Type.Integer()) }), headers: { 'x-hint': 'What.' } } } }, { extend: defaultCatalog })
  const again = readDefinitions({ ...base.definitions, unauthorized: PLAIN }, base as never)
  t.equal(again.get('plain')?.details?.schema, base.get('plain')?.details)
  t.same(again.get('plain')?.headers.get('x-hint'), { schema: 'What.' })
  t.same(again.get('object_not_found'), { headers: new Map() })
  t.same(again.get('unauthorized'), { headers: new Map() }, 'defined anew')
  t.end()
})

test('readMembers reads the members of every error, and nothing again that another catalogue has read', t => {
  const members = Type.Object({ request_id: Type.String() })
  const base = defineCatalog({ errors: {}, members }, { extend: defaultCatalog })
  t.strictSame(readMembers(members), { schema: { type: 'object', required: ['request_id'], properties: { request_id: { type: 'string' } } } })
  t.equal(readMembers(members, base as never)?.schema, base.entries[0]?.members)
  t.strictSame(readMembers(Type.Object({}), base as never), { schema: { type: 'object', properties: {} } })
  for (const none of [undefined, null, 7, 'text']) t.equal(readMembers(none), undefined)
  t.end()
})
