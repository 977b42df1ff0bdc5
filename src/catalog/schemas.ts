import { Type } from '@sinclair/typebox'
import type { TSchema, TUnsafe } from '@sinclair/typebox'
import type { Catalog } from './catalog.js'
import { exampleOf } from './example.js'
import type { CatalogEntry } from './types.js'

/** `$id` of the shared schema of any error of a catalogue. */
export const ANY_ERROR_ID = 'ApiError'

/** The body of one error as a schema: `code` and `error` constant, then its details. Its `$id` is the error's name. */
export function entrySchema (entry: CatalogEntry): TSchema {
  const details = (entry.details?.properties ?? {}) as Record<string, TSchema>
  const $id = (entry.details as Partial<TSchema> | undefined)?.$id
  return Type.Object({
    code: Type.Literal(entry.code, { type: 'string' }),
    error: Type.Literal(entry.error, { type: 'string' }),
    ...details
  }, {
    $id: entry.name,
    title: entry.name,
    description: entry.description,
    ...$id !== undefined && { definitions: { [$id]: entry.details } } // details that refer to themselves
  })
}

/** The shared schemas of a catalogue by their `$id`: one per error, and {@link ANY_ERROR_ID} for any of them. */
export function sharedSchemas (catalog: Catalog): Map<string, TSchema> {
  // No discriminator: Ajv, which may compile it as part of a body, refuses keywords that it does not know.
  const anyError = Type.Unsafe({ oneOf: refs(catalog.entries), $id: ANY_ERROR_ID, title: ANY_ERROR_ID, description: 'An error of the API.' })
  return new Map<string, TSchema>([...catalog.entries.map(entry => [entry.name, entrySchema(entry)] as const), [ANY_ERROR_ID, anyError]])
}

/**
 * The schema of a response that is one of these errors, by reference to the shared schemas: `oneOf` with a
 * discriminator, a description that names each, an example of each with its real bytes, and the headers they come with.
 */
export function responseSchema (entries: readonly CatalogEntry[]): TUnsafe<unknown> {
  const examples = responseExamples(entries)
  const headers = responseHeaders(entries)
  return Type.Unsafe({
    oneOf: refs(entries),
    ...entries.length > 1 && { discriminator: { propertyName: 'error' } },
    description: responseDescription(entries),
    ...isEmpty(headers) ? {} : { headers },
    ...isEmpty(examples) ? {} : { 'x-examples': examples }
  })
}

/** Each error by code and name, with its sentence. */
export function responseDescription (entries: readonly CatalogEntry[]): string {
  return entries.map(entry => `\`${entry.code} - ${entry.name}\`: ${entry.description}`).join('\n\n')
}

/** An example as OpenAPI has it. */
export interface Example { readonly summary: string, readonly description: string, readonly value: unknown }

/** An example of each error, by its name; the errors of which none can be made have none. */
function responseExamples (entries: readonly CatalogEntry[]): Record<string, Example> {
  return Object.fromEntries(entries.flatMap(entry => {
    const example = exampleFor(entry)
    return example === undefined ? [] : [[entry.name, example]]
  }))
}

const examples = new WeakMap<CatalogEntry, Example | undefined>()

/** An example of an error, if one can be made. It is made once: thousands of routes may show the same. */
export function exampleFor (entry: CatalogEntry): Example | undefined {
  if (!examples.has(entry)) {
    const value = exampleOf(entry)
    examples.set(entry, value === undefined ? undefined : { summary: `${entry.code} - ${entry.name}`, description: entry.description, value })
  }
  return examples.get(entry)
}

/** The schemas of the headers that any of these errors comes with, by name. */
export function responseHeaders (entries: readonly CatalogEntry[]): Record<string, unknown> {
  const headers: Record<string, unknown> = {}
  for (const { headers: own = {} } of entries) {
    for (const [name, header] of Object.entries(own)) {
      headers[name] ??= typeof header === 'string' ? { type: 'string', description: header } : header
    }
  }
  return headers
}

const refs = (entries: readonly CatalogEntry[]): Array<{ readonly $ref: string }> => entries.map(entry => ({ $ref: `${entry.name}#` }))

const isEmpty = (record: object): boolean => Object.keys(record).length === 0
