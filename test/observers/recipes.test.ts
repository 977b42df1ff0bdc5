import { test } from 'tap'
import { pages } from '../docs/pages.js'
import { runBlocks } from '../docs/run-blocks.js'

test('every block of the guides on metrics, traces and Sentry compiles, runs and prints what it says', { timeout: 300_000 }, async t => {
  const own = pages.filter(page => page.packages === 'test/observers')
  t.equal(own.length, 3)
  for (const { where, expected, printed } of await runBlocks(own, 'test/observers')) {
    t.not(expected, '', `${where} says what it prints`)
    t.equal(printed, expected, where)
  }
})
