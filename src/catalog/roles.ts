import { isDeepStrictEqual } from 'node:util'
import { show } from '../messages/show.js'
import { checkDetails, isDetailsOptional } from './details.js'
import { ANNOTATIONS, isObject } from './json-schema.js'
import type { JsonDetails } from './json-schema.js'
import type { Readings } from './readings.js'
import type { ErrorDefinitions, Fallbacks, Roles } from './types.js'

const ROLES: readonly string[] = ['validation', 'token', 'database', 'network']

/** What is wrong with the errors that stand for bare statuses, one sentence each. */
export function problemsOfFallback (fallback: Fallbacks, definitions: ErrorDefinitions, readings: Readings): string[] {
  const problems = ['4xx', '5xx'].filter(key => !Object.hasOwn(fallback, key))
    .map(key => `fallback "${key}" is missing; name the error for any other ${key}`)
  for (const [key, name] of Object.entries(fallback)) {
    const definition = typeof name === 'string' ? definitions[name] : undefined
    if (!isFallbackKey(key)) {
      const hint = ROLES.includes(key) ? `; write roles: { ${key}: ${show(name)} }` : ''
      problems.push(`fallback ${show(key)}: expected a status from 400 to 599, '4xx' or '5xx'${hint}`)
    } else if (!isObject(definition)) {
      problems.push(`fallback ${show(key)}: there is no error named ${show(name)}`)
    } else if (!isDetailsOptional(detailsOf(name, readings))) {
      problems.push(`fallback ${show(key)}: "${name}" cannot be a fallback: it requires details`)
    }
  }
  return problems
}

function isFallbackKey (key: string): boolean {
  return key === '4xx' || key === '5xx' || (/^[45][0-9]{2}$/.test(key))
}

/** What is wrong with the errors that stand for what the plugin recognises, one sentence each. */
export function problemsOfRoles (roles: Roles, definitions: ErrorDefinitions, readings: Readings): string[] {
  return Object.entries(roles).flatMap(([key, name]) => {
    const definition = typeof name === 'string' ? definitions[name] : undefined
    if (!ROLES.includes(key)) return [`role ${show(key)}: expected ${ROLES.map(show).join(', ')}`]
    if (!isObject(definition)) return [`role "${key}": there is no error named ${show(name)}`]
    const details = detailsOf(name, readings)
    if (key !== 'validation') return isDetailsOptional(details) ? [] : [`role "${key}": "${name}" cannot have it: it requires details, which only "validation" gives`]
    if (!takesFields(details)) return [`role "validation": the details of "${name}" must be an object with the member "fields", a list of texts, or none`]
    return takesIssues(details) ? [] : [`role "validation": the member "issues" of the details of "${name}" must be a list of { field, rule, limit, expected }: limit is a number, the others are texts, limit and expected may be missing`]
  })
}

/** The schema of an error's details, if there is one and it can be worked with; what is wrong with others is said with their error. */
const detailsOf = (name: unknown, readings: Readings): JsonDetails | undefined => readings.get(String(name))?.details?.schema

/** True if the error can be sent with a list of fields. The usual schema is known at sight, which saves loading a validator. */
function takesFields (details: JsonDetails | undefined): boolean {
  return details === undefined || isFieldList(details) || takes(details, { fields: ['a'], issues: ISSUES })
}

/** True if the details have no member for why fields are wrong, or one that takes what the plugin finds. */
function takesIssues (details: JsonDetails | undefined): boolean {
  return details?.properties['issues'] === undefined || takes(details, { fields: ['a'], issues: ISSUES })
}

/** One of each form. */
const ISSUES = [{ field: 'a', rule: 'required' }, { field: 'a', rule: 'minLength', limit: 3 }, { field: 'a', rule: 'type', expected: 'string' }]

function takes (details: JsonDetails, value: object): boolean {
  return checkDetails({ name: '', details }, value).problem === undefined
}

function isFieldList ({ properties: { fields }, required = [], ...others }: JsonDetails): boolean {
  const { type, items, ...bounds } = { ...fields }
  return type === 'array' && isDeepStrictEqual(items, { type: 'string' }) && Object.keys(bounds).every(key => ANNOTATIONS.includes(key)) &&
    Object.keys(others).every(key => key === 'type' || key === 'additionalProperties') && required.every(name => name === 'fields')
}
