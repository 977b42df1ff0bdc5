import { test } from 'tap'
import { similarNames } from '../../src/cli/similar-names.js'

test('two names are similar, or are not', async t => {
  const pairs: Array<[a: string, b: string, similar: boolean]> = [
    ['invalid_email', 'invalid_emails', true], ['email_invalid', 'invalid_email', true], ['invalid_email', 'invalid_emall', true],
    ['invalid_email', 'invalid_mail', true], ['card_declined', 'card_decline', true], ['ab', 'xb', true], ['ab', 'a', true],
    ['invalid_email', 'invalid_token', false], ['a', 'bcd', false], ['abcd', 'bcxd', false], ['aab', 'abb', true], ['users_gone', 'gone_user', true]
  ]
  for (const [a, b, similar] of pairs) {
    t.same(similarNames([a, b]), similar ? [[a, b]] : [], `${a} ${b}`)
    t.same(similarNames([b, a]), similar ? [[b, a]] : [], `${b} ${a}`)
  }
})

test('names that are similar by way of others are one group, in their order', async t => {
  t.same(similarNames(['gone_3', 'other', 'gone_1', 'one_two', 'gone_22', 'two_one', 'gone_2']), [['gone_3', 'gone_1', 'gone_22', 'gone_2'], ['one_two', 'two_one']])
  t.same(similarNames(['a', 'a']), [['a', 'a']])
})

test('names that nobody can read are compared by their words alone', async t => {
  const long = 'x'.repeat(101)
  t.same(similarNames([long, `${long}y`, `${long}s`]), [[long, `${long}s`]])
  t.same(similarNames([long.slice(1), `${long.slice(2)}y`]), [[long.slice(1), `${long.slice(2)}y`]])
  const start = performance.now()
  similarNames(['x'.repeat(20_000)])
  t.ok(performance.now() - start < 500)
})

test('the work grows with the number of names', async t => {
  const names = Array.from({ length: 2000 }, (_, index) => `error_number_${index}`)
  const start = performance.now()
  t.equal(similarNames(names).length, 1)
  t.ok(performance.now() - start < 2000)
})
