import { types } from 'node:util'

/** A property of a thrown value, or `undefined` when it has none or refuses: getters and proxies may throw. */
export function read (value: unknown, key: PropertyKey): unknown {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined
  try {
    return (value as Record<PropertyKey, unknown>)[key]
  } catch {
    return undefined
  }
}

/** True for a promise and the like, as an async function of the service returns. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> => typeof read(value, 'then') === 'function'

/** Sees to a promise that nobody waits for: its rejection would take the process down. Never throws. */
export function catchRejection (promise: PromiseLike<unknown>, report: (failure: unknown) => void = () => {}): void {
  if (types.isPromise(promise) && !['function', 'undefined'].includes(typeof read(promise, 'constructor'))) repairConstructor(promise)
  Promise.resolve().then(() => promise).catch(report)
}

/** `then` refuses a promise whose `constructor` is no class, and then nothing can handle its rejection. */
function repairConstructor (promise: object): void {
  try {
    Object.defineProperty(promise, 'constructor', { value: Promise })
  } catch {} // it is frozen
}

/** A string property, or `''`. */
export function readString (value: unknown, key: PropertyKey): string {
  const found = read(value, key)
  return typeof found === 'string' ? found : ''
}

/** An error and what caused it, outermost first; at most `depth` of them, so that a cycle ends. */
export function * causes (error: unknown, depth = 5): Generator<unknown, void, undefined> {
  for (let at = error, left = depth; at !== undefined && at !== null && left > 0; at = read(at, 'cause'), left--) yield at
}
