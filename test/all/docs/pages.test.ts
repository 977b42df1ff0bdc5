import { test } from 'tap'
import { pages } from '../../docs/pages.js'
import { runBlocks } from '../../docs/run-blocks.js'

// Pages whose blocks need other people's packages.

test('every block of the guides that need other packages compiles, runs and prints what it says', { timeout: 600_000 }, async t => {
  const heavy = pages.filter(page => page.packages === 'test/all')
  t.ok(heavy.length > 0, 'there are pages')
  for (const { where, expected, printed } of await runBlocks(heavy, 'test/all')) {
    t.not(expected, '', `${where} says what it prints`)
    t.equal(printed, expected, where)
  }
})
