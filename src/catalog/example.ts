import type { TSchema } from '@sinclair/typebox'
import { bodyOf } from './answer.js'
import { checkDetails } from './details.js'
import { exampleNumber, exampleText } from './example-values.js'
import type { CatalogEntry } from './types.js'

/**
 * What an error looks like on the wire, for documents.
 *
 * @returns Nothing when no value could be made that fits the details, as for a `pattern` without `examples`.
 */
export function exampleOf (entry: CatalogEntry): unknown {
  const { details, problem } = checkDetails(entry, exampleDetails(entry))
  return problem === undefined ? JSON.parse(bodyOf(entry, details)) : undefined
}

function exampleDetails (entry: CatalogEntry): Record<string, unknown> | undefined {
  return entry.details === undefined ? undefined : exampleMembers(entry.details as unknown as TSchema)
}

function exampleMembers ({ properties, required = [] }: TSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(Object(properties) as Record<string, TSchema>)
    .filter(([key, schema]) => (required as readonly string[]).includes(key) || !isReference(schema)) // a list of itself ends somewhere
    .map(([key, schema]) => [key, exampleValue(schema)]))
}

/** True for a reference of a recursive schema to itself, also for one or null. */
const isReference = (schema: TSchema): boolean => '$ref' in schema || (Array.isArray(schema['anyOf']) && schema['anyOf'].some(isReference))

/**
 * A value for a schema: its example or default where it has one, else the plainest of its type.
 *
 * @param index - Which one of several that must differ.
 */
function exampleValue (schema: TSchema, index = 0): unknown {
  const given = givenValue(schema, index)
  if (given !== undefined) return given
  switch (schema['type']) {
    case 'string': return exampleText(schema, index)
    case 'integer': case 'number': return exampleNumber(schema, index)
    case 'boolean': return index === 0
    case 'array': return exampleItems(schema)
    case 'object': return exampleMembers(schema)
    default: return null
  }
}

function givenValue (schema: TSchema, index: number): unknown {
  const { examples, enum: values, anyOf, oneOf, allOf } = schema
  if (Array.isArray(examples) && examples.length > 0) return examples[index % examples.length]
  if (schema.default !== undefined) return schema.default
  if (schema['const'] !== undefined) return schema['const']
  if (Array.isArray(values)) return values[index % values.length]
  const either: unknown = anyOf ?? oneOf
  if (Array.isArray(either)) return exampleOfEither(either.filter(one => !isReference(one)), index)
  if (Array.isArray(allOf)) return Object.assign({}, ...allOf.map(one => exampleValue(one)))
  return undefined
}

function exampleOfEither (either: readonly TSchema[], index: number): unknown {
  const schema = either[index % either.length]
  return schema === undefined ? undefined : exampleValue(schema)
}

/** Of a tuple each item; of a list as few as it may have, but one to see. */
function exampleItems ({ items, minItems, uniqueItems }: TSchema): unknown[] {
  if (Array.isArray(items)) return items.map(item => exampleValue(item))
  if (items === undefined || isReference(items)) return [] // of itself: a tree ends somewhere
  return Array.from({ length: Math.max(1, Number(minItems ?? 1)) }, (_, index) => exampleValue(items, uniqueItems === true ? index : 0))
}
