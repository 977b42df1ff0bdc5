import { test } from 'tap'
import { lintCatalog } from '../../src/cli/lint-catalog.js'
import { builtInDocument, documentWith } from './run.js'

test('there is nothing to say of the built-in catalogue', async t => {
  t.same(lintCatalog(builtInDocument()), [])
})

test('a description without full stop is an error, whatever ends it', async t => {
  const groups = [{ name: 'authentication', range: [1000, 1999] as [number, number], description: 'About it' }]
  const found = lintCatalog(documentWith([{ name: 'a', code: '1000', description: 'No full stop' }, { name: 'bb', code: '1001', description: 'Why?' }], { groups }))
  t.same(found, [
    { level: 'error', message: 'group "authentication": the description does not end with a full stop: "About it"' },
    { level: 'error', message: 'error "a": the description does not end with a full stop: "No full stop"' }
  ])
})

test('a retired code that is in use is an error', async t => {
  t.same(lintCatalog(documentWith([{ name: 'a', code: '1000' }], { retired: ['1000', '1001'] })), [
    { level: 'error', message: 'error "a": code 1000 is retired; old clients take it for another error' }
  ])
})

test('a fallback that says that another was at fault is noted', async t => {
  const errors = [{ name: 'missing', code: '1000', status: 404 }, { name: 'broken', code: '1001', status: 500 }]
  const found = (fallback: Record<string, string>): string[] => lintCatalog(documentWith(errors, { fallback })).map(({ level, message }) => `${level} ${message}`)
  t.same(found({ '4xx': 'missing', '5xx': 'broken', 429: 'missing', 503: 'broken' }), [])
  t.same(found({ '4xx': 'missing', '5xx': 'missing', 429: 'broken' }), [
    'note fallback "429": "broken" has status 500; name an error below 500, since clients see by it whose fault it was',
    'note fallback "5xx": "missing" has status 404; name an error from 500, since clients see by it whose fault it was'
  ])
})

test('unused codes are noted once per group, unless they are retired', async t => {
  const codes = (retired: string[]): string[] => lintCatalog(documentWith([{ name: 'a', code: '1000' }, { name: 'bb', code: '1002' }, { name: 'ccc', code: '1002' }, { name: 'dddd', code: '1006' }], { retired })).map(found => `${found.level} ${found.message}`)
  const hint = 'if one was in use before, list it in `export const retired = […]`'
  t.same(codes([]), [`note group "authentication": unused codes 1001, 1003–1005; ${hint}`])
  t.same(codes(['1001', '1003', '1004']), [`note group "authentication": unused codes 1005; ${hint}`])
  t.same(codes(['1001', '1003', '1004', '1005']), [])
})

test('similar names are noted once per set', async t => {
  const found = lintCatalog(documentWith([{ name: 'invalid_email', code: '1000' }, { name: 'invalid_mail', code: '1001' }, { name: 'gone', code: '1002' }]))
  t.same(found, [{ level: 'note', message: 'errors "invalid_email", "invalid_mail" have names that are easy to confuse' }])
})

test('equal descriptions are noted once per set, unless a note about their names lists them all', async t => {
  const described = (...names: string[]): string[] => lintCatalog(documentWith(names.map((name, index) => ({ name, code: String(1000 + index), description: index % 2 === 0 ? 'It is gone.' : 'It  is GONE!' })))).map(({ level, message }) => `${level} ${message}`)
  t.same(described('one', 'other', 'third'), ['note errors "one", "other", "third" have the same description'])
  t.same(described('one', 'ones'), ['note errors "one", "ones" have names that are easy to confuse'])
  t.same(described('one', 'ones', 'other'), ['note errors "one", "ones" have names that are easy to confuse', 'note errors "one", "ones", "other" have the same description'])
  t.same(described('one', 'ones', 'other', 'others').slice(2), ['note errors "one", "ones", "other", "others" have the same description'])
})

test('a note lists ten names at most, whatever the size of the catalogue', async t => {
  const errors = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `error_number_${index}`, code: String(1000 + index), description: `Number ${index}.` }))
  t.match(lintCatalog(documentWith(errors(10))), [{ message: /^errors ("error_number_\d", ){9}"error_number_9" have names/ }])
  t.match(lintCatalog(documentWith(errors(11))), [{ message: /"error_number_9" and 1 more have names/ }])
  const start = performance.now()
  t.equal(lintCatalog(documentWith(errors(2000).map((error, index) => ({ ...error, code: String(1000 + index * 3) })), { groups: [{ name: 'all', range: [1, 9999], description: 'All.' }] })).length, 2)
  t.ok(performance.now() - start < 3000)
})

test('details of which documents show no telling example are noted once per error, and so are the members of every error', async t => {
  const details = (properties: Record<string, unknown>) => ({ type: 'object', required: Object.keys(properties), properties })
  const pattern = '^[A-Z]{2}$'
  const found = lintCatalog(documentWith([
    { name: 'bad_iban', code: '1000', details: details({ country: { type: 'string', pattern }, iban: { type: 'string', format: 'iban' } }) },
    { name: 'odd', code: '1001', details: details({ word: { type: 'string', not: { const: 'string' } } }) },
    { name: 'given', code: '1002', details: details({ country: { type: 'string', pattern, examples: ['DE'] }, fields: { type: 'array', items: { type: 'string' } } }) },
    { name: 'plain', code: '1003' }
  ], { members: details({ request_id: { type: 'string', pattern } }) }))
  t.same(found.map(({ level, message }) => `${level} ${message}`), [
    'note error "bad_iban": the example in documents says nothing of country (pattern "^[A-Z]{2}$"), iban (format "iban"); add `examples: […]` to the schema of each',
    'note error "odd": documents show no example, as none could be made; add `examples: […]` to its schemas: details of error "odd" do not fit its schema: /word must NOT be valid',
    'note members: the example in documents says nothing of request_id (pattern "^[A-Z]{2}$"); add `examples: […]` to the schema of each'
  ])
  t.same(lintCatalog(documentWith([{ name: 'plain', code: '1000' }], { members: details({ request_id: { type: 'string' } }) })), [])
})
