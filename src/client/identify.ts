import type { AnyErrorTable, AnyTableEntry, WireError } from './types.js'

/**
 * True for an object that has the shape of an error: `code` a number in a string, `error` a text.
 *
 * @throws For null, undefined, and objects that refuse to be looked at.
 */
export function isWireError (value: unknown): value is WireError {
  const { code, error } = value as Partial<WireError>
  return typeof code === 'string' && +code > 0 && typeof error === 'string'
}

/** The name of the error that a value is, if the table has it and it has the details that it should have. Never throws. */
export function identify (table: AnyErrorTable, body: unknown): string | undefined {
  try {
    return isWireError(body)
      ? Object.keys(table).find(name => {
        // An entry may be its code alone: a string, which has none of these members.
        const { code = table[name], error = name, details = {} } = table[name] as Partial<AnyTableEntry>
        return code === body.code && error === body.error &&
          // '[object Array]' and the like: the kinds are what is looked for in it.
          Object.keys(details).every(key => RegExp(details[key] as string).test({}.toString.call(body[key])))
      })
      : undefined
  } catch {
    return undefined // a proxy that refuses to be looked at
  }
}
