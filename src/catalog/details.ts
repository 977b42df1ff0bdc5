import { Any, CloneType, Kind } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import { Errors } from '@sinclair/typebox/errors'
import { Check, Clean } from '@sinclair/typebox/value'
import { readString } from '../values/read.js'
import { jsonOf, shapeOf } from './json-value.js'
import type { Shape } from './json-value.js'
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
 * Checks details against the schema of their error. Never throws.
 *
 * What comes back is what `JSON.stringify` would send of them, cut down at every depth to what the schema names: a row
 * of a database sends its declared columns only.
 */
export function checkDetails (entry: CatalogEntry, details: unknown): CheckedDetails {
  if (entry.details === undefined) {
    return details === undefined ? { details: undefined } : { problem: `error "${entry.name}" takes no details` }
  }
  const { schema, shape } = prepared(entry.details)
  try {
    const value = jsonOf(details ?? {}, shape)
    if (!isRecord(value) || !Check(schema, value)) return { problem: `details of error "${entry.name}" do not fit its schema: ${failuresOf(schema, value)}` }
    return { details: Clean(schema, value) as Record<string, unknown> }
  } catch (error) {
    return { problem: `details of error "${entry.name}" cannot be sent as JSON: ${clip(typeof error === 'string' ? error : readString(error, 'message'))}` } // a cycle, a bigint, a getter that throws
  }
}

/** The first failures. There may be one for each item of a long list: nobody reads them, and collecting them takes seconds. */
function failuresOf (schema: TSchema, value: unknown): string {
  const failures: string[] = []
  for (const { path, message } of Errors(schema, value)) {
    failures.push(clip(`${path} ${message}`.trim()))
    if (failures.length === SHOWN_FAILURES) break
  }
  return failures.join('; ')
}

const SHOWN_FAILURES = 3

/** A text that is short enough for a log. */
const clip = (text: string): string => text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text

const MAX_TEXT = 200

/** A schema of details, ready for use. */
interface Prepared { readonly schema: TSchema, readonly shape: Shape }

const preparedSchemas = new WeakMap<DetailsSchema, Prepared>()

function prepared (details: DetailsSchema): Prepared {
  const known = preparedSchemas.get(details)
  if (known !== undefined) return known
  const schema = relax(CloneType(asTypeBox(details))) as TSchema
  const made = { schema, shape: shapeOf(schema) }
  preparedSchemas.set(details, made)
  return made
}

/** The schema as far as TypeBox can check it by itself. */
const checkable = (details: DetailsSchema): TSchema => prepared(details).schema

/**
 * Takes out what TypeBox cannot check by itself: it refuses every value of a `format` that was not registered with it,
 * and throws at `Type.Unsafe`.
 */
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
