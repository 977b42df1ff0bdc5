import type { TSchema } from '@sinclair/typebox'
import { bodyOf } from './answer.js'
import { checkDetails } from './details.js'
import type { CatalogEntry } from './types.js'

type Schema = Readonly<Record<string, unknown>>

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
  return entry.details === undefined ? undefined : exampleMembers(entry.details.properties)
}

function exampleMembers (properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, exampleValue(schema)]))
}

/** A value for a schema: its example or default where it has one, else the plainest of its type. */
function exampleValue (schema: TSchema): unknown {
  const given = givenValue(schema)
  if (given !== undefined) return given
  switch (schema['type']) {
    case 'string': return exampleText(schema)
    case 'integer': case 'number': return exampleNumber(schema)
    case 'boolean': return true
    case 'array': return exampleItems(schema)
    case 'object': return exampleMembers(schema['properties'] ?? {})
    default: return null
  }
}

function givenValue (schema: TSchema): unknown {
  const { examples, enum: values, anyOf, oneOf, allOf } = schema
  if (Array.isArray(examples) && examples.length > 0) return examples[0]
  if (schema.default !== undefined) return schema.default
  if (schema['const'] !== undefined) return schema['const']
  if (Array.isArray(values)) return values[0]
  const either: unknown = anyOf ?? oneOf
  if (Array.isArray(either)) return exampleValue(either[0])
  if (Array.isArray(allOf)) return Object.assign({}, ...allOf.map(exampleValue))
  return undefined
}

function exampleText ({ format, minLength, maxLength }: Schema): string {
  const text = FORMATS[String(format)] ?? 'string'
  const padded = typeof minLength === 'number' ? text.padEnd(minLength, text) : text
  return typeof maxLength === 'number' ? padded.slice(0, maxLength) : padded
}

/** A text of each format that people write into schemas. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  time: '12:00:00Z',
  duration: 'PT1M',
  email: 'ada@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  'uri-reference': '/path',
  uuid: '123e4567-e89b-42d3-a456-426614174000'
}

/** The number nearest to zero within the bounds. */
function exampleNumber ({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Schema): number {
  const step = typeof multipleOf === 'number' ? multipleOf : 1
  const least = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + step : minimum
  const most = typeof exclusiveMaximum === 'number' ? exclusiveMaximum - step : maximum
  if (typeof least === 'number' && least > 0) return typeof multipleOf === 'number' || type === 'integer' ? Math.ceil(least / step) * step : least
  if (typeof most === 'number' && most < 0) return typeof multipleOf === 'number' || type === 'integer' ? Math.floor(most / step) * step : most
  return 0
}

/** Of a tuple each item; of a list as few as it may have, but one to see. */
function exampleItems ({ items, minItems }: TSchema): unknown[] {
  if (Array.isArray(items)) return items.map(exampleValue)
  if (items === undefined || '$ref' in items) return [] // of itself: a tree ends somewhere
  return Array.from({ length: Math.max(1, Number(minItems ?? 1)) }, () => exampleValue(items))
}
