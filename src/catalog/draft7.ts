import { isObject } from './json-schema.js'
import type { JsonSchema } from './json-schema.js'

/** Says in draft 7 what other drafts and OpenAPI 3.0 say otherwise. What is in the schema stays as it is. */
export const toDraft7 = (schema: JsonSchema): JsonSchema =>
  withAlternatives(withValues(withBounds(withRealFormat(withDependencies(withListedNames(withAnyName(withEvaluated(withItems(schema)))))))))

function withItems ({ prefixItems, items, ...schema }: JsonSchema): JsonSchema {
  const rest = Array.isArray(prefixItems) ? items : schema['additionalItems']
  const list: unknown = Array.isArray(prefixItems) ? prefixItems : items
  if (list === undefined) return schema
  if (Array.isArray(list) && list.length === 0) return { ...schema, ...rest === undefined ? {} : rest === false ? { maxItems: 0 } : { items: rest } } // a tuple of nothing
  return { ...schema, items: list, ...Array.isArray(prefixItems) && rest !== undefined && { additionalItems: rest } }
}

/** What is left over is what `additional…` says, where nothing is combined; {@link problemsOfKeywords} refuses the rest. */
function withEvaluated (schema: JsonSchema): JsonSchema {
  const { unevaluatedProperties, unevaluatedItems, ...rest } = schema
  if (unevaluatedProperties === undefined && unevaluatedItems === undefined) return schema
  return {
    ...rest,
    ...unevaluatedProperties !== undefined && unevaluatedProperties !== false && { additionalProperties: rest['additionalProperties'] ?? unevaluatedProperties },
    ...unevaluatedItems !== undefined && Array.isArray(rest['items']) && { additionalItems: rest['additionalItems'] ?? unevaluatedItems }
  }
}

/** Members whose names match anything are those of `additionalProperties`, which generators of clients know. */
function withAnyName ({ patternProperties, ...schema }: JsonSchema): JsonSchema {
  const [[pattern, values] = [], ...more] = Object.entries(Object(patternProperties)) as Array<[string, unknown]>
  const isAny = pattern !== undefined && more.length === 0 && /^\^?\(?\.\*\)?\$?$/.test(pattern) && schema['properties'] === undefined
  return isAny ? { ...schema, additionalProperties: values } : { ...schema, ...patternProperties !== undefined && { patternProperties } }
}

/** A record whose names are listed is an object with these members, of which others are cut off. */
function withListedNames (schema: JsonSchema): JsonSchema {
  const { propertyNames, additionalProperties, ...rest } = schema
  const { enum: names } = Object(propertyNames) as JsonSchema
  if (!Array.isArray(names) || !isObject(additionalProperties) || 'properties' in rest || 'patternProperties' in rest) return schema
  return { ...rest, properties: Object.fromEntries(names.map(name => [String(name), additionalProperties])), additionalProperties: false }
}

function withDependencies ({ dependentRequired, dependentSchemas, ...schema }: JsonSchema): JsonSchema {
  if (dependentRequired === undefined && dependentSchemas === undefined) return schema
  return { ...schema, dependencies: { ...Object(schema['dependencies']), ...Object(dependentRequired), ...Object(dependentSchemas) } }
}

/** A time without a zone is none of JSON Schema's: `z.iso.time()` says that it is, beside the pattern of what it takes. */
function withRealFormat (schema: JsonSchema): JsonSchema {
  const { format, ...rest } = schema
  const day = ({ time: '', 'date-time': '2026-01-31T' } as Readonly<Record<string, string>>)[String(format)]
  return day !== undefined && ZONELESS.some(time => isMatch(schema['pattern'], day + time)) ? rest : schema
}

const ZONELESS: readonly string[] = ['12:00', ...Array.from({ length: 10 }, (_, digits) => `12:00:00${digits === 0 ? '' : '.'.padEnd(digits + 1, '0')}`)]

const isMatch = (pattern: unknown, text: string): boolean => typeof pattern === 'string' && RegExp(pattern, 'u').test(text)

/** Draft 4 and OpenAPI 3.0 say of a bound that it is left out. */
function withBounds (schema: JsonSchema): JsonSchema {
  return [['minimum', 'exclusiveMinimum'] as const, ['maximum', 'exclusiveMaximum'] as const].reduce((result, [bound, exclusive]) => {
    const { [bound]: value, [exclusive]: isOut, ...rest } = result
    if (typeof isOut !== 'boolean') return result
    return value === undefined ? rest : { ...rest, [isOut ? exclusive : bound]: value }
  }, schema)
}

/** No list of nothing, which OpenAPI 3.0 refuses; one example is a list of one. */
function withValues (schema: JsonSchema): JsonSchema {
  const { example, required, enum: values, ...rest } = schema
  if (example === undefined && !isEmpty(required) && !isEmpty(values)) return schema
  return {
    ...rest,
    ...example !== undefined && { examples: schema['examples'] ?? [example] },
    ...required !== undefined && !isEmpty(required) && { required },
    ...isEmpty(values) ? { not: {} } : values !== undefined && { enum: values }
  }
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** One of several types is an `anyOf`, each with the keywords that are about it. */
function withAlternatives ({ nullable, ...schema }: JsonSchema): JsonSchema {
  const types = typesOf(schema['type'], nullable)
  if (types.length < 2) return types.length === 0 ? schema : { ...schema, type: types[0] }
  const { type, anyOf, ...others } = schema
  const alternatives = types.map(one => one === 'null' && nullable === true ? { type: one } : ofType(others, one)).filter(({ enum: values }: JsonSchema) => !isEmpty(values))
  const either = { ...Object.fromEntries(Object.entries(others).filter(([keyword]) => !ABOUT.has(keyword))), anyOf: alternatives }
  return anyOf === undefined ? either : { ...either, allOf: [...Array.isArray(others['allOf']) ? others['allOf'] : [], { anyOf }] }
}

function typesOf (type: unknown, nullable: unknown): unknown[] {
  const types: unknown[] = Array.isArray(type) ? type : type === undefined ? [] : [type]
  return nullable === true && types.length > 0 && !types.includes('null') ? [...types, 'null'] : types
}

function ofType (schema: JsonSchema, type: unknown): JsonSchema {
  const about = Object.entries(schema).filter(([keyword]) => ABOUT.get(keyword)?.includes(String(type)))
  return Object.fromEntries([['type', type], ...about.map(([keyword, value]) => [keyword, keyword === 'enum' && Array.isArray(value) ? value.filter(one => isOfType(one, type)) : value])])
}

function isOfType (value: unknown, type: unknown): boolean {
  if (value === null) return type === 'null'
  if (Array.isArray(value)) return type === 'array'
  const kind: string = typeof value
  return kind === (type === 'integer' ? 'number' : type)
}

const OF_TYPES: ReadonlyArray<readonly [types: string, keywords: string]> = [
  ['string', 'minLength maxLength pattern format contentEncoding contentMediaType'],
  ['number integer', 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf'],
  ['array', 'items additionalItems contains minItems maxItems uniqueItems'],
  ['object', 'properties patternProperties additionalProperties propertyNames required dependencies minProperties maxProperties'],
  ['string number integer boolean null array object', 'enum']
]

/** Which types a keyword is about. */
const ABOUT: ReadonlyMap<string, readonly string[]> = new Map(OF_TYPES.flatMap(([types, keywords]) => keywords.split(' ').map(keyword => [keyword, types.split(' ')] as const)))
