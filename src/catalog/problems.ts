import { describesBody } from './body-headers.js'
import { isObject } from './json-schema.js'
import type { JsonDetails } from './json-schema.js'
import { NOTES, problemsOfNotes } from './notes.js'
import { CODE, NAME } from './patterns.js'
import { isSchema } from './read-schema.js'
import { readDefinitions } from './readings.js'
import type { SchemaReading } from './normalize.js'
import type { DefinitionReading, Readings } from './readings.js'
import { problemsOfFallback, problemsOfRoles } from './roles.js'
import { closestTo } from '../messages/closest.js'
import { show } from '../messages/show.js'
import type { CatalogParts, ErrorText } from './catalog.js'
import type { ErrorDefinition, ErrorDefinitions, ErrorGroup, ErrorGroups } from './types.js'

const HEADER = /^[a-z0-9!#$%&'*+.^_`|~-]+$/
const RESERVED: readonly string[] = ['code', 'error']

const KNOWN: readonly string[] = ['code', 'status', 'description', 'details', 'error', 'shared', 'headers', ...NOTES]

/**
 * Everything that is wrong with the parts of a catalogue, one sentence each; empty if all is well.
 *
 * @param inherited - The errors of the catalogue that it extends, which cannot be changed.
 * @param readings - The schemas of the errors.
 */
export function problemsOf (
  { groups, definitions, fallback, roles, errorText }: Omit<CatalogParts, 'entries'>,
  inherited: ReadonlySet<string> = new Set(),
  readings: Readings = readDefinitions(definitions)
): string[] {
  return [
    ...problemsOfGroups(groups),
    ...Object.entries(definitions).flatMap(([name, definition]) => problemsOfError(name, definition, groups, readings.get(name))),
    ...problemsOfCodes(definitions, errorText, inherited),
    ...problemsOfFallback(fallback, definitions, readings),
    ...problemsOfRoles(roles, definitions, readings)
  ]
}

/** Members that look like a known one that is not there. Others may be a service's own: a link, a note. */
export function mistyped (given: object, known: readonly string[]): string[] {
  return Object.keys(given).filter(key => !known.includes(key)).flatMap(key => {
    const closest = closestTo(key, known.filter(member => !Object.hasOwn(given, member)))
    return closest === undefined ? [] : [`there is no member "${key}"; did you mean "${closest}"?`]
  })
}

function problemsOfGroups (groups: ErrorGroups): string[] {
  const problems: string[] = []
  const seen: Array<[name: string, first: number, last: number]> = []
  for (const [name, group] of Object.entries(groups)) {
    if (!isGroup(group)) {
      problems.push(`group "${name}": expected { range: [first, last], description: 'text' }, got ${show(group)}`)
      continue
    }
    const [first, last] = group.range
    if (!NAME.test(name)) problems.push(`group "${name}": the name is not snake_case`)
    if (first > last) problems.push(`group "${name}": the range ${first}–${last} ends before it begins`)
    const overlap = seen.find(([, from, to]) => first <= to && from <= last)
    if (overlap !== undefined) problems.push(`group "${name}": its range ${first}–${last} overlaps that of "${overlap[0]}"`)
    seen.push([name, first, last])
  }
  return problems
}

function isGroup (group: unknown): group is ErrorGroup {
  if (!isObject(group)) return false
  const { range, description } = group
  return Array.isArray(range) && range.length === 2 && range.every(bound => Number.isInteger(bound) && Number(bound) >= 0) && typeof description === 'string' && description.trim() !== ''
}

function problemsOfError (name: string, definition: ErrorDefinition, groups: ErrorGroups, reading: DefinitionReading | undefined): string[] {
  const problems: string[] = []
  const say = (problem: string): void => { problems.push(`error "${name}": ${problem}`) }
  if (!isObject(definition)) {
    say(`expected { code, status, description }, got ${show(definition)}`)
    return problems
  }
  const { code, status, description, error, shared, details, headers } = definition
  if (!NAME.test(name)) say('the name is not snake_case; write it like "object_not_found"')
  if (typeof code !== 'string' || !CODE.test(code)) {
    say(`code ${show(code)} is not a number in a string, like '5001'`)
  } else if (groupOf(code, groups) === undefined) {
    say(`code ${code} is outside every group; groups: ${showGroups(groups)}`)
  }
  if (!Number.isInteger(status) || status < 400 || status > 599) say(`status ${show(status)} is not an integer from 400 to 599`)
  if (typeof description !== 'string' || description.trim() === '') say(`the description is ${description === undefined ? 'missing' : 'empty'}; say in one sentence what happened`)
  if (error !== undefined && (typeof error !== 'string' || error === '')) say(`its own error text is ${show(error)}; give a text or leave it out`)
  if (shared !== undefined && shared !== true) say(`shared is ${show(shared)}; say \`shared: true\` or leave it out`)
  for (const problem of [...mistyped(definition, KNOWN), ...problemsOfNotes(definition)]) say(problem)
  if (details !== undefined) problems.push(...problemsOfDetails(details, reading?.details).map(problem => `error "${name}": ${problem}`))
  if (headers !== undefined) problems.push(...problemsOfHeaders(headers, reading).map(problem => `error "${name}": ${problem}`))
  return problems
}

function problemsOfHeaders (headers: unknown, reading: DefinitionReading | undefined): string[] {
  if (!isObject(headers)) return [`headers are ${show(headers)}; give { 'retry-after': { type: 'integer' } }, or a sentence for each header`]
  return Object.entries(headers).flatMap(([header, value]) => {
    const problems: string[] = []
    if (!HEADER.test(header)) problems.push(`header ${show(header)} is not the name of a header in lower case`)
    else if (describesBody(header)) problems.push(`header ${show(header)} describes the body, which is always the error's own`)
    if (!isSchema(value) && !(typeof value === 'string' && value.trim() !== '')) problems.push(`header ${show(header)} is ${show(value)}; give a schema, or a sentence`)
    return [...problems, ...reading?.headers.get(header)?.problems ?? []]
  })
}

/** What is wrong with the members of every error, and with details that have a member of the same name. */
export function problemsOfMembers (given: unknown, reading: SchemaReading<JsonDetails> | undefined, readings: Readings): string[] {
  if (given === undefined) return []
  const names = Object.keys(reading?.schema?.properties ?? {})
  const taken = [...readings].flatMap(([error, { details }]) => names.filter(name => Object.hasOwn(details?.schema?.properties ?? {}, name)).map(name => [error, name] as const))
  return [
    ...problemsOfDetails(given, reading, 'members'),
    ...taken.map(([error, name]) => `error "${error}": details redefine "${name}", which the members of every error have; name the member otherwise`)
  ]
}

function problemsOfDetails (given: unknown, reading: SchemaReading<JsonDetails> | undefined, what = 'details'): string[] {
  if (reading === undefined) return [`${what} are ${show(given)}; give a schema: Type.Object({ … }), z.object({ … }) or { type: 'object', properties: { … } }`]
  const { schema, problems } = reading
  if (problems !== undefined) return [...problems]
  return [
    ...RESERVED.filter(key => key in schema.properties).map(key => `${what} redefine "${key}", which every error has; name the member otherwise`),
    ...Object.keys(schema.properties).filter(key => /^(?:0|[1-9]\d*)$/.test(key)).map(key => `${what} name "${key}", an integer, which JavaScript puts before "code"; name the member otherwise`)
  ]
}

function problemsOfCodes (definitions: ErrorDefinitions, errorText: ErrorText, inherited: ReadonlySet<string>): string[] {
  const owners = new Map<string, string[]>()
  const texts = new Map<string, string>()
  const problems: string[] = []
  for (const [name, definition] of Object.entries(definitions)) {
    const code: unknown = definition?.code
    if (typeof code !== 'string') continue // said with the error
    owners.set(code, [...owners.get(code) ?? [], name])
    const pair = `<${code}, ${show(textOf(name, definition, errorText))}>`
    const twin = texts.get(pair)
    if (twin !== undefined) problems.push(`errors "${twin}" and "${name}": both send the pair ${pair}, so nobody can tell them apart`)
    texts.set(pair, name)
  }
  for (const [code, names] of owners) {
    if (names.length === 1) continue
    const silent = names.filter(name => definitions[name]?.shared !== true)
    if (silent.length > 0) {
      const fixed = silent.filter(name => inherited.has(name)).map(show)
      const again = fixed.length === 0 ? '' : `, for which the inherited ${fixed.join(', ')} must be defined again`
      problems.push(`code ${code} is used by ${names.map(show).join(', ')}; take another code, or say \`shared: true\` on ${silent.map(show).join(', ')}${again}`)
    }
  }
  return problems
}

/** The name of the group in whose range a code lies. */
export function groupOf (code: string, groups: ErrorGroups): string | undefined {
  return Object.keys(groups).find(name => {
    const range = groups[name]?.range
    return Array.isArray(range) && Number(code) >= Number(range[0]) && Number(code) <= Number(range[1])
  })
}

const showGroups = (groups: ErrorGroups): string =>
  Object.entries(groups).map(([name, group]) => `${name} ${show(group?.range)}`).join(', ') || '(none)'

/** The text of the member `error`: its own, else what the catalogue says. */
export function textOf (name: string, definition: ErrorDefinition, errorText: ErrorText): string {
  return definition.error ?? (errorText === 'description' ? definition.description : name)
}
