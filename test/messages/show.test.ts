import { test } from 'tap'
import { show } from '../../src/messages/show.js'

test('show shows any value in short', t => {
  t.equal(show('a"b'), '"a\\"b"')
  t.equal(show(undefined), 'undefined')
  t.equal(show({ a: { b: { c: 1 } } }), '{ a: { b: [Object] } }')
  t.ok(show({ a: 'x'.repeat(10_000) }).length < 200)
  t.end()
})
