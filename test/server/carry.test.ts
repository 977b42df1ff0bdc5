import t from 'tap'
import { carriedBy, carry } from '../../src/server/carry.js'

t.test('what a function carries is found on what is bound to it, and it is a function as before', async t => {
  const value = {}
  const handler = carry(function (this: unknown, given: number) { return [this, given] }, value)
  t.equal(carriedBy(handler), value)
  t.equal(carriedBy(handler.bind(null)), value)
  t.equal(carriedBy(handler.bind(null, 1).bind(null)), value)
  t.strictSame(handler.call(7, 8), [7, 8])
  t.equal(carriedBy(() => {}), undefined)
})
