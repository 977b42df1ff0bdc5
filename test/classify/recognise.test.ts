import { test } from 'tap'
import { recognise } from '../../src/classify/recognise.js'
import { hostileValues } from '../fixtures/hostile.js'

const refused = { code: 'ECONNREFUSED' }
const locked = { code: 'SQLITE_BUSY' }

test('a database anywhere in the chain comes before the network, and before a mistake', t => {
  t.equal(recognise({ code: 'ECONNREFUSED', cause: locked }).role, 'database')
  t.equal(recognise(new AggregateError([refused, locked])).role, 'database')
  t.equal(recognise({ code: 'ERR_INVALID_URL', cause: locked }).role, 'database')
  t.end()
})

test('a mistake of the service is no failure of the network, however deep it is', t => {
  const failed = new TypeError('fetch failed', { cause: new Error('unknown scheme') })
  t.same(recognise(failed), { role: undefined, itself: 'network', isUpstream: false })
  t.equal(recognise(new Error('wrapped', { cause: failed })).role, undefined)
  t.end()
})

test('what the error is by itself is told apart from what it holds', t => {
  t.same(recognise(new Error('wrapped', { cause: refused })), { role: 'network', itself: undefined, isUpstream: false })
  t.same(recognise(refused), { role: 'network', itself: 'network', isUpstream: false })
  t.same(recognise({ isAxiosError: true }), { role: 'network', itself: 'network', isUpstream: true })
  t.same(recognise(locked), { role: 'database', itself: 'database', isUpstream: true })
  t.same(recognise(new Error('x')), { role: undefined, itself: undefined, isUpstream: false })
  t.end()
})

test('hostile values are nothing, and are looked at in little time', t => {
  const started = process.hrtime.bigint()
  for (const [what, value] of hostileValues) t.equal(recognise(value).role, undefined, what)
  t.ok(process.hrtime.bigint() - started < 2_000_000_000n)
  t.end()
})
