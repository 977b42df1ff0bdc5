import { definitionOf, POINTER } from '../catalog/json-schema.js'
import type { JsonSchema as Schema } from '../catalog/json-schema.js'

export type { Schema }

/** The members that a `details` schema names, with whether each may be missing. */
export function membersOf (details: unknown): Array<{ readonly name: string, readonly schema: Schema, readonly optional: boolean }> {
  const { properties, required } = asSchema(details)
  const needed: readonly unknown[] = Array.isArray(required) ? required : []
  return Object.entries(asSchema(properties)).map(([name, schema]) => ({ name, schema: asSchema(schema), optional: !needed.includes(name) }))
}

/** What the name of a definition is in a type. */
export type NameOf = (definition: string) => string

/** What a schema refers to, by name. */
export const definitionsOf = (details: unknown): Array<[name: string, schema: Schema]> =>
  Object.entries(asSchema(asSchema(details)['definitions'])).map(([name, schema]) => [name, asSchema(schema)])

/** A schema as a TypeScript type; `unknown` for what it does not say, or says in a way that types cannot. */
export function typeOf (schema: Schema, nameOf: NameOf = name => name): string {
  const inner = (value: unknown): string => typeOf(asSchema(value), nameOf)
  const { $ref, const: only, enum: values, anyOf, oneOf = anyOf, allOf, type } = schema
  if (typeof $ref === 'string') return $ref.startsWith(POINTER) ? nameOf($ref.slice(POINTER.length)) : 'unknown'
  if (only !== undefined) return JSON.stringify(only)
  if (Array.isArray(oneOf)) return unionOf(oneOf.map(inner))
  if (Array.isArray(allOf)) return allOf.map(part => parenthesized(inner(part))).join(' & ')
  if (Array.isArray(values)) return unionOf(values.map(value => JSON.stringify(value)))
  if (Array.isArray(type)) return unionOf(type.map(one => inner({ ...schema, type: one as unknown })))
  switch (type) {
    case 'string': case 'boolean': case 'null': return type
    case 'integer': case 'number': return 'number'
    case 'array': return arrayType(schema, inner)
    case 'object': return objectType(schema, inner)
    default: return 'unknown'
  }
}

type TypeOf = (schema: unknown) => string

function arrayType ({ items, additionalItems, minItems = 0 }: Schema, inner: TypeOf): string {
  if (!Array.isArray(items)) return `ReadonlyArray<${inner(items)}>`
  const members = items.map((item, index) => index < Number(minItems) ? inner(item) : `${parenthesized(inner(item))}?`)
  const rest = additionalItems === false ? [] : [`...ReadonlyArray<${inner(additionalItems)}>`]
  return `readonly [${[...members, ...rest].join(', ')}]`
}

function objectType (schema: Schema, inner: TypeOf): string {
  const members = membersOf(schema).map(({ name, schema, optional }) => `readonly ${keyOf(name)}${optional ? '?' : ''}: ${inner(schema)}`)
  if (members.length > 0) return `{ ${members.join(', ')} }`
  const [values] = [...Object.values(asSchema(schema['patternProperties'])), schema['additionalProperties']]
  // A type may refer to itself by a member, and not by an argument of Record.
  if (typeof values === 'object') return JSON.stringify(values).includes('"$ref"') ? `{ readonly [name: string]: ${inner(values)} }` : `Readonly<Record<string, ${inner(values)}>>`
  return 'properties' in schema ? 'Readonly<Record<never, never>>' : 'Readonly<Record<string, unknown>>'
}

const parenthesized = (type: string): string => type.includes(' | ') ? `(${type})` : type

/** A name as a key of an object literal. */
export const keyOf = (name: string): string => /^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)

/**
 * The kinds of value that a schema takes, as the client's table has them: `String|Null`; `''` for any.
 *
 * @param root - The schema in whose definitions references lead.
 */
export function kindsOf (schema: Schema, optional: boolean, root: unknown = schema): string {
  const kinds = new Set(alternativesOf(schema, root).map(kindOf))
  if (kinds.has('')) return ''
  if (optional) kinds.add('Undefined')
  return [...kinds].join('|')
}

function alternativesOf (schema: Schema, root: unknown, seen: readonly unknown[] = []): Schema[] {
  const { type, anyOf, oneOf = anyOf, enum: values, allOf } = schema
  if ('const' in schema || seen.includes(schema)) return [schema]
  const inner = (part: unknown): Schema[] => alternativesOf(asSchema(part), root, [...seen, schema])
  const target = definitionOf(schema, root)
  if (target !== undefined) return inner(target)
  if (Array.isArray(oneOf)) return oneOf.flatMap(inner)
  if (Array.isArray(allOf)) return inner(allOf[0])
  if (Array.isArray(values)) return values.map(value => ({ const: value as unknown }))
  return Array.isArray(type) ? type.map(one => ({ type: one as unknown })) : [schema]
}

function kindOf (schema: Schema): string {
  if ('const' in schema) return {}.toString.call(schema['const']).slice(8, -1)
  return KINDS[String(schema['type'])] ?? ''
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'String', integer: 'Number', number: 'Number', boolean: 'Boolean', null: 'Null', array: 'Array', object: 'Object'
}

/** A schema in words, for people: `array of string`. */
export function phraseOf (schema: Schema): string {
  if (schema['type'] !== 'array' || Array.isArray(schema['items'])) return typeOf(schema)
  return `array of ${phraseOf(asSchema(schema['items']))}`
}

const unionOf = (types: readonly string[]): string => [...new Set(types)].join(' | ')

const asSchema = (value: unknown): Schema => typeof value === 'object' && value !== null ? value as Schema : {}
