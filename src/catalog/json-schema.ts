/**
 * A JSON Schema as the catalogue keeps it: plain data of draft 7, whichever library made it. References go to
 * `#/definitions/…` of the whole, and alternatives of type are an `anyOf`.
 */
export interface JsonSchema { readonly [keyword: string]: unknown }

/** The schema of an error's details: of an object, whose members are sent after `code` and `error`. */
export interface JsonDetails extends JsonSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  /** What is referred to, by name. */
  readonly definitions?: Readonly<Record<string, JsonSchema>>
}

/** True for any object that is no list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keywords whose value is data. */
export const DATA: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples', 'example'])
/** Keywords for people that a schema of one value may have. The catalogue keeps no comments. */
export const ANNOTATIONS: readonly string[] = ['title', 'description', 'examples', 'default']
/** Keywords whose value is a schema for each of the names in it. */
export const SCHEMAS_BY_NAME: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependencies', 'definitions'])
/** Keywords whose value is a schema, or a list of schemas. */
export const SCHEMAS: ReadonlySet<string> = new Set(['items', 'additionalItems', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else', 'anyOf', 'oneOf', 'allOf'])

/** A copy of a schema, each schema in it made anew. What is data stays as it is. */
export function mapSchemas (schema: JsonSchema, change: (inner: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => {
    if (SCHEMAS_BY_NAME.has(keyword) && isObject(value)) return [keyword, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]))]
    if (!SCHEMAS.has(keyword)) return [keyword, value]
    return [keyword, Array.isArray(value) ? value.map(change) : change(value)]
  }))
}

/** The schema that a reference leads to, if it is one. */
export function definitionOf (schema: JsonSchema, root: unknown): JsonSchema | undefined {
  const { $ref } = schema
  const { definitions } = Object(root) as { readonly definitions?: Readonly<Record<string, JsonSchema>> }
  return typeof $ref === 'string' ? definitions?.[$ref.slice(POINTER.length)] : undefined
}

/** Where definitions are. */
export const POINTER = '#/definitions/'

/** True for a schema whose values have no members: a text, a number, true, null. */
export function isSingle (schema: unknown): boolean {
  if (!isObject(schema)) return false
  const { type, const: only, enum: values } = schema
  if (typeof type === 'string') return type !== 'array' && type !== 'object'
  return Array.isArray(values) ? !values.some(isContainer) : 'const' in schema && !isContainer(only)
}

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null
