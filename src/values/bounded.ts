import { inspect } from 'node:util'
import { read, readString } from './read.js'

// What is thrown may hold what a client sent, at any length. A line of a log has to stay below 8 kB all the same, and nobody
// may be kept waiting for it.

/** Characters that the texts of an error may take in a line of JSON. */
const MAX_LENGTH = 5_000
/** Members that are looked at. */
const MAX_MEMBERS = 200
const MAX_DEPTH = 6

/** The first characters of a text. Of one that is cut in two nothing is left: strict parsers of JSON refuse a whole line for half a character. */
export const startOf = (text: string, length: number): string => text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '')

/** The first characters of a text, and how many more there were. */
export function clip (text: string, length: number): string {
  const start = startOf(text, length)
  return start === text ? text : `${start}… (${text.length - start.length} more characters)`
}

/**
 * What a log can say of a thrown value: the value itself where it is small, so that serialisers and redaction see it whole; else a
 * short copy of it. Of what has no members, a description. Never throws.
 */
export function bounded (value: unknown): unknown {
  if (value === undefined) return undefined
  try {
    if (value instanceof Error) return isSmall(value) ? value : shortened(value, 0)
    if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) return boundedObject(value)
    if (typeof value === 'function') return { type: 'function', message: clip(`[Function ${readString(value, 'name')}]`, SHOWN_LENGTH) }
    return { type: typeof value, message: clip(inspect(value, { depth: 0, maxStringLength: 1000, maxArrayLength: SHOWN_MEMBERS, customInspect: false }), 1000) }
  } catch {
    return { type: typeof value, message: 'a value that cannot be inspected' }
  }
}

/** An object that is no error, with no more than JSON shows of it: a text of it would be past all redaction. */
function boundedObject (value: object): unknown {
  if (isSmall(value)) {
    if (firstKeys(value).length === 0 && typeof read(value, 'toJSON') !== 'function') return described(value)
    return typeof read(value, 'message') === 'string' && !Object.isExtensible(value) ? { ...value } : value // Pino marks what looks like an error
  }
  for (const depth of [2, 1, 0]) {
    const first = firstOf(value, depth)
    if (isSmall(first)) return Array.isArray(first) ? first : { ...Object(first), truncated: true }
  }
  return described(value)
}

/** Which class it is of, at least. */
const described = (value: object): object => ({ type: 'object', message: clip(Object.prototype.toString.call(value), SHOWN_LENGTH) })

const SHOWN_MEMBERS = 20
const SHOWN_LENGTH = 200

/** The first members of a value, and of those in it. */
function firstOf (value: unknown, depth: number): unknown {
  if (typeof value === 'string') return clip(value, SHOWN_LENGTH)
  if (typeof value !== 'object' || value === null) return value
  const toJSON = read(value, 'toJSON')
  const shown: unknown = typeof toJSON === 'function' ? toJSON.call(value, '') : value
  if (typeof shown !== 'object' || shown === null) return typeof shown === 'string' ? clip(shown, SHOWN_LENGTH) : shown
  if (depth < 0 || ArrayBuffer.isView(shown)) return Object.prototype.toString.call(shown)
  if (Array.isArray(shown)) return shown.slice(0, SHOWN_MEMBERS).map(item => firstOf(item, depth - 1))
  return Object.fromEntries(firstKeys(shown).map(key => [clip(key, SHOWN_LENGTH), firstOf(read(shown, key), depth - 1)]))
}

function firstKeys (value: object): string[] {
  const keys: string[] = []
  for (const key in value) {
    if (keys.length === SHOWN_MEMBERS) break
    keys.push(key)
  }
  return keys
}

function isSmall (value: unknown): boolean {
  try {
    return new Measure().fits(value, 0)
  } catch {
    return false // it refuses to be looked at, as it would when it is logged
  }
}

/** Adds up what a value takes in a log, as Pino's serialiser of errors and JSON write it, until it is too much. */
class Measure {
  #length = 0
  #members = 0
  /** What is being looked at: a cycle is written once, what is there twice is written twice. */
  readonly #around = new Set<object>()

  fits (value: unknown, depth: number): boolean {
    if (typeof value === 'string') return this.#add(value, 1)
    if (typeof value !== 'object' || value === null || this.#around.has(value)) return this.#count(1)
    if (depth > MAX_DEPTH) return false
    if (ArrayBuffer.isView(value)) return this.#count(value.byteLength)
    if (Array.isArray(value) && value.length > MAX_MEMBERS) return false
    this.#around.add(value)
    const fits = value instanceof Error ? this.#fitsError(value, depth + 1) && this.#fitsMembers(value, depth + 1) : this.#fitsJson(value, depth + 1)
    this.#around.delete(value)
    return fits
  }

  /** What an error says besides its members: its message is in the text of the line, in the error and in its stack. */
  #fitsError (error: Error & { readonly errors?: unknown }, depth: number): boolean {
    const { message, stack, constructor, cause, errors } = error
    return this.#add(message, 2) && this.#add(stack, 1) && this.#add(read(constructor, 'name'), 1) &&
      this.fits(typeof cause === 'function' ? cause.call(error) : cause, depth) && // of VError it is a method
      (!Array.isArray(errors) || this.fits(errors, depth)) // of AggregateError it is hidden
  }

  #fitsJson (value: object, depth: number): boolean {
    const { toJSON }: { readonly toJSON?: unknown } = value
    const shown: unknown = typeof toJSON === 'function' ? toJSON.call(value, '') : value
    return shown === value ? this.#fitsMembers(value, depth) : this.fits(shown, depth)
  }

  /** Of an error, those that it inherits are written too. */
  #fitsMembers (value: object, depth: number): boolean {
    for (const key in value) {
      const member: unknown = (value as Readonly<Record<string, unknown>>)[key]
      if (!this.#add(key, 1) || !this.fits(key === 'toJSON' && typeof member === 'function' ? member.call(value, '') : member, depth)) return false
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
