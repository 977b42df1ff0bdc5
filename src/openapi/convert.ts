import { isDeepStrictEqual } from 'node:util'
import { POINTER } from '../catalog/json-schema.js'
import type { Dialect } from './dialect.js'
import { isJson } from './json.js'
import type { Json } from './json.js'

/** A schema as a document has it, and its definitions, which are components of their own. */
export interface Converted {
  readonly schema: unknown
  readonly definitions: ReadonlyMap<string, unknown>
}

/**
 * Converts a JSON schema to a dialect.
 *
 * @param pointerTo - Where the component of a definition will be, by its name.
 */
export function convertSchema (schema: unknown, dialect: Dialect, pointerTo: (id: string) => string): Converted {
  const { definitions } = Object(schema) as { readonly definitions?: Readonly<Record<string, unknown>> }
  return { schema: convert(schema), definitions: new Map(Object.entries(definitions ?? {}).map(([name, one]) => [name, convert(one)])) }

  function convert (node: unknown): unknown {
    if (Array.isArray(node)) return node.map(convert)
    if (typeof node === 'boolean' && dialect !== '3.1') return node || dialect === '2.0' ? {} : { not: {} } // there are no schemas but objects
    if (!isJson(node)) return node
    const { $ref } = node
    if (typeof $ref !== 'string') return convertMembers(node)
    return { $ref: $ref.startsWith(POINTER) ? pointerTo($ref.slice(POINTER.length)) : $ref }
  }

  function convertMembers (node: Json): unknown {
    const converted: Json = {}
    for (const [key, value] of Object.entries(node)) {
      if (MAPS.has(key)) converted[key] = Object.fromEntries(Object.entries(Object(value)).map(([name, member]) => [name, convert(member)]))
      else if (SCHEMAS.has(key)) converted[key] = typeof value === 'boolean' && ADDITIONAL.has(key) ? value : convert(value)
      else if (key === 'const') converted['enum'] = [value] // what every reader of documents knows
      else if (!DROPPED.has(key)) converted[key] = value
    }
    const schema = withEnum(converted)
    return dialect === '3.1' ? tuplesAs2020(schema) : asOpenApi30(schema, dialect)
  }
}

const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties'])
const SCHEMAS: ReadonlySet<string> = new Set(['items', 'additionalItems', 'additionalProperties', 'not', 'allOf', 'anyOf', 'oneOf', 'contains', 'propertyNames'])
const ADDITIONAL: ReadonlySet<string> = new Set(['additionalItems', 'additionalProperties'])
const DROPPED: ReadonlySet<string> = new Set(['$id', '$schema', '$defs', 'definitions'])

/** Literals of one type are one list: of a list viewers show the values, of `anyOf` the types alone. */
function withEnum (schema: Json): Json {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf)) return schema
  const type = anyOf.find(isLiteral)?.['type']
  const literals = anyOf.filter((one): one is Json => isLiteral(one) && one['type'] === type)
  if (literals.length < 2) return schema
  const list = { type, enum: literals.flatMap(one => one['enum']) }
  const others = anyOf.filter(one => !literals.includes(one))
  return others.length === 0 && !('type' in rest) ? { ...rest, ...list } : { ...rest, anyOf: [list, ...others] }
}

const isLiteral = (schema: unknown): schema is Json => isJson(schema) && Array.isArray(schema['enum']) && typeof schema['type'] === 'string' && Object.keys(schema).length === 2

/** What draft 7 says with a list of items, 2020-12 says with `prefixItems`; and `items` is what may follow them. */
function tuplesAs2020 ({ items, additionalItems, ...schema }: Json): Json {
  if (Array.isArray(items)) return { ...schema, prefixItems: items, ...additionalItems !== undefined && { items: additionalItems } }
  return items === undefined ? schema : { ...schema, items }
}

function asOpenApi30 (schema: Json, dialect: Dialect): Json {
  const { items, additionalItems = true, patternProperties, additionalProperties = false, examples, exclusiveMinimum, exclusiveMaximum, type } = schema
  if (Array.isArray(items)) schema['items'] = eitherOf(items, additionalItems, dialect)
  else if (type === 'array') schema['items'] ??= {}
  if (Array.isArray(items) && additionalItems === false) schema['maxItems'] ??= items.length
  if (isJson(patternProperties)) schema['additionalProperties'] = eitherOf(Object.values(patternProperties), additionalProperties, dialect)
  if (Array.isArray(examples)) schema['example'] = examples[0]
  if (typeof exclusiveMinimum === 'number') Object.assign(schema, { minimum: exclusiveMinimum, exclusiveMinimum: true })
  if (typeof exclusiveMaximum === 'number') Object.assign(schema, { maximum: exclusiveMaximum, exclusiveMaximum: true })
  if (type === 'null') Object.assign(schema, { type: 'object', nullable: true, enum: [null] }) // accepts null, and nothing else
  const known = dialect === '3.0' ? OPENAPI_30 : SWAGGER_20
  return Object.fromEntries(Object.entries(withNullable(schema, dialect)).filter(([key]) => known.has(key) || key.startsWith('x-')))
}

/** There are no tuples before 3.1, and no patterns of names: each item or member is one of these, which 2.0 cannot say either. */
function eitherOf (schemas: readonly unknown[], more: unknown, dialect: Dialect): unknown {
  if (more === true) return {}
  const all = more === false ? schemas : [...schemas, more]
  const different = all.filter((one, index) => all.findIndex(other => isDeepStrictEqual(one, other)) === index)
  if (different.length > 1) return dialect === '3.0' ? { anyOf: different } : {}
  return different[0]
}

/** One of a type and null, which 3.0 says with `nullable`. */
function withNullable (schema: Json, dialect: Dialect): Json {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf)) return schema
  const others: unknown[] = anyOf.filter(member => !isNull(member))
  const [only] = others
  if (others.length !== 1 || others.length === anyOf.length || !isJson(only) || !('type' in only)) return schema
  const { enum: values } = only
  return { ...only, ...rest, ...dialect === '3.0' && Array.isArray(values) && { enum: [...values, null] }, nullable: true } // a list has to name null, too
}

const isNull = (schema: unknown): boolean => isJson(schema) && isDeepStrictEqual(schema['enum'], [null])

const SWAGGER_20: ReadonlySet<string> = new Set([
  'title', 'description', 'default', 'example', 'format', 'type', 'enum', 'required', 'properties', 'additionalProperties', 'items', 'allOf',
  'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern', 'maxItems', 'minItems',
  'uniqueItems', 'maxProperties', 'minProperties', 'readOnly'
])
const OPENAPI_30: ReadonlySet<string> = new Set([...SWAGGER_20, 'anyOf', 'oneOf', 'not', 'nullable', 'writeOnly', 'deprecated'])
