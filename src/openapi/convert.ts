import { isDeepStrictEqual } from 'node:util'
import { isJson } from './json.js'
import type { Json } from './json.js'

/** The dialects of schemas: that of Swagger 2.0, that of OpenAPI 3.0, and JSON Schema, which is that of 3.1 and newer. */
export type Dialect = '2.0' | '3.0' | '3.1'

/**
 * A JSON schema, of TypeBox or not, as a component of a document.
 *
 * @param pointer - Where the component will be; a schema that refers to itself by `$id` then refers to there.
 */
export function convertSchema (schema: unknown, dialect: Dialect, pointer: string): unknown {
  const plain: unknown = JSON.parse(JSON.stringify(schema)) // without the symbols of TypeBox
  const ids = new Map<string, string>()
  collectIds(plain, pointer, ids)
  return convert(plain)

  function convert (node: unknown): unknown {
    if (Array.isArray(node)) return node.map(convert)
    if (!isJson(node)) return node
    if (typeof node['$ref'] === 'string') return { $ref: ids.get(node['$ref']) ?? node['$ref'] }
    const converted: Json = {}
    for (const [key, value] of Object.entries(node)) {
      if (MAPS.has(key)) converted[key] = Object.fromEntries(Object.entries(Object(value)).map(([name, member]) => [name, convert(member)]))
      else if (SCHEMAS.has(key)) converted[key] = convert(value)
      else if (key === 'const') converted['enum'] = [value] // what every reader of documents knows
      else if (key !== '$id' && key !== '$schema') converted[key] = value
    }
    return dialect === '3.1' ? tuplesAs2020(converted) : asOpenApi30(converted, dialect)
  }
}

const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties'])
const SCHEMAS: ReadonlySet<string> = new Set(['items', 'additionalItems', 'additionalProperties', 'not', 'allOf', 'anyOf', 'oneOf', 'contains', 'propertyNames'])

function collectIds (node: unknown, pointer: string, ids: Map<string, string>): void {
  if (typeof node !== 'object' || node === null) return
  if (isJson(node) && typeof node['$id'] === 'string') ids.set(node['$id'], pointer)
  for (const [key, value] of Object.entries(node)) collectIds(value, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, ids)
}

/** What draft 7 says with a list of items, 2020-12 says with `prefixItems`. */
function tuplesAs2020 ({ items, additionalItems: _items, ...schema }: Json): Json {
  if (Array.isArray(items)) return { ...schema, prefixItems: items }
  return items === undefined ? schema : { ...schema, items }
}

function asOpenApi30 (schema: Json, dialect: Dialect): Json {
  const { items, patternProperties, examples, exclusiveMinimum, exclusiveMaximum, type } = schema
  if (Array.isArray(items)) schema['items'] = anyOfThem(items, dialect)
  else if (type === 'array') schema['items'] ??= {}
  if (isJson(patternProperties)) schema['additionalProperties'] = Object.values(patternProperties)[0]
  if (Array.isArray(examples)) schema['example'] = examples[0]
  if (typeof exclusiveMinimum === 'number') Object.assign(schema, { minimum: exclusiveMinimum, exclusiveMinimum: true })
  if (typeof exclusiveMaximum === 'number') Object.assign(schema, { maximum: exclusiveMaximum, exclusiveMaximum: true })
  if (type === 'null') Object.assign(schema, { type: 'object', nullable: true, enum: [null] }) // accepts null, and nothing else
  const known = dialect === '3.0' ? OPENAPI_30 : SWAGGER_20
  return Object.fromEntries(Object.entries(withNullable(schema)).filter(([key]) => known.has(key) || key.startsWith('x-')))
}

/** There are no tuples: each item is one of these, which 2.0 cannot say either. */
function anyOfThem (items: readonly unknown[], dialect: Dialect): unknown {
  const different = items.filter((item, index) => items.findIndex(other => isDeepStrictEqual(item, other)) === index)
  if (different.length > 1) return dialect === '3.0' ? { anyOf: different } : {}
  return different[0] ?? {}
}

/** One of a type and null, which 3.0 says with `nullable`. */
function withNullable (schema: Json): Json {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf)) return schema
  const others: unknown[] = anyOf.filter(member => !isNull(member))
  const [only] = others
  if (others.length !== 1 || others.length === anyOf.length || !isJson(only) || !('type' in only)) return schema
  return { ...only, ...rest, nullable: true }
}

const isNull = (schema: unknown): boolean => isJson(schema) && isDeepStrictEqual(schema['enum'], [null])

const SWAGGER_20: ReadonlySet<string> = new Set([
  'title', 'description', 'default', 'example', 'format', 'type', 'enum', 'required', 'properties', 'additionalProperties', 'items', 'allOf',
  'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern', 'maxItems', 'minItems',
  'uniqueItems', 'maxProperties', 'minProperties', 'readOnly'
])
const OPENAPI_30: ReadonlySet<string> = new Set([...SWAGGER_20, 'anyOf', 'oneOf', 'not', 'nullable', 'writeOnly', 'deprecated'])
