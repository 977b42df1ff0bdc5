import { checkDetails } from './details.js'
import type { JsonDetails, JsonSchema } from './json-schema.js'
import type { CatalogEntry } from './types.js'

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
  const { holder, texts } = preparedOf(schema)
  const text = texts === undefined ? undefined : textOfPlain(members, texts)
  if (text !== undefined) return { text }
  const { details, problem } = checkDetails(holder, members)
  return problem === undefined ? { text: tailOf(Object(details)) } : { problem: problem.replace(`details of error "${holder.name}"`, 'the members of every error') }
}

const tailOf = (members: Readonly<Record<string, unknown>>): string => {
  const inner = JSON.stringify(members).slice(1, -1)
  return inner === '' ? '' : `,${inner}`
}

interface Prepared {
  /** An entry whose details the members are. */
  readonly holder: CatalogEntry
  /** The members, where each of them is any text: nearly all are ids and links, which are written ten times as fast. */
  readonly texts: ReadonlyArray<readonly [name: string, before: string]> | undefined
}

const prepared = new WeakMap<JsonDetails, Prepared>()

function preparedOf (schema: JsonDetails): Prepared {
  const known = prepared.get(schema)
  if (known !== undefined) return known
  const holder: CatalogEntry = { name: 'members', code: '', status: 500, description: '', error: '', group: '', shared: false, details: schema, needsDetails: true }
  const made: Prepared = { holder, texts: textsOf(schema) }
  prepared.set(schema, made)
  return made
}

function textsOf (schema: JsonDetails): Prepared['texts'] {
  const members = Object.entries(schema.properties)
  const isPlain = Object.keys(schema).every(key => OBJECT.has(key)) && members.every(([, member]) => isAnyText(member))
  return isPlain ? members.map(([name]) => [name, `,${JSON.stringify(name)}:`] as const) : undefined
}

const ANNOTATIONS: readonly string[] = ['title', 'description', 'examples', 'default', '$comment']
const OBJECT: ReadonlySet<string> = new Set(['type', 'properties', 'required', 'additionalProperties', ...ANNOTATIONS])
const TEXT: ReadonlySet<string> = new Set(['type', 'format', ...ANNOTATIONS])

const isAnyText = (schema: JsonSchema): boolean => schema['type'] === 'string' && Object.keys(schema).every(key => TEXT.has(key))

/** Nothing where a member is no text, or the object may not be what JSON makes of it. */
function textOfPlain (members: unknown, texts: NonNullable<Prepared['texts']>): string | undefined {
  if (typeof members !== 'object' || members === null || Object.getPrototypeOf(members) !== Object.prototype || 'toJSON' in members) return undefined
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
