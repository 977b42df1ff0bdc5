// A thrown value may be anything. Where Fastify takes errors only, an error stands for it.

const values = new WeakMap<object, { readonly value: unknown }>()

/** What was thrown, where {@link asError} made an error of it. */
export function thrownValue (error: unknown): unknown {
  const wrapped = typeof error === 'object' && error !== null ? values.get(error) : undefined
  return wrapped === undefined ? error : wrapped.value
}

/** A thrown value as an error. {@link thrownValue} has it again. */
export function asError (value: unknown): Error {
  if (isError(value)) return value
  const error = new Error('a value that is no error was thrown')
  values.set(error, { value })
  return error
}

/** True for an Error. Never throws. */
export function isError (value: unknown): value is Error {
  try {
    return value instanceof Error
  } catch {
    return false // a proxy that refuses
  }
}
