import { Type } from '@sinclair/typebox'
import type { TProperties } from '@sinclair/typebox'
import { test } from 'tap'
import { compare } from '../../src/cli/compare.js'
import { builtInDocument, documentWith } from './run.js'

const none = { breaking: [], additions: [], changes: [] }
const details = (properties: TProperties): { details: Record<string, unknown> } => ({ details: JSON.parse(JSON.stringify(Type.Object(properties))) as Record<string, unknown> })

test('a catalogue does not differ from itself', async t => {
  t.same(compare(builtInDocument(), builtInDocument()), none)
})

test('an error that is gone breaks clients, whichever it is', async t => {
  for (const { name, code } of builtInDocument().errors) {
    const after = builtInDocument()
    after.errors = after.errors.filter(error => error.name !== name)
    t.same(compare(builtInDocument(), after).breaking, [`error "${name}" (${code}) was removed`])
    t.same(compare(after, builtInDocument()).breaking, [])
    t.match(compare(after, builtInDocument()).additions, [/is new$/])
  }
})

test('a changed name is told as such', async t => {
  t.same(compare(documentWith([{ name: 'gone', code: '1' }]), documentWith([{ name: 'lost', code: '1' }])), {
    ...none, breaking: ['error "gone" (1) was renamed to "lost"'], additions: ['error "lost" (1, status 400) is new']
  })
  const shared = documentWith([{ name: 'a', code: '1' }, { name: 'b', code: '1' }])
  t.same(compare(shared, documentWith([{ name: 'a', code: '1' }, { name: 'c', code: '1' }])).breaking, ['error "b" (1) was removed'])
})

test('a changed code, status or text breaks clients, a changed description does not', async t => {
  const change = (after: Parameters<typeof documentWith>[0][number]): unknown => compare(documentWith([{ name: 'gone' }]), documentWith([after]))
  t.same(change({ name: 'gone', code: '1001' }), { ...none, breaking: ['error "gone": the code was "1000" and is "1001"'] })
  t.same(change({ name: 'gone', status: 410 }), { ...none, breaking: ['error "gone": the status was 400 and is 410'] })
  t.same(change({ name: 'gone', error: 'Gone.' }), { ...none, breaking: ['error "gone": the text on the wire was "gone" and is "Gone."'] })
  t.same(change({ name: 'gone', description: 'No.' }), { ...none, changes: ['error "gone": the description was "It is gone." and is "No."'] })
})

test('details are compared by member', async t => {
  const change = (before: TProperties, after: TProperties | undefined): unknown =>
    compare(documentWith([{ name: 'x', ...details(before) }]), documentWith([{ name: 'x', ...(after === undefined ? {} : details(after)) }]))
  const a = Type.String()
  t.same(change({ a }, { a }), none)
  t.same(change({ a }, undefined), { ...none, breaking: ['error "x": details.a was removed'] })
  t.same(change({ a }, {}), { ...none, breaking: ['error "x": details.a was removed'] })
  t.same(change({}, { a }), { ...none, breaking: ['error "x": details.a is new and required'] })
  t.same(change({}, { a: Type.Optional(a) }), { ...none, additions: ['error "x": details.a is new'] })
  t.same(change({ a: Type.Optional(a) }, { a }), { ...none, breaking: ['error "x": details.a was optional and is required'] })
  t.same(change({ a }, { a: Type.Optional(a) }), { ...none, breaking: ['error "x": details.a was required and may be missing'] })
  t.same(change({ a }, { a: Type.Integer() }), { ...none, breaking: ['error "x": details.a has another schema'] })
  t.same(change({ a: Type.Array(a) }, { a: Type.Array(Type.String({ description: 'Words.' })) }), { ...none, changes: ['error "x": details.a is described otherwise'] })
  const nested = (inner: TProperties): TProperties => ({ a: Type.Object(inner) })
  t.same(change(nested({ title: Type.String() }), nested({})), { ...none, breaking: ['error "x": details.a has another schema'] }, 'a member that is named like a note')
})

test('groups, fallbacks and roles are told, and break nobody', async t => {
  const before = documentWith([])
  const [first, ...others] = before.groups
  const range = { name: 'more', range: [7, 9] as [number, number], description: 'More.' }
  t.same(compare(before, { ...before, groups: [{ ...first as typeof range, description: 'Other.' }, ...others.slice(1), range] }), {
    ...none,
    additions: ['group "more" is new'],
    changes: ['group "authentication" has another range or description', 'group "request" was removed']
  })
  t.same(compare({ ...before, fallback: { 404: 'a', 409: 'b' } }, { ...before, fallback: { 404: 'c', 410: 'd' } }).changes, [
    'fallback "404" was "a" and is "c"', 'fallback "409" was "b" and is none', 'fallback "410" was none and is "d"'
  ])
  t.same(compare({ ...before, roles: { token: 'a', network: 'b' } }, { ...before, roles: { token: 'c', network: 'b', database: 'd' } }), {
    ...none, changes: ['role "token" was "a" and is "c"', 'role "database" was none and is "d"']
  })
})
