import { Type } from '@sinclair/typebox'
import type { TSchema, TUnsafe } from '@sinclair/typebox'
import { bodyOf } from './answer.js'
import type { Catalog } from './catalog.js'
import type { CatalogEntry } from './types.js'

/** `$id` of the shared schema of any error of a catalogue. */
export const ANY_ERROR_ID = 'ApiError'

/** The body of one error as a schema: `code` and `error` constant, then its details. Its `$id` is the error's name. */
export function entrySchema (entry: CatalogEntry): TSchema {
  const details = (entry.details?.properties ?? {}) as Record<string, TSchema>
  return Type.Object({
    code: Type.Literal(entry.code, { type: 'string' }),
    error: Type.Literal(entry.error, { type: 'string' }),
    ...details
  }, { $id: entry.name, title: entry.name, description: entry.description })
}

/** The shared schemas of a catalogue, each with an `$id`: one per error, and {@link ANY_ERROR_ID} for any of them. */
export function sharedSchemas (catalog: Catalog): TSchema[] {
  return [
    ...catalog.entries.map(entrySchema),
    // No discriminator: Ajv, which may compile it as part of a body, refuses keywords that it does not know.
    Type.Unsafe({ oneOf: refs(catalog.entries), $id: ANY_ERROR_ID, title: ANY_ERROR_ID, description: 'An error of the API.' })
  ]
}

/**
 * The schema of a response that is one of these errors, by reference to the shared schemas: `oneOf` with a
 * discriminator, a description that names each, and an example of each with its real bytes.
 */
export function responseSchema (entries: readonly CatalogEntry[]): TUnsafe<unknown> {
  return Type.Unsafe({
    oneOf: refs(entries),
    ...entries.length > 1 && { discriminator: { propertyName: 'error' } },
    description: entries.map(entry => `\`${entry.code} - ${entry.name}\`: ${entry.description}`).join('\n\n'),
    'x-examples': Object.fromEntries(entries.map(entry => [entry.name, { summary: entry.description, value: exampleOf(entry) }]))
  })
}

const refs = (entries: readonly CatalogEntry[]): Array<{ readonly $ref: string }> => entries.map(entry => ({ $ref: `${entry.name}#` }))

function exampleOf (entry: CatalogEntry): unknown {
  return JSON.parse(bodyOf(entry, exampleDetails(entry)))
}

function exampleDetails (entry: CatalogEntry): Record<string, unknown> | undefined {
  if (entry.details === undefined) return undefined
  return exampleMembers(entry.details.properties)
}

function exampleMembers (properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, exampleValue(schema)]))
}

/** Of a list one item, of a tuple each. */
function exampleItems (items: TSchema | readonly TSchema[] = []): unknown[] {
  return 'map' in items ? items.map(exampleValue) : [exampleValue(items)]
}

/** A value for a schema: its example or default where it has one, else the plainest of its type. */
function exampleValue (schema: TSchema): unknown {
  if (Array.isArray(schema['examples']) && schema['examples'].length > 0) return schema['examples'][0]
  if (schema.default !== undefined) return schema.default
  if (schema['const'] !== undefined) return schema['const']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  if (Array.isArray(schema['anyOf'])) return exampleValue(schema['anyOf'][0])
  switch (schema['type']) {
    case 'string': return 'string'
    case 'integer': case 'number': return schema['minimum'] ?? 0
    case 'boolean': return true
    case 'array': return exampleItems(schema['items'])
    case 'object': return exampleMembers(schema['properties'] ?? {})
    default: return null
  }
}
