import t from 'tap'
import { BRAND, isBranded } from '../../src/values/brand.js'

t.test('isBranded finds the brand, and never throws', async t => {
  t.ok(isBranded({ [BRAND]: true }))
  const refuses = new Proxy({}, { get () { throw new Error('no') } })
  for (const value of [{ [BRAND]: 1 }, {}, null, undefined, 'x', 1, Object.assign(() => {}, { [BRAND]: true }), refuses]) t.notOk(isBranded(value))
})
