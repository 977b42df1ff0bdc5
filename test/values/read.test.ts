import { test } from 'tap'
import { catchRejection, causes, isThenable, read, readString } from '../../src/values/read.js'
import { revoked, thrower } from '../fixtures/hostile.js'

test('read has the properties of objects and functions', t => {
  t.equal(read({ a: 1 }, 'a'), 1)
  t.equal(read(Object.assign(() => {}, { a: 2 }), 'a'), 2)
  t.equal(read(Object.create({ a: 3 }), 'a'), 3)
  t.equal(read([4], 0), 4)
  t.end()
})

test('read has nothing of a value that has none or refuses', t => {
  for (const value of [null, undefined, 'text', 1, true, 1n, Symbol('s'), revoked(), thrower(), { get length () { throw new Error('no') } }]) {
    t.equal(read(value, 'length'), undefined)
  }
  t.end()
})

test('readString has strings only', t => {
  t.equal(readString({ a: 'text' }, 'a'), 'text')
  for (const a of [undefined, null, 1, {}, ['x'], Object('boxed')]) t.equal(readString({ a }, 'a'), '')
  t.equal(readString(revoked(), 'a'), '')
  t.end()
})

test('catchRejection leaves no rejection unhandled, and reports it', async t => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => { unhandled.push(reason) }
  process.on('unhandledRejection', note)
  t.teardown(() => process.off('unhandledRejection', note))
  const failure = new Error('rejected')
  const reported: unknown[] = []
  catchRejection(Promise.reject(failure))
  catchRejection(Promise.reject(failure), one => { reported.push(one) })
  catchRejection({ then () { throw failure } }, one => { reported.push(one) })
  catchRejection(Promise.resolve('fine'), one => { reported.push(one) })
  await new Promise(resolve => { setImmediate(resolve) })
  t.strictSame(reported, [failure, failure])
  t.same(unhandled, [])
})

test('causes are an error and what caused it, outermost first', t => {
  const inner = new Error('inner')
  const outer = new Error('outer', { cause: inner })
  t.same([...causes(outer)], [outer, inner])
  t.same([...causes('text')], ['text'])
  t.same([...causes(null)], [])
  t.same([...causes(undefined)], [])
  t.same([...causes({ cause: null })], [{ cause: null }])
  t.end()
})

test('causes end, also of a cycle and of an endless chain', t => {
  const cycle: { cause?: unknown } = {}
  cycle.cause = cycle
  t.equal([...causes(cycle)].length, 5)
  t.equal([...causes({ get cause () { return Object.create(this) } }, 3)].length, 3)
  t.equal([...causes(thrower())].length, 1)
  t.end()
})

test('isThenable tells what an async function returns, and looks with care', t => {
  for (const value of [Promise.resolve(), { then () {} }, Object.assign(() => {}, { then () {} })]) t.equal(isThenable(value), true)
  for (const value of [undefined, null, 'then', { then: true }, revoked(), thrower()]) t.equal(isThenable(value), false)
  t.end()
})

test('the rejection of a promise whose constructor is no class is caught', async t => {
  const broken = (): Promise<never> => Object.assign(Promise.reject(new Error('no')), { constructor: null as never })
  const failures: unknown[] = []
  catchRejection(broken(), failure => failures.push(failure))
  await new Promise(resolve => setImmediate(resolve))
  t.match(failures, [{ message: 'no' }])
  const seen: unknown[] = []
  process.once('unhandledRejection', failure => seen.push(failure)) // nothing can handle that of a frozen one
  catchRejection(Object.freeze(broken()), failure => failures.push(failure))
  await new Promise(resolve => setTimeout(resolve, 10))
  t.equal(failures.length, 2)
  t.equal(seen.length, 1)
})
