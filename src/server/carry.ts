const kCarried = Symbol.for('fastify-api-error/2.carried')

/**
 * Leaves a value on a function where it can be found on whatever is bound to it: a bound function has the prototype of its
 * target. Fastify binds the handler of client errors, and nothing else leads from a server to the options that it was made with.
 */
export function carry<F extends object> (handler: F, value: object): F {
  return Object.setPrototypeOf(handler, Object.create(Function.prototype, { [kCarried]: { value } })) as F
}

/** What {@link carry} left. */
export function carriedBy (listener: object): unknown {
  return (listener as { readonly [kCarried]?: unknown })[kCarried]
}
