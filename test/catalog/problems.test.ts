import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { z } from 'zod'
import { defaultCatalog } from '../../src/catalog/default.js'
import { groupOf, problemsOf, problemsOfMembers, textOf } from '../../src/catalog/problems.js'
import { readDefinitions, readMembers } from '../../src/catalog/readings.js'
import type { ErrorGroups } from '../../src/catalog/types.js'
import { show } from '../../src/messages/show.js'
import { ERRORS, FALLBACK, GROUPS, PLAIN, problems } from '../fixtures/parts.js'

test('problemsOf finds nothing wrong with a good catalogue', t => {
  t.same(problems({}), [])
  const { groups, definitions, fallbacks: fallback, roles } = defaultCatalog
  for (const errorText of ['name', 'description'] as const) t.same(problemsOf({ groups, definitions, fallback, roles, errorText }), [])
  t.end()
})

test('problemsOf takes names in snake_case only', t => {
  for (const name of ['a', 'object_not_found', 'http2_error', 'error_404']) t.same(problems({ errors: { [name]: PLAIN } }), [], name)
  for (const name of ['', 'A', 'notFound', 'not-found', 'not found', '_a', 'a_', 'a__b', '1a', 'é', 'a\n']) {
    t.same(problems({ errors: { [name]: PLAIN } }), [`error "${name}": the name is not snake_case; write it like "object_not_found"`])
  }
  t.end()
})

test('problemsOf takes codes that are numbers in a string', t => {
  for (const [code, shown] of [[3, '3'], ['', '""'], ['03', '"03"'], ['3a', '"3a"'], ['-3', '"-3"'], ['3.5', '"3.5"'], [' 3', '" 3"'], ['9'.repeat(16), `"${'9'.repeat(16)}"`], [undefined, 'undefined'], [null, 'null'], [3n, '3n']]) {
    t.same(problems({ errors: { plain: { ...PLAIN, code } } }), [`error "plain": code ${String(shown)} is not a number in a string, like '5001'`])
  }
  t.end()
})

test('problemsOf takes codes in the range of a group', t => {
  for (const code of ['3', '99']) t.same(problems({ errors: { plain: { ...PLAIN, code } } }), [])
  t.same(problems({ errors: { plain: { ...PLAIN, code: '100' } } }), ['error "plain": code 100 is outside every group; groups: all [ 1, 99 ]'])
  const two = { first: { range: [1, 9], description: 'First.' }, second: { range: [10, 19], description: 'Second.' } } as const
  t.same(problemsOf({ groups: two, definitions: { plain: { ...PLAIN, code: '20' } }, fallback: { '4xx': 'plain', '5xx': 'plain' }, roles: {}, errorText: 'name' }).slice(0, 1), ['error "plain": code 20 is outside every group; groups: first [ 1, 9 ], second [ 10, 19 ]'])
  t.same(problemsOf({ groups: {}, definitions: { bad: ERRORS.bad }, fallback: { '4xx': 'bad', '5xx': 'bad' }, roles: {}, errorText: 'name' }), ['error "bad": code 1 is outside every group; groups: (none)'])
  t.end()
})

test('problemsOf takes statuses from 400 to 599', t => {
  for (const status of [400, 418, 599]) t.same(problems({ errors: { plain: { ...PLAIN, status } } }), [])
  for (const [status, shown] of [[399, '399'], [600, '600'], [200, '200'], [0, '0'], [404.5, '404.5'], ['404', '"404"'], [Number.NaN, 'NaN'], [Infinity, 'Infinity'], [undefined, 'undefined'], [null, 'null']]) {
    t.same(problems({ errors: { plain: { ...PLAIN, status } } }), [`error "plain": status ${String(shown)} is not an integer from 400 to 599`])
  }
  t.end()
})

test('problemsOf takes descriptions that say something', t => {
  for (const [description, what] of [['', 'empty'], [' \n', 'empty'], [undefined, 'missing'], [null, 'empty'], [1, 'empty']] as const) {
    t.same(problems({ errors: { plain: { ...PLAIN, description } } }), [`error "plain": the description is ${what}; say in one sentence what happened`])
  }
  t.end()
})

test('problemsOf takes a text of its own for error, or none', t => {
  t.same(problems({ errors: { plain: { ...PLAIN, error: 'Say it plainly.' } } }), [])
  for (const [error, shown] of [['', '""'], [1, '1'], [null, 'null'], [{}, '{}'], [Symbol('x'), 'Symbol(x)']] as const) {
    t.same(problems({ errors: { plain: { ...PLAIN, error } } }), [`error "plain": its own error text is ${shown}; give a text or leave it out`])
  }
  t.end()
})

test('problemsOf takes shared: true, or nothing', t => {
  t.same(problems({ errors: { plain: { ...PLAIN, shared: true } } }), [])
  for (const shared of [false, 1, null]) t.same(problems({ errors: { plain: { ...PLAIN, shared } } }), [`error "plain": shared is ${shared}; say \`shared: true\` or leave it out`])
  t.end()
})

test('problemsOf takes details that are a schema of an object, by any library', t => {
  for (const details of [Type.Object({ a: Type.Integer() }), z.object({ a: z.int() }), { type: 'object', properties: { a: { type: 'integer' } } }]) {
    t.same(problems({ errors: { plain: { ...PLAIN, details } } }), [])
  }
  for (const [details, shown] of [[null, 'null'], ['a', '"a"'], [1, '1'], [[], '[]']] as const) {
    t.same(problems({ errors: { plain: { ...PLAIN, details } } }), [`error "plain": details are ${shown}; give a schema: Type.Object({ … }), z.object({ … }) or { type: 'object', properties: { … } }`])
  }
  t.match(problems({ errors: { plain: { ...PLAIN, details: Type.String() } } }), [/^error "plain": details: the schema is not that of an object with members; give Type\.Object/])
  t.end()
})

test('problemsOf takes no details that redefine code or error', t => {
  t.same(problems({ errors: { plain: { ...PLAIN, details: Type.Object({ code: Type.String(), error: Type.String(), more: Type.String() }) } } }), [
    'error "plain": details redefine "code", which every error has; name the member otherwise',
    'error "plain": details redefine "error", which every error has; name the member otherwise'
  ])
  t.same(problems({ errors: { plain: { ...PLAIN, details: Type.Object({ 10: Type.String(), '01': Type.String() }) } } }), [
    'error "plain": details name "10", an integer, which JavaScript puts before "code"; name the member otherwise'
  ])
  t.end()
})

test('problemsOf takes no details that cannot be read, and says no more of them', t => {
  t.same(problems({ errors: { plain: { ...PLAIN, details: Type.Object({ a: Type.Ref('Nowhere') }) } }, fallback: { 404: 'plain' }, roles: { validation: 'plain' } }), [
    'error "plain": details.a: the reference "Nowhere" leads to nothing in the schema'
  ])
  t.end()
})

test('problemsOf takes headers by lower-case name, each a schema or a sentence', t => {
  const problemsWith = (headers: unknown): string[] => problems({ errors: { plain: { ...PLAIN, headers } } })
  t.same(problemsWith({ 'retry-after': Type.Integer(), 'www-authenticate': 'How to log in.' }), [])
  t.same(problemsWith({}), [])
  for (const [headers, shown] of [[null, 'null'], ['retry-after', '"retry-after"'], [1, '1']] as const) {
    t.same(problemsWith(headers), [`error "plain": headers are ${shown}; give { 'retry-after': { type: 'integer' } }, or a sentence for each header`])
  }
  for (const name of ['Retry-After', 'retry after', '', 'a\r\nb', 'é']) t.same(problemsWith({ [name]: 'A text.' }), [`error "plain": header ${show(name)} is not the name of a header in lower case`])
  for (const name of ['content-type', 'content-length', 'etag']) t.same(problemsWith({ [name]: 'A text.' }), [`error "plain": header "${name}" describes the body, which is always the error's own`])
  for (const [value, shown] of [['', '""'], [' ', '" "'], [1, '1'], [null, 'null']] as const) {
    t.same(problemsWith({ 'retry-after': value }), [`error "plain": header "retry-after" is ${shown}; give a schema, or a sentence`])
  }
  for (const schema of [{ type: 'integer' }, Type.Integer(), z.int()]) t.same(problemsWith({ 'retry-after': schema }), [])
  t.same(problemsWith({ 'retry-after': Type.Date() }), ['error "plain": header "retry-after": Type.Date() has no JSON form; write Type.String({ format: \'date-time\' })'])
  t.same(problemsWith({ ETag: 1 }).length, 2, 'all that is wrong with a header')
  t.end()
})

test('problemsOf says it of an error that is no object', t => {
  for (const [definition, shown] of [[null, 'null'], [undefined, 'undefined'], ['404', '"404"'], [404, '404']] as const) {
    t.same(problems({ errors: { plain: definition } }), [`error "plain": expected { code, status, description }, got ${shown}`])
  }
  t.end()
})

test('problemsOf finds members that are mistyped, and leaves a service its own', t => {
  t.same(problems({ errors: { plain: { ...PLAIN, detials: {}, header: {} } } }), [
    'error "plain": there is no member "detials"; did you mean "details"?',
    'error "plain": there is no member "header"; did you mean "headers"?'
  ])
  const { description, ...others } = PLAIN
  t.same(problems({ errors: { plain: { ...others, descripton: description } } }), [
    'error "plain": the description is missing; say in one sentence what happened',
    'error "plain": there is no member "descripton"; did you mean "description"?'
  ])
  t.same(problems({ errors: { plain: { ...PLAIN, docs: 'https://example.org', scope: 'all', version: 2 } } }), [])
  t.same(problems({ errors: { plain: { ...PLAIN, headers: {}, header: {} } } }), [], 'it is there')
  t.end()
})

test('problemsOf takes no code twice that is not shared', t => {
  const silent = (names: string, owners: string): string => `code 1 is used by ${owners}; take another code, or say \`shared: true\` on ${names}`
  t.same(problems({ errors: { plain: { ...PLAIN, code: '1' } } }), [silent('"bad", "plain"', '"bad", "plain"')])
  t.same(problems({ errors: { plain: { ...PLAIN, code: '1', shared: true } } }), [silent('"bad"', '"bad", "plain"')])
  t.same(problems({ errors: { bad: { ...ERRORS.bad, shared: true }, plain: { ...PLAIN, code: '1', shared: true } } }), [])
  t.same(problemsOf({ groups: GROUPS, definitions: { ...ERRORS, plain: { ...PLAIN, code: '1' } }, fallback: FALLBACK, roles: {}, errorText: 'name' }, new Set(['bad'])), ['code 1 is used by "bad", "plain"; take another code, or say `shared: true` on "bad", "plain", for which the inherited "bad" must be defined again'], 'an inherited error cannot be changed')
  t.end()
})

test('problemsOf takes no two errors that send the same pair', t => {
  const twins = { twin_one: { ...PLAIN, shared: true }, twin_two: { ...PLAIN, shared: true } }
  t.same(problems({ errors: twins }), [])
  t.same(problems({ errors: twins, errorText: 'description' }), ['errors "twin_one" and "twin_two": both send the pair <3, "Plain.">, so nobody can tell them apart'])
  t.same(problems({ errors: { ...twins, twin_two: { ...twins.twin_two, error: 'twin_one' } } }), ['errors "twin_one" and "twin_two": both send the pair <3, "twin_one">, so nobody can tell them apart'])
  t.end()
})

test('problemsOf takes groups with a name, a range and a description', t => {
  const shape = /^group "more": expected \{ range: \[first, last\], description: 'text' \}, got /
  for (const group of [null, undefined, 1, {}, { range: [100, 199] }, { range: [100], description: 'More.' }, { range: ['100', '199'], description: 'More.' }, { range: [-1, 0.5], description: 'More.' }, { range: [100, 199], description: ' ' }]) {
    t.match(problems({ groups: { more: group } }), [shape])
  }
  const good = { range: [100, 199], description: 'More.' }
  t.same(problems({ groups: { more: good } }), [])
  t.same(problems({ groups: { More: good } }), ['group "More": the name is not snake_case'])
  t.same(problems({ groups: { more: { ...good, range: [199, 100] } } }), ['group "more": the range 199–100 ends before it begins'])
  t.end()
})

test('problemsOf takes no groups that overlap', t => {
  for (const range of [[1, 99], [99, 200], [0, 1], [0, 200], [40, 50]]) {
    t.same(problems({ groups: { more: { range, description: 'More.' } } }), [`group "more": its range ${range.join('–')} overlaps that of "all"`])
  }
  t.end()
})

test('problemsOf shows a group that is a cycle', t => {
  const group: Record<string, unknown> = {}
  group['self'] = group
  t.match(problems({ groups: { more: group } }), [/Circular/])
  t.end()
})

test('groupOf finds the group of a code', t => {
  for (const entry of defaultCatalog.entries) t.equal(groupOf(entry.code, defaultCatalog.groups), entry.group)
  t.equal(groupOf('999', defaultCatalog.groups), undefined)
  t.end()
})

test('textOf is the own text, else what the catalogue says', t => {
  t.equal(textOf('plain', PLAIN, 'name'), 'plain')
  t.equal(textOf('plain', PLAIN, 'description'), 'Plain.')
  t.equal(textOf('plain', { ...PLAIN, error: 'Own.' }, 'description'), 'Own.')
  t.end()
})

test('problemsOf takes groups of one code, and groups beside each other', t => {
  t.same(problems({ groups: { one: { range: [100, 100], description: 'One.' }, next: { range: [101, 102], description: 'Next.' } }, errors: { only: { ...PLAIN, code: '100' }, first: { ...PLAIN, code: '101' }, last: { ...PLAIN, code: '102' } } }), [])
  t.same(problems({ groups: { one: { range: [99, 99], description: 'One.' } } }), ['group "one": its range 99–99 overlaps that of "all"'])
  const groups: ErrorGroups = { one: { range: [100, 100], description: 'One.' }, next: { range: [101, 102], description: 'Next.' } }
  t.same(['99', '100', '101', '102', '103'].map(code => groupOf(code, groups)), [undefined, 'one', 'next', 'next', undefined])
  t.end()
})

test('problemsOfMembers takes the schema of an object, whose members no details have', t => {
  const readings = readDefinitions({ detailed: { ...PLAIN, details: { type: 'object', properties: { id: {} } } }, plain: PLAIN })
  const members = (given: unknown): string[] => problemsOfMembers(given, readMembers(given), readings)
  t.same(members(undefined), [])
  t.same(members({ type: 'object', properties: { request_id: { type: 'string' } } }), [])
  t.same(members(7), ["members are 7; give a schema: Type.Object({ … }), z.object({ … }) or { type: 'object', properties: { … } }"])
  t.same(members({ type: 'string' }), ["members: the schema is not that of an object with members; give Type.Object({ … }), z.object({ … }) or { type: 'object', properties: { … } }"])
  t.same(members({ type: 'object', properties: { code: {}, id: {} } }), ['members redefine "code", which every error has; name the member otherwise', 'error "detailed": details redefine "id", which the members of every error have; name the member otherwise'])
  t.end()
})
