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
    { level: 'error', message: 'group "authentication": the description has no full stop: "About it"' },
    { level: 'error', message: 'error "a": the description has no full stop: "No full stop"' }
  ])
})

test('a retired code that is in use is an error', async t => {
  t.same(lintCatalog(documentWith([{ name: 'a', code: '1000' }], { retired: ['1000', '1001'] })), [
    { level: 'error', message: 'error "a": code 1000 is retired; old clients take it for another error' }
  ])
})

test('gaps are noted, unless their codes are retired', async t => {
  const codes = (retired: string[]): string[] => lintCatalog(documentWith([{ name: 'a', code: '1000' }, { name: 'bb', code: '1002' }, { name: 'ccc', code: '1002' }, { name: 'dddd', code: '1006' }], { retired })).map(found => `${found.level} ${found.message}`)
  const hint = 'codes that were in use once belong in `export const retired = […]`'
  t.same(codes([]), [`note group "authentication": 1001 is free between 1000 and 1002; ${hint}`, `note group "authentication": 1003 to 1005 are free between 1002 and 1006; ${hint}`])
  t.same(codes(['1001', '1003', '1004']), [`note group "authentication": 1005 is free between 1004 and 1006; ${hint}`])
})

test('names and descriptions that are nearly the same are noted', async t => {
  const pairs: Array<[a: string, b: string, alike: boolean]> = [
    ['invalid_email', 'invalid_emails', true], ['email_invalid', 'invalid_email', true], ['invalid_email', 'invalid_emall', true],
    ['invalid_email', 'invalid_mail', true], ['card_declined', 'card_decline', true], ['invalid_email', 'invalid_token', false], ['a', 'bcd', false]
  ]
  for (const [a, b, alike] of pairs) {
    const found = lintCatalog(documentWith([{ name: a, code: '1000' }, { name: b, code: '1001' }]))
    t.same(found, alike ? [{ level: 'note', message: `errors "${a}" and "${b}" have names that are easily taken for each other` }] : [], `${a} ${b}`)
  }
  const same = lintCatalog(documentWith([{ name: 'one', code: '1000', description: 'It is gone.' }, { name: 'other', code: '1001', description: 'It  is GONE!' }]))
  t.same(same, [{ level: 'note', message: 'errors "one" and "other" have the same description' }])
})
