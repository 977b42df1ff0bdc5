import { show } from '../messages/show.js'
import { DATA, isObject, SCHEMAS_BY_NAME } from './json-schema.js'

const isText = (value: unknown): boolean => typeof value === 'string'
const isNumber = (value: unknown): boolean => typeof value === 'number'
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0
const isSchema = (value: unknown): boolean => isObject(value) || typeof value === 'boolean'
const isSchemaList = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isSchema)
const areSchemas = (value: unknown): boolean => isObject(value) && Object.values(value).every(isSchema)

type Expected = readonly [what: string, is: (value: unknown) => boolean]

const KINDS: ReadonlyArray<readonly [keywords: string, ...Expected]> = [
  ['pattern format title description', 'a text', isText],
  ['minLength maxLength minItems maxItems minProperties maxProperties', 'a whole number from 0', isCount],
  ['minimum maximum multipleOf', 'a number', isNumber],
  ['exclusiveMinimum exclusiveMaximum', 'a number', value => isNumber(value) || typeof value === 'boolean'],
  ['uniqueItems nullable', 'true or false', value => typeof value === 'boolean'],
  ['enum', 'a list of values', Array.isArray],
  ['required', 'a list of names, beside properties', value => Array.isArray(value) && value.every(isText)],
  ['anyOf oneOf allOf', 'a list of schemas', isSchemaList],
  ['prefixItems', 'a list of schemas', value => Array.isArray(value) && value.every(isSchema)],
  ['items', 'a schema', value => isSchema(value) || (Array.isArray(value) && value.every(isSchema))],
  ['additionalItems unevaluatedItems contains additionalProperties unevaluatedProperties propertyNames not if then else', 'a schema', isSchema],
  ['properties patternProperties $defs definitions dependentSchemas', 'an object with a schema by each name', areSchemas]
]

/** What the value of a keyword has to be. */
const EXPECTED: ReadonlyMap<string, Expected> = new Map(KINDS.flatMap(([keywords, what, is]) => keywords.split(' ').map(keyword => [keyword, [what, is]] as const)))

const COMBINING: readonly string[] = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'dependentSchemas', 'dependencies', '$ref']

/** Keywords of newer drafts that draft 7 has nothing for, each with what to write instead. */
const NEWER: ReadonlyMap<string, string> = new Map([
  ['$dynamicRef', 'write $ref'], ['$recursiveRef', "write $ref: '#'"], ['minContains', 'leave it out'], ['maxContains', 'leave it out']
])

/** Keywords whose value has schemas by names, those of newer drafts too. */
const BY_NAME: ReadonlySet<string> = new Set([...SCHEMAS_BY_NAME, '$defs', 'dependentSchemas'])

/**
 * What is wrong with the keywords of a schema, one sentence each: what no validator takes makes documents invalid, and what
 * the validator does not know would not be checked.
 */
export function problemsOfKeywords (schema: unknown, path: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap(one => problemsOfKeywords(one, path))
  if (!isObject(schema)) return []
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const problem = problemOf(schema, keyword, value)
    if (problem !== undefined) return [`${path}: ${problem}`]
    if (DATA.has(keyword)) return []
    if (!BY_NAME.has(keyword)) return problemsOfKeywords(value, path)
    return Object.entries(Object(value)).flatMap(([name, inner]) => problemsOfKeywords(inner, keyword === 'properties' ? `${path}.${name}` : path))
  })
}

function problemOf (schema: object, keyword: string, value: unknown): string | undefined {
  const [what, is] = EXPECTED.get(keyword) ?? []
  if (is?.(value) === false) return `${keyword} is ${show(value)}; give ${String(what)}`
  const instead = NEWER.get(keyword)
  if (instead !== undefined) return `${NO_DRAFT_7} ${keyword}; ${instead}`
  const isCombined = COMBINING.some(other => other in schema)
  if (keyword === 'unevaluatedProperties' && isObject(value) && isCombined) return `${NO_DRAFT_7} ${keyword} beside what is combined; write additionalProperties in each part`
  if (keyword === 'unevaluatedItems' && value !== true && (isCombined || !('prefixItems' in schema))) return `${NO_DRAFT_7} ${keyword} here; write items, or additionalItems`
  return undefined
}

const NO_DRAFT_7 = "draft 7 of JSON Schema, which Fastify's validator reads, has no"
