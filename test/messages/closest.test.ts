import fc from 'fast-check'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { closestTo, hintFor, suggestionFor } from '../../src/messages/closest.js'

const names = defaultCatalog.entries.map(entry => entry.name)

test('closestTo finds a word that is in the list', t => {
  for (const name of names) t.equal(closestTo(name, names), name)
  t.end()
})

test('closestTo finds the word that was meant', t => {
  for (const [word, meant] of [['unauthorised', 'unauthorized'], ['object_notfound', 'object_not_found'], ['objectNotFound', 'object_not_found'], ['not_alowed', 'not_allowed'], ['internal-error', 'internal_error'], ['email_exists', undefined], ['', undefined], ['teapot', undefined]] as const) {
    t.equal(closestTo(word, names), meant, word)
  }
  t.equal(closestTo('ab', ['xyz', 'a']), 'a', 'also a short one')
  t.equal(closestTo('a', []), undefined)
  t.equal(closestTo('a', ['']), '', 'it takes one letter')
  t.end()
})

test('suggestionFor ends a message with the word that was meant, if there is one', t => {
  t.equal(suggestionFor('alhpa', ['alpha', 'beta']), '; did you mean "alpha"?')
  t.equal(suggestionFor('gamma_ray', ['alpha', 'beta']), '')
  t.end()
})

test('hintFor names the word that was meant, or the candidates', t => {
  t.equal(hintFor('alhpa', ['alpha', 'beta']), 'did you mean "alpha"?')
  t.equal(hintFor('gamma_ray', ['alpha', 'beta']), 'there are alpha, beta')
  t.equal(hintFor('gamma_ray', ['alpha', 'beta'], 'it has'), 'it has alpha, beta')
  t.end()
})

test('a text that is too long for a name is compared with nothing', t => {
  const many = Array.from({ length: 500 }, (_, index) => `error_${index}_${'x'.repeat(94)}`)
  t.equal(closestTo('x'.repeat(100), ['x'.repeat(99)]), 'x'.repeat(99))
  t.equal(closestTo('x'.repeat(101), ['x'.repeat(100)]), undefined)
  const start = performance.now()
  for (const length of [101, 100_000, 1_000_000]) t.equal(closestTo('x'.repeat(length), many), undefined)
  t.ok(performance.now() - start < 100, 'comparing them would take minutes')
  t.end()
})

test('candidates that are too long or too short to be meant are not compared', t => {
  t.equal(closestTo('gone', ['gone'.repeat(300_000), 'gon']), 'gon')
  t.equal(closestTo('abc', ['', 'abcdef', 'abcde']), 'abcde', 'two letters may be missing')
  t.end()
})

test('hintFor lists 30 candidates at most', t => {
  const many = Array.from({ length: 31 }, (_, index) => `e${index}`)
  t.equal(hintFor('something', many), `there are ${many.slice(0, 30).join(', ')} and 1 more`)
  t.equal(hintFor('something', many.slice(1)), `there are ${many.slice(1).join(', ')}`)
  t.end()
})

test('closestTo takes the first of those that are as close', t => {
  t.equal(closestTo('cat', ['dog', 'bat', 'rat']), 'bat')
  t.end()
})

test('closestTo counts letters changed, added and removed', t => {
  const letters = fc.string({ minLength: 12, maxLength: 20 })
  fc.assert(fc.property(letters, fc.nat(), fc.constantFrom('change', 'add', 'remove'), (word, place, how) => {
    const at = place % word.length
    const typed = word.slice(0, at) + (how === 'remove' ? '' : '\u2603') + word.slice(how === 'add' ? at : at + 1)
    return closestTo(typed, ['x'.repeat(60), word]) === word
  }))
  t.pass()
  t.end()
})
