import type { MessageCode } from './codes.js'

/** An error of how the package is used: of its options, or where it is registered. Its code is also in its message. */
export function optionsError (code: MessageCode, message: string): TypeError {
  return Object.assign(new TypeError(`${code}: ${message}`), { code })
}
