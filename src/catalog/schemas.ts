import type { Catalog } from './catalog.js'
import { exampleOf } from './example.js'
import type { JsonSchema } from './json-schema.js'
import type { CatalogEntry } from './types.js'

/** `$id` of the shared schema of any error of a catalogue. */
export const ANY_ERROR_ID = 'ApiError'

/** A schema with a name of its own. */
export interface SharedSchema extends JsonSchema { readonly $id: string }

/** The body of one error as a schema: `code` and `error` constant, its details, the members of every error. Its `$id` is the error's name. */
export function entrySchema ({ name, code, error, description, details, members, deprecated }: CatalogEntry): SharedSchema {
  const { type, properties = {}, required = [], definitions: own, ...others } = details ?? {}
  const definitions = own === undefined ? members?.definitions : { ...own, ...members?.definitions }
  return {
    $id: name,
    title: name,
    description,
    ...deprecated !== undefined && { deprecated: true },
    type: 'object',
    required: ['code', 'error', ...required],
    properties: { code: { const: code, type: 'string' }, error: { const: error, type: 'string' }, ...properties, ...members?.properties }, // an error of no request has none of the last
    ...pick(others, COMBINING),
    ...definitions !== undefined && { definitions }
  }
}

/** What else may be said of an object whose members are known. How many there are is another matter with two more. */
const COMBINING = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependencies']

const pick = (schema: JsonSchema, keywords: readonly string[]): JsonSchema =>
  Object.fromEntries(keywords.filter(keyword => keyword in schema).map(keyword => [keyword, schema[keyword]]))

/** The shared schemas of a catalogue by their `$id`: one per error, and {@link ANY_ERROR_ID} for any of them. */
export function sharedSchemas (catalog: Catalog): Map<string, SharedSchema> {
  // No discriminator: Ajv, which may compile it as part of a body, refuses keywords that it does not know.
  const anyError = { $id: ANY_ERROR_ID, title: ANY_ERROR_ID, description: 'An error of the API.', oneOf: refs(catalog.entries) }
  return new Map<string, SharedSchema>([...catalog.entries.map(entry => [entry.name, entrySchema(entry)] as const), [ANY_ERROR_ID, anyError]])
}

/**
 * The schema of a response that is one of these errors, by reference to the shared schemas: `oneOf` with a
 * discriminator, a description that names each, the headers they come with, an example of each with its real bytes.
 *
 * The examples are made when somebody looks at them: each is checked, for which the compiler of schemas has to be loaded.
 */
export function responseSchema (entries: readonly CatalogEntry[]): JsonSchema {
  const headers = responseHeaders(entries)
  return {
    oneOf: refs(entries),
    ...entries.length > 1 && { discriminator: { propertyName: 'error' } },
    description: responseDescription(entries),
    ...isEmpty(headers) ? {} : { headers },
    get 'x-examples' () { return responseExamples(entries) }
  }
}

/** Each error by code and name, with its sentence. */
export function responseDescription (entries: readonly CatalogEntry[]): string {
  return entries.map(entry => `\`${entry.code} - ${entry.name}\`: ${entry.description}${deprecation(entry)}`).join('\n\n')
}

/** For people: that an error is going, and what comes instead. */
function deprecation ({ deprecated }: CatalogEntry): string {
  if (deprecated === undefined) return ''
  return deprecated === true ? ' (Deprecated.)' : ` (Deprecated. ${deprecated})`
}

/** An example as OpenAPI has it. */
export interface Example { readonly summary: string, readonly description: string, readonly value: unknown }

/** An example of each error, by its name; the errors of which none can be made have none. Nothing where there is no example. */
function responseExamples (entries: readonly CatalogEntry[]): Record<string, Example> | undefined {
  const examples = entries.flatMap(entry => {
    const example = exampleFor(entry)
    return example === undefined ? [] : [[entry.name, example] as const]
  })
  return examples.length === 0 ? undefined : Object.fromEntries(examples)
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
