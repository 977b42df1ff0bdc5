/** A JSON Schema as it stands in a document. */
export type Schema = Readonly<Record<string, unknown>>

/** The members that a `details` schema names, with whether each may be missing. */
export function membersOf (details: unknown): Array<{ readonly name: string, readonly schema: Schema, readonly optional: boolean }> {
  const { properties, required } = asSchema(details)
  const needed: readonly unknown[] = Array.isArray(required) ? required : []
  return Object.entries(asSchema(properties)).map(([name, schema]) => ({ name, schema: asSchema(schema), optional: !needed.includes(name) }))
}

/** A schema as a TypeScript type; `unknown` for what it does not say, or says in a way that types cannot. */
export function typeOf (schema: Schema): string {
  if ('const' in schema) return JSON.stringify(schema['const'])
  for (const key of ['anyOf', 'oneOf']) {
    if (Array.isArray(schema[key])) return unionOf(schema[key].map(part => typeOf(asSchema(part))))
  }
  if (Array.isArray(schema['enum'])) return unionOf(schema['enum'].map(value => JSON.stringify(value)))
  if (Array.isArray(schema['type'])) return unionOf(schema['type'].map(type => typeOf({ ...schema, type })))
  switch (schema['type']) {
    case 'string': case 'boolean': case 'null': return schema['type']
    case 'integer': case 'number': return 'number'
    case 'array': return `ReadonlyArray<${typeOf(asSchema(schema['items']))}>`
    case 'object': return objectType(schema)
    default: return 'unknown'
  }
}

function objectType (schema: Schema): string {
  const members = membersOf(schema).map(({ name, schema, optional }) => `readonly ${keyOf(name)}${optional ? '?' : ''}: ${typeOf(schema)}`)
  if (members.length > 0) return `{ ${members.join(', ')} }`
  return 'properties' in schema ? 'Readonly<Record<never, never>>' : 'Readonly<Record<string, unknown>>'
}

/** A name as a key of an object literal. */
export const keyOf = (name: string): string => /^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)

/** The kinds of value that a schema takes, as the client's table has them: `String|Null`; `''` for any. */
export function kindsOf (schema: Schema, optional: boolean): string {
  const kinds = new Set(alternativesOf(schema).map(kindOf))
  if (kinds.has('')) return ''
  if (optional) kinds.add('Undefined')
  return [...kinds].join('|')
}

function alternativesOf (schema: Schema): Schema[] {
  const { type, anyOf, oneOf = anyOf, enum: values } = schema
  if ('const' in schema) return [schema]
  if (Array.isArray(oneOf)) return oneOf.flatMap(part => alternativesOf(asSchema(part)))
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
  if (schema['type'] !== 'array') return typeOf(schema)
  return `array of ${phraseOf(asSchema(schema['items']))}`
}

const unionOf = (types: readonly string[]): string => [...new Set(types)].join(' | ')

const asSchema = (value: unknown): Schema => typeof value === 'object' && value !== null ? value as Schema : {}
