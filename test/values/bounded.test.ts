import t from 'tap'
import Fastify from 'fastify'
import { bounded, clip } from '../../src/values/bounded.js'
import { hostileValues } from '../fixtures/hostile.js'

function lineOf (value: unknown): string {
  let line = ''
  const err = bounded(value)
  Fastify({ logger: { stream: { write (text: string) { line += text } } } }).log.error({ err }, (err as { readonly message?: string } | undefined)?.message)
  return line
}

t.test('clip says how much is left out', async t => {
  t.equal(clip('abc', 3), 'abc')
  t.equal(clip('abcd', 3), 'abc… (1 more characters)')
  t.equal(clip('ab😀', 3), 'ab… (2 more characters)', 'no half of a character')
  t.equal(clip('ab😀c', 4), 'ab😀… (1 more characters)')
})

t.test('a small error is logged as it is', async t => {
  for (const error of [new Error('x', { cause: new Error('y') }), Object.assign(new TypeError('x'), { code: 'E', detail: { a: [1, 2, null] } }), Object.assign(new Error('x'), { message: 1 })]) t.equal(bounded(error), error)
  const cyclic = new Error('x')
  cyclic.cause = cyclic
  t.equal(bounded(cyclic), cyclic)
  t.equal(bounded(undefined), undefined)
})

t.test('whatever is thrown, a line stays below 8 kB', async t => {
  const long = 'x'.repeat(4_000_000)
  const control = '\u0001'.repeat(100_000)
  const deep = Array.from({ length: 50 }).reduce<unknown>(inner => ({ inner }), 1)
  const chain = Array.from({ length: 20 }).reduce<Error>((cause, _, index) => new Error(`level ${index} ${'y'.repeat(500)}`, { cause }), new Error('first'))
  const values = [
    new Error(long), new Error(control), new Error('x', { cause: new Error(long) }), new Error('x', { cause: long }), Object.assign(new Error('x'), { code: long }), Object.assign(new Error('x'), { code: 1, body: long }),
    Object.assign(new Error('x'), { [long]: 1 }), Object.assign(new Error('x'), { data: Buffer.alloc(100_000) }), Object.assign(new Error('x'), { list: Array(100_000).fill(1) }),
    Object.assign(new Error('x'), { many: Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, index])) }), Object.assign(new Error('x'), { deep }), chain,
    Object.assign(new Error('x'), { stack: long }), Object.defineProperty(new Error('x'), 'name', { value: long + 'E' }), Object.assign(new Error('"'.repeat(2000))), long, [long, long], { long }, Symbol(long), null
  ]
  const tall = 'y'.repeat(3000)
  const shared = { tall }
  const Inheriting = class extends Error { constructor () { super('x'); Object.setPrototypeOf(this, Object.assign(Object.create(Error.prototype), { long })) } }
  values.push(
    // What JSON makes of a member, and what serialisers of errors look for besides its own members.
    Object.assign(new Error('x'), { url: new URL(`http://a/${long}`) }), Object.assign(new Error('x'), { held: Object.create({ toJSON: () => ({ long }) }) }), Object.assign(new Error('x'), { toJSON: () => ({ long }) }),
    new AggregateError(Array.from({ length: 1000 }, (_, index) => new Error(`error ${index}`))), new AggregateError([new Error(long)]), new Inheriting(), Object.defineProperty(new Error('x'), 'constructor', { value: Object.defineProperty(class {}, 'name', { value: long }) }),
    Object.assign(new Error('x'), { cause: () => new Error(long) }), Object.assign(new Error('x'), { a: shared, b: shared, c: shared, d: [tall] }), { a: tall, b: tall, c: tall }
  )
  for (const [index, value] of values.entries()) {
    const line = lineOf(value)
    t.ok(line.length > 0 && line.length < 8192, `value ${index}: ${line.length}`)
  }
  t.match(lineOf(Object.assign(new Error(`it ${long}`, { cause: new Error('the cause') }), { code: 'E_LONG' })), /it x+… \(3999\d{3} more characters\).*the cause.*E_LONG|E_LONG.*the cause/s)
  t.match(JSON.parse(lineOf(Object.assign(new Error(long), { code: 7 }))), { err: { code: 7, truncated: true } })
})

t.test('of an object with many members the first are looked at', async t => {
  let looked = 0
  const member = { enumerable: true, get () { looked++; return [{ inner: { innermost: { hidden: 1 } } }] } }
  const many = Object.defineProperties({}, Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, member])))
  t.match(bounded(many), { k0: [{ inner: '[object Object]' }], k19: [{ inner: '[object Object]' }], k20: undefined, truncated: true })
  t.ok(looked > 0 && looked < 300, `${looked} members`)
  const long = 'x'.repeat(6000)
  t.match(bounded({ bytes: new Uint8Array(1000), refuses: { get a () { throw new Error('no') } }, list: Array(100).fill('x'), long, url: new URL(`http://a/${long}`), nothing: null, held: { toJSON: () => 7 } }),
    { bytes: '[object Uint8Array]', refuses: { a: undefined }, list: Array(20).fill('x'), long: /^x{200}… \(5800 more characters\)$/, url: /^http:\/\/a\/x{191}…/, nothing: null, held: 7, truncated: true })
  t.same(bounded(Array(300).fill(1)), Array(20).fill(1))
  const wide = (depth: number): unknown => depth === 0 ? long : Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`k${index}`, wide(depth - 1)]))
  t.match(bounded(wide(2)), { k0: '[object Object]', truncated: true }, 'as deep as there is room for')
  t.match(bounded(Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`${index}${long}`, long]))), { type: 'object', message: '[object Object]' })
})

t.test('what is no error has its members, so that redaction finds them, and no more than JSON shows', async t => {
  const written = (value: unknown): string => {
    let line = ''
    Fastify({ logger: { redact: ['err.password', 'err.inner.password', 'err.list[*].password'], stream: { write (text: string) { line += text } } } }).log.error({ err: bounded(value) })
    return line
  }
  const secret = { password: 's3cr3t' }
  const big = 'x'.repeat(6000)
  for (const value of [secret, { ...secret, big }, { message: 'like an error', inner: secret }, Object.freeze({ message: 'frozen', ...secret }), { list: [secret], big }, { ...secret, toJSON: () => ({ a: 1 }) }, { big, ...secret, toJSON: () => ({ a: big }) },
    new Map(Object.entries(secret)), Object.assign(() => {}, secret), Object.defineProperty({}, 'hidden', { value: secret })]) {
    const line = written(value)
    t.match(line, '"err":{')
    t.notMatch(line, 's3cr3t')
  }
  t.same(bounded(secret), secret)
  t.same([bounded(new Map()), bounded(function named () {}), bounded('text'), bounded(7n)].map(shown => (shown as { message: string }).message), ['[object Map]', '[Function named]', "'text'", '7n'])
  t.match(bounded({ toJSON: () => 'x' }), { toJSON: Function })
})

t.test('what JSON makes of a small error is small', async t => {
  const self = { toJSON () { return this }, a: 1 }
  for (const error of [Object.assign(new Error('x'), { at: new Date(), url: new URL('http://a/'), self }), new AggregateError([new Error('y')], 'x'), Object.assign(new Error('x'), { cause: () => new Error('y'), toJSON: () => 'x' })]) t.equal(bounded(error), error)
  t.match(bounded(Object.assign(new Error('x'), { toJSON () { throw new Error('no') } })), { message: 'x', truncated: true }, 'one that cannot be logged is')
})

t.test('hostile values are described', async t => {
  for (const [, value] of hostileValues) t.doesNotThrow(() => bounded(value))
  const { proxy, revoke } = Proxy.revocable(new Error(), {})
  revoke()
  t.match(bounded(proxy), { message: 'a value that cannot be inspected' })
})
