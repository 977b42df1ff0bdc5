import type { GuardState, Raw } from './raw.js'

/**
 * Calls a native method with the arguments that were given and no more, since who wraps one may count them. Three
 * parameters are faster than a list of them.
 */
export function call<First, Result> (raw: Raw, method: (first: First, second?: unknown, third?: unknown) => Result, first: First, second: unknown, third: unknown): Result {
  if (third !== undefined) return method.call(raw, first, second, third)
  if (second !== undefined) return method.call(raw, first, second)
  return first === undefined ? (method as () => Result).call(raw) : method.call(raw, first)
}

/** The same for a native method that calls others of the response: what fails in those is for its caller. */
export function callNested<First, Result> (raw: Raw, state: GuardState, method: (first: First, second?: unknown, third?: unknown) => Result, first: First, second: unknown, third: unknown): Result {
  state.stage = 'writing'
  try {
    return call(raw, method, first, second, third)
  } finally {
    if (state.stage === 'writing') state.stage = 'open'
  }
}

/** Calls back whoever gave one of these as a callback. */
export function callBack (first: unknown, second: unknown, third: unknown): void {
  const callback = typeof first === 'function' ? first : typeof second === 'function' ? second : third
  if (typeof callback === 'function') process.nextTick(callback as () => void)
}

/** Node's own getter of `headersSent`: middleware may redefine it on a response. */
export function headersSentOf (native: Raw): (raw: Raw) => boolean {
  for (let at: object | null = native; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const getter = Object.getOwnPropertyDescriptor(at, 'headersSent')?.get
    if (getter !== undefined) return raw => getter.call(raw) as boolean
  }
  throw new TypeError('API_ERROR_NO_RESPONSE: the object to guard is not a response')
}
