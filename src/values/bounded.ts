import { inspect } from 'node:util'
import { read, readString } from './read.js'

// What is thrown may hold what a client sent, at any length. A line of a log has to stay below 8 kB all the same, and nobody
// may be kept waiting for it.

/** Characters that the texts of an error may take in a line of JSON. */
const MAX_LENGTH = 5_000
/** Members that are looked at. */
const MAX_MEMBERS = 200
const MAX_DEPTH = 6

/** The first characters of a text, and how many more there were. */
export function clip (text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length - length} more characters)`
}

/**
 * What a log can say of a thrown value: the error itself where it is small, so that serialisers and redaction see it
 * whole; else a short copy of it. Of a value that is no error, a description. Never throws.
 */
export function bounded (value: unknown): unknown {
  if (value === undefined) return undefined
  try {
    if (value instanceof Error) return new Measure().fits(value, 0) ? value : shortened(value, 0)
    return { type: typeof value, message: clip(inspect(value, { depth: 2, breakLength: Infinity, maxStringLength: 1000, maxArrayLength: 20, customInspect: false }), 1000) }
  } catch {
    return { type: typeof value, message: 'a value that cannot be inspected' }
  }
}

/** Adds up what an error takes in a log, until it is too much. */
class Measure {
  #length = 0
  #members = 0
  readonly #seen = new Set<object>()

  fits (value: unknown, depth: number): boolean {
    if (typeof value === 'string') return this.#add(value, 1)
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return this.#count(1)
    this.#seen.add(value)
    if (depth > MAX_DEPTH) return false
    if (ArrayBuffer.isView(value)) return this.#count(value.byteLength)
    if (Array.isArray(value) && value.length > MAX_MEMBERS) return false
    // A message is in the text of the line, in the error and in its stack.
    if (value instanceof Error && !(this.#add(value.message, 2) && this.#add(value.stack, 1) && this.fits(value.cause, depth + 1))) return false
    for (const key of Object.keys(value)) {
      if (!this.#add(key, 1) || !this.fits((value as Readonly<Record<string, unknown>>)[key], depth + 1)) return false
    }
    return true
  }

  #add (text: unknown, times: number): boolean {
    if (typeof text !== 'string') return true
    if (text.length > MAX_LENGTH) return false
    this.#length += JSON.stringify(text).length * times
    return this.#length <= MAX_LENGTH && this.#count(1)
  }

  #count (members: number): boolean {
    this.#members += members
    return this.#members <= MAX_MEMBERS
  }
}

/** A copy with the beginning of the message, the stack and the causes, and the code. */
function shortened (error: unknown, depth: number): Error {
  const part = depth === 0 ? 1 : 0.25
  const copy = new Error(clipJson(readString(error, 'message'), 700 * part))
  const cause = read(error, 'cause')
  const code = read(error, 'code')
  const more: Record<string, unknown> = { name: clip(readString(error, 'name'), 100), stack: clipJson(readString(error, 'stack'), 1600 * part), truncated: true }
  if (typeof code === 'string' || typeof code === 'number') more['code'] = typeof code === 'string' ? clip(code, 100) : code
  if (cause !== undefined && depth < 2) more['cause'] = shortened(cause, depth + 1)
  return Object.defineProperties(copy, Object.fromEntries(Object.entries(more).map(([key, value]) => [key, { value, enumerable: key === 'code' || key === 'truncated', configurable: true, writable: true }])))
}

/** Control characters take six times their length in JSON. */
const clipJson = (text: string, length: number): string => clip(text, JSON.stringify(text.slice(0, length)).length > 2 * length ? Math.floor(length / 6) : length)
