import { test } from 'tap'
import { linkedErrors } from '../../src/classify/links.js'
import { hostileValues, revoked } from '../fixtures/hostile.js'

const LINKS = ['cause', 'original', 'parent', 'originalError', 'nativeError', 'driverError', 'innerError', 'inner', 'reason', 'error', 'previous', 'chainedError']

test('every member by which errors hold what made them is followed, from any depth', t => {
  const root = { code: 'ROOT' }
  for (const link of LINKS) t.same(linkedErrors({ cause: { [link]: root } }).at(-1), root, link)
  for (const link of ['errors', 'aggregateErrors', 'precedingErrors']) t.ok(linkedErrors({ [link]: [{}, root] }).includes(root), link)
  t.ok(linkedErrors({ innerErrors: { '10.0.0.1:9042': root } }).includes(root), 'innerErrors, by host')
  t.ok(linkedErrors(new AggregateError([root])).includes(root), 'AggregateError')
  t.end()
})

test('the error itself is first, the nearest come next, none comes twice', t => {
  const shared = { code: 'SHARED' }
  const error = { original: shared, parent: shared, cause: { cause: { code: 'DEEP' } } }
  t.same(linkedErrors(error), [error, error.cause, shared, error.cause.cause])
  t.end()
})

test('what is no object is nobody\'s cause', t => {
  t.same(linkedErrors({ cause: 'a text', reason: 404, errors: ['a', null], innerErrors: 'abc' }).length, 1)
  for (const value of [null, undefined, 'text', 7]) t.same(linkedErrors(value), [value])
  t.end()
})

test('depth and number are bounded, also of what has no end', t => {
  let deep: object = {}
  for (let depth = 0; depth < 100; depth++) deep = { cause: deep }
  t.equal(linkedErrors(deep).length, 8)
  t.equal(linkedErrors({ errors: Array.from({ length: 1_000_000 }, () => ({})) }).length, 9)
  const wide = (depth: number): object => ({ errors: Array.from({ length: 8 }, () => depth === 0 ? {} : wide(depth - 1)) })
  t.equal(linkedErrors(wide(3)).length, 32)
  const cycle: { cause?: object } = {}
  cycle.cause = cycle
  t.same(linkedErrors(cycle), [cycle])
  for (const [what, value] of hostileValues) t.ok(linkedErrors(value).length <= 32, what)
  t.end()
})

test('innerErrors that refuse to be looked at are none', t => {
  t.equal(linkedErrors({ innerErrors: revoked() }).length, 1)
  t.end()
})
