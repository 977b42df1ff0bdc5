import { DATA } from './json-schema.js'
import type { Instead, Library } from './libraries.js'

// What TypeBox calls a schema is found without TypeBox: version 0.34 says it under a symbol, version 1 under a hidden member.
const KIND = Symbol.for('TypeBox.Kind')
const TRANSFORM = Symbol.for('TypeBox.Transform')

/** Kinds of TypeBox whose values JSON does not have, each with what to write instead, if there is something. */
const INSTEAD: Readonly<Record<string, string>> = {
  Date: "Type.String({ format: 'date-time' })",
  RegExp: "Type.String({ pattern: '…' })",
  BigInt: 'Type.Integer() or Type.String()',
  Uint8Array: "Type.String({ contentEncoding: 'base64' })",
  Undefined: 'Type.Optional(…) or Type.Null()',
  Void: 'Type.Null()',
  Symbol: 'Type.String()',
  Promise: '',
  Function: '',
  Constructor: '',
  Iterator: '',
  AsyncIterator: ''
}

const TYPES: readonly unknown[] = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object']

/** What of a schema of details has no JSON form, one sentence each, with the member that it is about. */
export function problemsOfJsonForm (schema: unknown, path = 'details'): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const problem = Array.isArray(schema) ? undefined : problemOf(schema as Readonly<Record<PropertyKey, unknown>>)
  if (problem !== undefined) return [`${path}: ${problem}`]
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (DATA.has(key)) return []
    if (key !== 'properties') return problemsOfJsonForm(value, path)
    return Object.entries(Object(value)).flatMap(([name, member]) => problemsOfJsonForm(member, `${path}.${name}`))
  })
}

function problemOf (schema: Readonly<Record<PropertyKey, unknown>>): string | undefined {
  const { properties, type, pattern } = schema
  if (TRANSFORM in schema) return 'a Type.Transform has no JSON form; give the schema of the value that is sent'
  if ('~codec' in schema) return 'a Type.Codec has no JSON form; give the schema of the value that is sent'
  if (Object.hasOwn(Object(properties), '__proto__')) return 'JavaScript has no members named "__proto__"; name the member otherwise'
  const kind = String(schema[KIND] ?? schema['~kind'])
  const instead = INSTEAD[kind]
  if (instead !== undefined) return `Type.${kind}() has no JSON form${instead === '' ? '' : `; write ${instead}`}`
  if (isNoType(type)) return `${JSON.stringify(type)} is no type of JSON Schema; there are ${TYPES.join(', ')}`
  return typeof pattern === 'string' ? problemOfPattern(pattern) : undefined
}

const isNoType = (type: unknown): boolean => typeof type === 'string' ? !TYPES.includes(type) : Array.isArray(type) && !type.every(one => TYPES.includes(one))

/** The validator reads patterns as Fastify's does: with the flag `u`. */
function problemOfPattern (pattern: string): string | undefined {
  try {
    RegExp(pattern, 'u')
    return undefined
  } catch (error) {
    return `its pattern cannot be used: ${(error as Error).message}`
  }
}

/** What converters refuse, by what they say of it: each with the keyword of the texts that a library has for it. */
const REFUSALS: ReadonlyArray<readonly [RegExp, keyof Instead]> = [
  [/transform|morph/i, 'transform'],
  [/^date|\bdate\b/i, 'date'],
  [/bigint/i, 'bigint'],
  [/\bmap\b/i, 'map'],
  [/\bset\b/i, 'set'],
  [/undefined|void/i, 'undefined'],
  [/nan/i, 'nan'],
  [/ action /i, 'action']
]

/** What to write in the place of what a converter refused. */
export function insteadOf (refusal: string, { instead }: Pick<Library, 'instead'>): string {
  const kind = REFUSALS.find(([pattern]) => pattern.test(refusal))?.[1]
  return (kind === undefined ? undefined : instead[kind]) ?? 'give a schema of what is sent as JSON'
}
