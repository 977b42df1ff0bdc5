import type { JsonSchema } from './json-schema.js'

/** Says in draft 7 what newer drafts and OpenAPI 3.0 say otherwise. What is in the schema stays as it is. */
export const toDraft7 = (schema: JsonSchema): JsonSchema => withAlternatives(withDependencies(withAnyName(withItems(schema))))

function withItems ({ prefixItems, items, ...schema }: JsonSchema): JsonSchema {
  if (!Array.isArray(prefixItems)) return items === undefined ? schema : { ...schema, items }
  return { ...schema, items: prefixItems, ...items !== undefined && { additionalItems: items } }
}

/** Members whose names match anything are those of `additionalProperties`, which generators of clients know. */
function withAnyName ({ patternProperties, ...schema }: JsonSchema): JsonSchema {
  const [[pattern, values] = [], ...more] = Object.entries(Object(patternProperties)) as Array<[string, unknown]>
  const isAny = pattern !== undefined && more.length === 0 && /^\^?\(?\.\*\)?\$?$/.test(pattern) && schema['properties'] === undefined
  return isAny ? { ...schema, additionalProperties: values } : { ...schema, ...patternProperties !== undefined && { patternProperties } }
}

function withDependencies ({ dependentRequired, dependentSchemas, ...schema }: JsonSchema): JsonSchema {
  if (dependentRequired === undefined && dependentSchemas === undefined) return schema
  return { ...schema, dependencies: { ...Object(schema['dependencies']), ...Object(dependentRequired), ...Object(dependentSchemas) } }
}

/** One of several types is an `anyOf`, each with the keywords that are about it. */
function withAlternatives ({ nullable, ...schema }: JsonSchema): JsonSchema {
  const types = typesOf(schema['type'], nullable)
  if (types.length < 2) return types.length === 0 ? schema : { ...schema, type: types[0] }
  const { type, anyOf, ...others } = schema
  const alternatives = types.map(one => ofType(others, one)).filter(({ enum: values }) => !(Array.isArray(values) && values.length === 0))
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
