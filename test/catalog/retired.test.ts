import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { problemsOfRetired } from '../../src/catalog/retired.js'

const PLAIN = { code: '2008', status: 400, description: 'Plain.' }
const retired = { 2008: { name: 'old_error', reason: 'It is invalid_request now.' } }

test('a catalogue knows the errors that there were, also those of the one that it extends', t => {
  const catalog = defineCatalog({ errors: {}, retired }, { extend: defaultCatalog })
  t.same(catalog.retired, retired)
  t.ok(Object.isFrozen(catalog.retired['2008']))
  t.same(Object.keys(defineCatalog({ errors: {}, retired: { 2009: retired[2008] } }, { extend: catalog }).retired), ['2008', '2009'])
  t.same(defaultCatalog.retired, {})
  t.equal(catalog.get('2008'), undefined)
  t.end()
})

test('a retired code is not used again, in no catalogue that extends it', t => {
  const catalog = defineCatalog({ errors: {}, retired }, { extend: defaultCatalog })
  const problems = ['error "plain": code 2008 is retired: it was "old_error", and old clients take this error for it; take another code']
  t.throws(() => defineCatalog({ errors: { plain: PLAIN } }, { extend: catalog }), { problems } as unknown as Error)
  t.throws(() => defineCatalog({ errors: { plain: PLAIN }, retired }, { extend: defaultCatalog }), { problems } as unknown as Error)
  t.end()
})

test('problemsOfRetired says what they may be', t => {
  t.same(problemsOfRetired(retired, {}), [])
  t.same(problemsOfRetired(undefined, { broken: null as never, plain: PLAIN }), [])
  const expected = (code: string): string => `retired "${code}": expected { name, reason }, both texts: the name that it had, and why it went`
  for (const error of [null, 7, 'old_error', {}, { name: 'a' }, { name: 'a', reason: '' }, { name: 1, reason: 'b' }]) t.same(problemsOfRetired({ 2008: error }, { plain: PLAIN }), [expected('2008')])
  t.same(problemsOfRetired({ old: retired[2008] }, {}), ['retired "old": the key is not a code, like \'5001\''])
  t.end()
})
