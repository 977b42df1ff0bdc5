import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { notesOf, problemsOfNotes } from '../../src/catalog/notes.js'

const PLAIN = { code: '1000', status: 401, description: 'The request is unauthorized.' }
const notes = { since: '1.2', deprecated: 'Use invalid_token.', owner: '#identity', causes: ['There is no token.'], solutions: ['Log in.'] }

test('notesOf are copies of what an error says besides', t => {
  const given = { ...PLAIN, ...notes }
  const copied = notesOf(given)
  t.strictSame(copied, notes)
  t.not(copied.causes, given.causes)
  t.strictSame(notesOf(PLAIN), {})
  t.strictSame(notesOf({ ...PLAIN, deprecated: true }), { deprecated: true })
  t.end()
})

test('entries have them, and nothing of them is sent', t => {
  const catalog = defineCatalog({ errors: { unauthorized: { ...PLAIN, ...notes } } }, { extend: defaultCatalog })
  const entry = catalog.get('unauthorized')!
  t.match(entry, notes)
  t.equal(catalog.answer(entry).body, '{"code":"1000","error":"unauthorized"}')
  t.match(defineCatalog({ errors: {} }, { extend: catalog }).get('unauthorized'), notes, 'they are inherited')
  t.end()
})

test('problemsOfNotes says what they may be', t => {
  const problems = (given: unknown): string[] => problemsOfNotes(given)
  t.same(problems(notes), [])
  t.same(problems({ deprecated: true }), [])
  t.same(problems(null), [], 'which is said with the error')
  t.same(problems({ since: 7, owner: ' ', deprecated: false, causes: 'text', solutions: [] }), [
    'since is 7; give a text or leave it out', 'owner is " "; give a text or leave it out', 'deprecated is false; say true, or what to use instead, or leave it out',
    'causes are "text"; give a list of sentences or leave it out', 'solutions are []; give a list of sentences or leave it out'
  ])
  t.same(problems({ causes: ['fine', ''] }).length, 1)
  t.end()
})
