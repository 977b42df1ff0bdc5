import { inspect } from 'node:util'

/** A value for a message, whatever it is. */
export function show (value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 100 })
}
