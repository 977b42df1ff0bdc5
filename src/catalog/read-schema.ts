import { read, readString } from '../values/read.js'
import { insteadOf, problemsOfJsonForm } from './json-form.js'
import { isObject } from './json-schema.js'
import type { JsonDetails, JsonSchema } from './json-schema.js'
import { normalize } from './normalize.js'
import type { SchemaReading } from './normalize.js'

/** True for what may be a schema: of TypeBox, a Standard Schema (some are functions), or a JSON Schema. */
export const isSchema = (value: unknown): boolean => isObject(value) || isStandard(value)

/**
 * Reads a schema of details. Its members are sent after `code` and `error`, so it has to be that of an object.
 *
 * @param error - The name of its error, for what needs a name.
 * @param path - What messages call it.
 */
export function readDetails (given: unknown, error: string, path = 'details'): SchemaReading<JsonDetails> {
  const { schema, problems } = readSchema(given, path, error)
  if (problems !== undefined) return { problems }
  if (schema['type'] === 'object' && isObject(schema['properties'])) return { schema: schema as JsonDetails }
  return { problems: [`${path}: the schema is not that of an object with members; give Type.Object({ … }), z.object({ … }) or { type: 'object', properties: { … } }`] }
}

/** Reads a schema of any library as plain data. Never throws. */
export function readSchema (given: unknown, path: string, error: string): SchemaReading {
  try {
    const { json, problems } = isStandard(given) ? outputOf(given, path) : { json: given }
    if (problems !== undefined) return { problems }
    const plain = toPlain(json)
    const refused = problemsOfJsonForm(isStandard(given) ? plain : given, path)
    return refused.length > 0 ? { problems: refused } : normalize(plain, path, error)
  } catch (error) {
    return { problems: [`${path}: the schema cannot be read: ${typeof error === 'string' ? error : readString(error, 'message')}`] } // a cycle, a proxy
  }
}

/** JSON of the schema. A pattern may be a regular expression. */
function toPlain (schema: unknown): JsonSchema {
  return JSON.parse(JSON.stringify(schema, (_key, value: unknown) => value instanceof RegExp ? value.source : value)) as JsonSchema
}

/** https://standardschema.dev/json-schema: what zod 4.2, ArkType and Valibot's converter have. */
interface StandardSchema {
  readonly '~standard': { readonly vendor?: unknown, readonly jsonSchema?: { readonly output: (options: object) => unknown } }
}

/** The draft that Fastify's own compilers read. */
const TARGET = { target: 'draft-07' }

const isStandard = (value: unknown): value is StandardSchema => isObject(read(value, '~standard'))

/** What a library says of a schema in JSON, or what its converter refuses, with the member that it is about: it says what, and not where. */
function outputOf (schema: StandardSchema, path: string): { readonly json: unknown, readonly problems?: never } | { readonly json?: never, readonly problems: readonly string[] } {
  const { jsonSchema, vendor } = schema['~standard']
  if (typeof jsonSchema?.output !== 'function') return { problems: [`${path}: this schema of ${String(vendor)} does not say its JSON Schema; ${WITHOUT_JSON[String(vendor)] ?? 'give one that is a Standard JSON Schema'}`] }
  try {
    return { json: jsonSchema.output(TARGET) }
  } catch (error) {
    const inner = Object.entries(Object(read(schema, 'shape'))).flatMap(([name, member]) => isStandard(member) ? outputOf(member, `${path}.${name}`).problems ?? [] : [])
    const refusal = readString(error, 'message').replace(/\n.*/s, '')
    return { problems: inner.length > 0 ? inner : [`${path}: ${refusal}; ${insteadOf(refusal)}`] }
  }
}

const WITHOUT_JSON: Readonly<Record<string, string>> = {
  zod: 'schemas of zod 4.2 do, those of older ones and of zod/mini need z.toJSONSchema: docs/schema-libraries.md says how',
  valibot: 'wrap it in toStandardJsonSchema(…) of @valibot/to-json-schema'
}
