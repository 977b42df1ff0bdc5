import { test } from 'tap'
import { compare } from '../../src/cli/compare.js'
import type { Differences } from '../../src/cli/differences.js'
import { builtInDocument, documentWith, none } from './run.js'

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

test('a code that is used again with another status is told as that', async t => {
  t.same(compare(documentWith([{ name: 'gone', code: '1' }]), documentWith([{ name: 'lost', code: '1', status: 404 }])), {
    ...none, breaking: ['error "gone" (1, status 400) was removed; its code is used again by "lost" with status 404'], additions: ['error "lost" (1, status 404) is new']
  })
})

test('the details of a renamed error are compared', async t => {
  const details = { type: 'object', properties: { a: {} } }
  t.same(compare(documentWith([{ name: 'gone', code: '1', details }]), documentWith([{ name: 'lost', code: '1' }])).breaking, ['error "gone" (1) was renamed to "lost"', 'error "gone": details.a was removed'])
})

test('a new error with a retired code breaks clients, and a code that is no longer retired is told', async t => {
  const before = documentWith([], { retired: ['1', '2', '3', '3'] })
  t.same(compare(before, documentWith([{ name: 'lost', code: '1' }], { retired: ['1', '2', '4'] })), {
    breaking: ['error "lost" has the code 1, which is retired; old clients take it for another error'],
    additions: ['error "lost" (1, status 400) is new'],
    changes: ['code 3 was retired and no longer is']
  })
})

test('headers are compared, and break nobody', async t => {
  const change = (before: Record<string, string | object> | undefined, after: Record<string, string | object> | undefined): unknown =>
    compare(documentWith([{ name: 'x', ...before && { headers: before as Record<string, string> } }]), documentWith([{ name: 'x', ...after && { headers: after as Record<string, string> } }]))
  t.same(change({ 'retry-after': { type: 'integer' } }, { 'retry-after': { type: 'integer' } }), none)
  t.same(change(undefined, { 'retry-after': 'When.' }), { ...none, additions: ['error "x": header retry-after is new'] })
  t.same(change({ 'retry-after': 'When.' }, undefined), { ...none, changes: ['error "x": header retry-after was removed'] })
  t.same(change({ 'retry-after': 'When.' }, { 'retry-after': { type: 'integer' } }), { ...none, changes: ['error "x": header retry-after has another schema or description'] })
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

test('what is said to people about an error breaks nobody', async t => {
  const change = (before: object, after: object): Differences => compare(documentWith([{ name: 'x', ...before }]), documentWith([{ name: 'x', ...after }]))
  t.same(change({ since: '1', causes: ['a'] }, { since: '1', causes: ['a'] }), none)
  t.same(change({}, { deprecated: 'Use y.' }), { ...none, changes: ['error "x": deprecated was none and is "Use y."'] })
  t.same(change({ owner: 'a', causes: ['a'] }, { solutions: ['b'], since: '2' }).changes, [
    'error "x": since was none and is "2"', 'error "x": owner was "a" and is none', 'error "x": causes was ["a"] and is none', 'error "x": solutions was none and is ["b"]'
  ])
})
