import { Kind } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import { Errors } from '@sinclair/typebox/errors'
import { Check, Clean, Clone } from '@sinclair/typebox/value'
import type { CatalogEntry, DetailsSchema } from './types.js'

/** Details ready to send, or what is wrong with them. */
export type CheckedDetails =
  | { readonly details: Readonly<Record<string, unknown>> | undefined, readonly problem?: never }
  | { readonly details?: never, readonly problem: string }

/** True for a `Type.Object(…)` of TypeBox, whichever copy of TypeBox made it. */
export function isDetailsSchema (value: unknown): value is DetailsSchema {
  return typeof value === 'object' && value !== null && Kind in value && value[Kind] === 'Object'
}

/** True if an error with this schema may be sent without details: it has none, or all are optional. */
export function isDetailsOptional (schema: DetailsSchema | undefined): boolean {
  return schema === undefined || Check(asTypeBox(schema), {})
}

/**
 * Holds details against the schema of their error.
 *
 * What comes back is a copy with undeclared members removed at every depth: a row of a database
 * passed as details sends its declared columns only.
 */
export function checkDetails (entry: CatalogEntry, details: unknown): CheckedDetails {
  if (entry.details === undefined) {
    return details === undefined ? { details: undefined } : { problem: `error "${entry.name}" declares no details, but got some` }
  }
  const schema = asTypeBox(entry.details)
  const value = details ?? {}
  if (!isRecord(value) || !Check(schema, value)) {
    const first = Errors(schema, value).First()
    return { problem: `details of error "${entry.name}" do not fit its schema: ${first?.path ?? ''} ${first?.message ?? 'expected an object'}` }
  }
  const clean = Clean(schema, Clone(value))
  return { details: isRecord(clean) ? clean : undefined }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

// The catalogue types schemas by structure (see DetailsSchema); isDetailsSchema vouched for the brand.
const asTypeBox = (schema: DetailsSchema): TSchema => schema as unknown as TSchema
