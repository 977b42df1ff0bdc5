import { test } from 'tap'
import { overlay, overlayBound } from '../../src/values/overlay.js'

class Base {
  level = 1
  #secret = 'secret'
  get doubled (): number { return this.level * 2 }
  set doubled (value: number) { this.level = value / 2 }
  secret (): string { return this.#secret }
}

test('an overlay has members of its own over those of another object, whose getters and setters see the overlay', t => {
  const base = new Base()
  const over = overlay(base, { level: 5 })
  t.equal(over.level, 5)
  t.equal(over.doubled, 10)
  over.doubled = 14
  t.equal(over.level, 7)
  t.equal(base.level, 1)
  t.ok(over instanceof Base)
  t.ok('secret' in over)
  t.ok('level' in over)
  t.notOk('other' in over)
  t.end()
})

test('what is set on an overlay stays there, and what is set on the other object is seen through it', t => {
  const base: { a: number, b?: number } = { a: 1 }
  const over = overlay(base, {})
  over.b = 2
  over.a = 3
  t.same([base, over.a, over.b], [{ a: 1 }, 3, 2])
  const frozen = overlay(Object.freeze({ a: 1, b: 2 }), { b: 3 })
  t.throws(() => { (frozen as { a: number }).a = 2 }, TypeError, 'as on an object that inherits it')
  t.equal(frozen.b, 3)
  base.b = 9
  t.equal(overlay(base, {}).b, 9)
  t.end()
})

test('what inherits from an overlay calls its methods on itself', t => {
  const child = Object.assign(Object.create(overlay({ who (): string { return this.name }, name: 'base' }, {})) as { who: () => string, name: string }, { name: 'child' })
  t.equal(child.who(), 'child')
  t.end()
})

test('a bound overlay takes the members of objects that have private ones', t => {
  const base = new Base()
  const over = overlayBound(base, { level: 5 })
  t.equal(over.secret(), 'secret')
  t.same([over.level, over.doubled], [5, 2])
  over.doubled = 14
  t.same([over.level, base.level], [5, 7])
  over.level = 6
  t.same([over.level, base.level], [6, 7])
  const own = (): void => {}
  t.equal(overlayBound(base, { secret: own }).secret, own)
  t.ok(over instanceof Base)
  t.end()
})
