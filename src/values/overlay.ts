/**
 * An object with members of its own over those of another, as `Object.create` makes it. That other one does not become a
 * prototype: V8 lays out each object anew that does, which takes longer than to write a line of a log.
 */
export function overlay<Base extends object> (base: Base, own: Partial<Record<PropertyKey, unknown>>): Base {
  return new Proxy(own, new Overlay(base)) as Base
}

type Own = Partial<Record<PropertyKey, unknown>>

class Overlay implements ProxyHandler<Own> {
  protected readonly base: object

  constructor (base: object) {
    this.base = base
  }

  get (own: Own, key: PropertyKey, receiver: unknown): unknown {
    return Object.hasOwn(own, key) ? own[key] : Reflect.get(this.base, key, receiver)
  }

  set (own: Own, key: PropertyKey, value: unknown, receiver: unknown): boolean {
    return Object.hasOwn(own, key) ? Reflect.set(own, key, value) : Reflect.set(this.base, key, value, receiver)
  }

  has (own: Own, key: PropertyKey): boolean {
    return key in own || key in this.base
  }

  getPrototypeOf (): object {
    return this.base
  }
}

/**
 * The same, but methods, getters and setters of the other object see nothing but itself: those of a class with private members would
 * refuse an overlay.
 */
export function overlayBound<Base extends object> (base: Base, own: Partial<Record<PropertyKey, unknown>>): Base {
  return new Proxy(own, new BoundOverlay(base)) as Base
}

class BoundOverlay extends Overlay {
  override get (own: Own, key: PropertyKey): unknown {
    const { base } = this
    const value: unknown = super.get(own, key, base)
    return typeof value === 'function' && !Object.hasOwn(own, key) ? value.bind(base) as unknown : value
  }

  override set (own: Own, key: PropertyKey, value: unknown): boolean {
    return super.set(own, key, value, this.base)
  }
}
