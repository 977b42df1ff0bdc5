import { Check } from '@sinclair/typebox/value'
import { Type } from '@sinclair/typebox'
import { isDetailsOptional, isDetailsSchema, checkDetails } from './details.js'
import type { CatalogEntry, ErrorDefinition, ErrorDefinitions, ErrorGroups, Fallbacks } from './types.js'

const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/
const CODE = /^[1-9][0-9]{0,14}$/
const ROLES: readonly string[] = ['validation', 'token', 'database', 'network']
const RESERVED: readonly string[] = ['code', 'error']

const Groups = Type.Record(Type.String(), Type.Object({
  range: Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })]),
  description: Type.String({ minLength: 1 })
}))

/** Everything that is wrong with the parts of a catalogue, one sentence each; empty if all is well. */
export function problemsOf (groups: ErrorGroups, definitions: ErrorDefinitions, fallback: Fallbacks): string[] {
  return [
    ...problemsOfGroups(groups),
    ...Object.entries(definitions).flatMap(([name, definition]) => problemsOfError(name, definition, groups)),
    ...problemsOfCodes(definitions),
    ...problemsOfFallback(fallback, definitions)
  ]
}

function problemsOfGroups (groups: ErrorGroups): string[] {
  const problems: string[] = []
  const seen: Array<[name: string, first: number, last: number]> = []
  for (const [name, group] of Object.entries(groups)) {
    if (!Check(Groups, { [name]: group })) {
      problems.push(`group "${name}": expected { range: [first, last], description: 'text' }, got ${show(group)}`)
      continue
    }
    const [first, last] = group.range
    if (!SNAKE_CASE.test(name)) problems.push(`group "${name}": the name is not snake_case`)
    if (first > last) problems.push(`group "${name}": the range ${first}–${last} ends before it begins`)
    const overlap = seen.find(([, from, to]) => first <= to && from <= last)
    if (overlap !== undefined) problems.push(`group "${name}": its range ${first}–${last} overlaps that of "${overlap[0]}"`)
    seen.push([name, first, last])
  }
  return problems
}

function problemsOfError (name: string, definition: ErrorDefinition, groups: ErrorGroups): string[] {
  const problems: string[] = []
  const say = (problem: string): void => { problems.push(`error "${name}": ${problem}`) }
  if (typeof definition !== 'object' || definition === null) {
    say(`expected { code, status, description }, got ${show(definition)}`)
    return problems
  }
  const { code, status, description, error, shared, details } = definition
  if (!SNAKE_CASE.test(name)) say('the name is not snake_case; write it like "object_not_found"')
  if (typeof code !== 'string' || !CODE.test(code)) {
    say(`code ${show(code)} is not a number in a string, like '5001'`)
  } else if (groupOf(code, groups) === undefined) {
    say(`code ${code} is in the range of no group; the groups are ${showGroups(groups)}`)
  }
  if (!Number.isInteger(status) || status < 400 || status > 599) say(`status ${show(status)} is not an integer from 400 to 599`)
  if (typeof description !== 'string' || description.trim() === '') say('the description is empty; say in one sentence what happened')
  if (error !== undefined && (typeof error !== 'string' || error === '')) say(`its own error text is ${show(error)}; give a text or leave it out`)
  if (shared !== undefined && shared !== true) say(`shared is ${show(shared)}; say \`shared: true\` or leave it out`)
  if (details !== undefined) problems.push(...problemsOfDetails(details).map(problem => `error "${name}": ${problem}`))
  return problems
}

function problemsOfDetails (details: unknown): string[] {
  if (!isDetailsSchema(details)) return [`details are ${show(details)}; give Type.Object({ … }) of @sinclair/typebox`]
  return RESERVED.filter(key => key in details.properties)
    .map(key => `details redefine "${key}", which every error has; name the member otherwise`)
}

function problemsOfCodes (definitions: ErrorDefinitions): string[] {
  const owners = new Map<string, string[]>()
  const texts = new Map<string, string>()
  const problems: string[] = []
  for (const [name, definition] of Object.entries(definitions)) {
    const code = definition?.code
    owners.set(code, [...owners.get(code) ?? [], name])
    const pair = `${code} ${definition?.error ?? name}`
    const twin = texts.get(pair)
    if (twin !== undefined) problems.push(`errors "${twin}" and "${name}": both send the pair ${pair}, so nobody can tell them apart`)
    texts.set(pair, name)
  }
  for (const [code, names] of owners) {
    if (names.length === 1 || code === undefined) continue
    const silent = names.filter(name => definitions[name]?.shared !== true)
    if (silent.length > 0) {
      problems.push(`code ${code} is used by ${names.map(show).join(', ')}; take another code, or say \`shared: true\` on ${silent.map(show).join(', ')}`)
    }
  }
  return problems
}

function problemsOfFallback (fallback: Fallbacks, definitions: ErrorDefinitions): string[] {
  const problems = ['4xx', '5xx'].filter(key => !Object.hasOwn(fallback, key))
    .map(key => `fallback: no error stands for any other ${key}; name one under '${key}'`)
  for (const [key, name] of Object.entries(fallback)) {
    const definition = definitions[String(name)]
    if (!isFallbackKey(key)) {
      problems.push(`fallback ${show(key)}: expected a status from 400 to 599, '4xx', '5xx', or ${ROLES.map(show).join(', ')}`)
    } else if (name === undefined || definition === undefined) {
      problems.push(`fallback ${show(key)}: there is no error named ${show(name)}`)
    } else if (key !== 'validation' && !(definition.details === undefined || (isDetailsSchema(definition.details) && isDetailsOptional(definition.details)))) {
      problems.push(`fallback ${show(key)}: "${name}" has required details, which a bare status cannot give`)
    } else if (key === 'validation' && !takesFields(name, definition)) {
      problems.push(`fallback "validation": the details of "${name}" must be { fields: Type.Array(Type.String()) }, or none`)
    }
  }
  return problems
}

function takesFields (name: string, definition: ErrorDefinition): boolean {
  if (definition.details === undefined) return true
  if (!isDetailsSchema(definition.details)) return false
  const entry: CatalogEntry = { name, ...definition, error: name, group: '', shared: false, details: definition.details, needsDetails: false }
  return checkDetails(entry, { fields: ['a'] }).problem === undefined
}

/** The name of the group in whose range a code lies. */
export function groupOf (code: string, groups: ErrorGroups): string | undefined {
  return Object.keys(groups).find(name => {
    const range = groups[name]?.range
    return Array.isArray(range) && Number(code) >= Number(range[0]) && Number(code) <= Number(range[1])
  })
}

function isFallbackKey (key: string): boolean {
  return ROLES.includes(key) || key === '4xx' || key === '5xx' || (/^[45][0-9]{2}$/.test(key))
}

const showGroups = (groups: ErrorGroups): string =>
  Object.entries(groups).map(([name, group]) => `${name} ${group?.range?.join('–')}`).join(', ') || '(none)'

function show (value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value)
  return JSON.stringify(value) ?? 'undefined'
}
