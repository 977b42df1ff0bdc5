import { Any, CloneType, Kind } from '@sinclair/typebox'
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
  return isRecord(value) && value[Kind] === 'Object' && isRecord(value['properties'])
}

/** True for any schema of TypeBox. */
export function isSchema (value: unknown): value is { readonly static: unknown } {
  return isRecord(value) && typeof value[Kind] === 'string'
}

/** True if an error with this schema may be sent without details: it has none, or all are optional. */
export function isDetailsOptional (schema: DetailsSchema | undefined): boolean {
  return schema === undefined || Check(checkable(schema), {})
}

/** Why TypeBox cannot check anything against this schema, if it cannot: a reference that leads nowhere, a kind it does not know. */
export function problemOfSchema (schema: DetailsSchema): string | undefined {
  try {
    Check(checkable(schema), {})
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** A copy that the maker of the schema does not change. TypeBox marks schemas with symbols, which the copy keeps. */
export function copySchema<Schema extends { readonly static: unknown }> (schema: Schema): Schema {
  return CloneType(asTypeBox(schema)) as unknown as Schema
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
  const schema = checkable(entry.details)
  const value = details ?? {}
  if (!isRecord(value) || !Check(schema, value)) {
    const failures = Array.from(Errors(schema, value), ({ path, message }) => `${path} ${message}`.trim())
    return { problem: `details of error "${entry.name}" do not fit its schema: ${failures.slice(0, 3).join('; ')}` }
  }
  // Only what is declared is copied: an object may drag along half a program.
  const declared = Object.keys(entry.details.properties).filter(key => key in value).map(key => [key, value[key]])
  const copy = Clean(schema, Clone(Object.fromEntries(declared)))
  if (!Check(schema, copy)) return { problem: `details of error "${entry.name}" were others when they were read again` } // a getter, a proxy
  return { details: copy as Record<string, unknown> }
}

const checkables = new WeakMap<DetailsSchema, TSchema>()

/**
 * The schema as far as TypeBox can check it by itself: it refuses every value of a `format` that was not registered
 * with it, and throws at `Type.Unsafe`.
 */
function checkable (schema: DetailsSchema): TSchema {
  const known = checkables.get(schema)
  if (known !== undefined) return known
  const made = relax(CloneType(asTypeBox(schema))) as TSchema
  checkables.set(schema, made)
  return made
}

function relax (schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(relax)
  if (!isRecord(schema)) return schema
  if (schema[Kind] === 'Unsafe') return Any()
  const members = Object.entries(schema).filter(([key]) => key !== 'format' || schema[Kind] !== 'String')
  const symbols = Object.getOwnPropertySymbols(schema).map(key => [key, schema[key]])
  return Object.fromEntries([...members.map(([key, value]) => [key, relax(value)]), ...symbols])
}

/** True for any object but null. */
export const isRecord = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> => typeof value === 'object' && value !== null

// The catalogue types schemas by structure (see DetailsSchema); isDetailsSchema or isSchema vouched for the brand.
const asTypeBox = (schema: { readonly static: unknown }): TSchema => schema as unknown as TSchema
