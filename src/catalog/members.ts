import { catchRejection, isThenable } from '../values/read.js'
import { checkDetails } from './details.js'
import { ANNOTATIONS } from './json-schema.js'
import type { JsonDetails, JsonSchema } from './json-schema.js'

/** Members as they stand in a body behind the last of its own (`,"request_id":"req-1"`), or what is wrong with them. */
export type MembersText =
  | { readonly text: string, readonly problem?: never }
  | { readonly text?: never, readonly problem: string }

/**
 * Writes the members of every error, checked and cut down as details are.
 *
 * @throws What a value throws that refuses to be looked at.
 */
export function writeMembers (schema: JsonDetails, members: unknown): MembersText {
  const texts = textsFor(schema)
  const text = texts === null ? undefined : textOfPlain(members, texts)
  if (text !== undefined) return { text }
  if (isThenable(members)) {
    catchRejection(members)
    return { problem: 'the option members returned a promise; give the members at once' }
  }
  const { details, problem } = checkDetails({ name: 'members', details: schema }, members ?? {}) // which is what is missing then
  return problem === undefined ? { text: tailOf(Object(details)) } : { problem: problem.replace('details of error "members"', 'the members of every error') }
}

const tailOf = (members: Readonly<Record<string, unknown>>): string => {
  const inner = JSON.stringify(members).slice(1, -1)
  return inner === '' ? '' : `,${inner}`
}

/** The members, where each of them is any text: nearly all are ids and links, which are written ten times as fast. */
type Texts = ReadonlyArray<readonly [name: string, before: string]>

const prepared = new WeakMap<JsonDetails, Texts | null>()

function textsFor (schema: JsonDetails): Texts | null {
  const known = prepared.get(schema)
  if (known !== undefined) return known
  const texts = textsOf(schema)
  prepared.set(schema, texts)
  return texts
}

function textsOf (schema: JsonDetails): Texts | null {
  const members = Object.entries(schema.properties)
  const isPlain = Object.keys(schema).every(key => OBJECT.has(key)) && members.every(([, member]) => isAnyText(member))
  return isPlain ? members.map(([name]) => [name, `,${JSON.stringify(name)}:`] as const) : null
}

const OBJECT: ReadonlySet<string> = new Set(['type', 'properties', 'required', 'additionalProperties', ...ANNOTATIONS])
const TEXT: ReadonlySet<string> = new Set(['type', 'format', ...ANNOTATIONS])

const isAnyText = (schema: JsonSchema): boolean => schema['type'] === 'string' && Object.keys(schema).every(key => TEXT.has(key))

/** Nothing where a member is no text, or the object may not be what JSON makes of it, or a promise. */
function textOfPlain (members: unknown, texts: Texts): string | undefined {
  if (typeof members !== 'object' || members === null || Object.getPrototypeOf(members) !== Object.prototype || 'toJSON' in members || 'then' in members) return undefined
  let text = ''
  for (const [name, before] of texts) {
    const value = (members as Readonly<Record<string, unknown>>)[name]
    if (typeof value !== 'string') return undefined
    text += before + (PLAIN.test(value) ? `"${value}"` : JSON.stringify(value))
  }
  return text
}

/** A text that JSON writes as it is. */
const PLAIN = /^[\w ./:=?&#+~-]*$/

/** What is left of a body's members without those that every error of the catalogue carries. */
export function withoutMembers (members: Readonly<Record<string, unknown>>, schema: JsonDetails | undefined): Readonly<Record<string, unknown>> {
  if (schema === undefined) return members
  return Object.fromEntries(Object.entries(members).filter(([name]) => !Object.hasOwn(schema.properties, name)))
}
