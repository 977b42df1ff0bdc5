import { read, readString } from '../values/read.js'
import { insteadOf, problemsOfJsonForm } from './json-form.js'
import { definitionOf, isObject } from './json-schema.js'
import type { JsonDetails, JsonSchema } from './json-schema.js'
import { problemsOfKeywords } from './keywords.js'
import { libraryOf } from './libraries.js'
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
  if (schema['type'] === 'object' && isObject(schema['properties'])) return withSentMembers(schema as JsonDetails, path)
  return { problems: [`${path}: the schema is not that of an object with members; give Type.Object({ … }), z.object({ … }) or { type: 'object', properties: { … } }`] }
}

/** Members are sent in the order of `properties`, and those only: one that a part alone names would be checked, and not sent. */
function withSentMembers (schema: JsonDetails, path: string): SchemaReading<JsonDetails> {
  const names = [...namesInParts(schema, schema)].filter(name => !Object.hasOwn(schema.properties, name))
  return names.length === 0 ? { schema } : { problems: names.map(name => `${path}.${name}: it stands in ${PARTS.filter(part => part in schema).join(', ')} only and would not be sent; name it in properties, too`) }
}

const PARTS = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'dependencies'] as const

function namesInParts (schema: JsonSchema, root: JsonSchema, seen = new Set<JsonSchema>()): Set<string> {
  const target = definitionOf(schema, root)
  const parts = [target, ...PARTS.flatMap(part => part === 'dependencies' ? Object.values(Object(schema[part])) : [schema[part]].flat())]
  const names = new Set<string>()
  for (const part of parts) {
    if (!isObject(part) || seen.has(part)) continue
    seen.add(part)
    for (const name of [...Object.keys(Object(part['properties'])), ...namesInParts(part, root, seen)]) names.add(name)
  }
  return names
}

/** Reads a schema of any library as plain data. Never throws. */
export function readSchema (given: unknown, path: string, error: string): SchemaReading {
  try {
    const { json, problems } = isStandard(given) ? outputOf(given, path) : { json: given }
    if (problems !== undefined) return { problems }
    const plain = toPlain(json)
    const refused = problemsOfJsonForm(isStandard(given) ? plain : given, path)
    const problemsFound = refused.length > 0 ? refused : problemsOfKeywords(plain, path)
    return problemsFound.length > 0 ? { problems: problemsFound } : normalize(plain, path, error)
  } catch (error) {
    const [message = '', ...more] = (typeof error === 'string' ? error : readString(error, 'message')).split('\n')
    return { problems: [`${path}: the schema cannot be read: ${message}${more.length > 0 ? "; a schema refers to itself by $ref: '#', or by $defs" : ''}`] } // a cycle, a proxy
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
const TARGET = 'draft-07'

const isStandard = (value: unknown): value is StandardSchema => isObject(read(value, '~standard'))

/** What a library says of a schema in JSON, or what its converter refuses, with the member that it is about: it says what, and not where. */
function outputOf (schema: StandardSchema, path: string, around: readonly unknown[] = []): { readonly json: unknown, readonly problems?: never } | { readonly json?: never, readonly problems: readonly string[] } {
  const { jsonSchema, vendor } = schema['~standard']
  const library = libraryOf(vendor)
  if (typeof jsonSchema?.output !== 'function') return { problems: [`${path}: this schema of ${String(vendor)} does not say its JSON Schema; ${library.withoutJson}`] }
  try {
    return { json: jsonSchema.output({ target: TARGET, libraryOptions: library.options }) }
  } catch (error) {
    const outer = [...around, schema] // it may have itself for a member
    const inner = library.membersOf(schema).flatMap(([name, member]) => isStandard(member) && !outer.includes(member) ? outputOf(member, `${path}.${name}`, outer).problems ?? [] : [])
    const refusal = readString(error, 'message').replace(/\n.*/s, '')
    return { problems: inner.length > 0 ? inner : [`${path}: ${refusal.replace(/\.$/, '')}; ${insteadOf(refusal, library)}`] }
  }
}
