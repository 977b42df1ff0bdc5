import { readString } from '../values/read.js'
import { Cutter, needsCut } from './cut.js'
import type { JsonDetails, JsonSchema } from './json-schema.js'
import { jsonOf, shapeOf } from './json-value.js'
import type { Shape } from './json-value.js'
import type { CatalogEntry } from './types.js'
import { clip, compileSchema } from './validate.js'
import type { Validator } from './validate.js'

/** Details ready to send, or what is wrong with them. */
export type CheckedDetails =
  | { readonly details: Readonly<Record<string, unknown>> | undefined, readonly problem?: never }
  | { readonly details?: never, readonly problem: string }

/** True if an error with this schema may be sent without details: it has none, or all are optional. */
export function isDetailsOptional (schema: JsonDetails | undefined): boolean {
  if (schema === undefined) return true
  const { required = [], minProperties = 0 } = schema
  if (required.length > 0 || Number(minProperties) > 0) return false
  return !COMBINING.some(keyword => keyword in schema) || checkerOf(schema).validator().fits({})
}

/** Keywords by which members may be needed that `required` does not name. */
const COMBINING = ['allOf', 'anyOf', 'oneOf', 'not', 'if'] as const

/**
 * Checks details against the schema of their error. Never throws.
 *
 * What comes back is what `JSON.stringify` would send of them, cut down at every depth to what the schema names: a row
 * of a database sends its declared columns only.
 */
export function checkDetails (entry: Pick<CatalogEntry, 'name' | 'details'>, details: unknown): CheckedDetails {
  if (entry.details === undefined) {
    // Whoever raises one of several errors gives what any of them needs: here it is cut down to nothing.
    return details === undefined || typeof details === 'object' ? { details: undefined } : { problem: `error "${entry.name}" takes no details` }
  }
  try {
    const checker = checkerOf(entry.details)
    const value = checker.sent(details ?? {})
    const failures = checker.validator().failures(value)
    if (failures !== undefined) return { problem: `${misfit(entry.name, details)}: ${failures}` }
    return { details: value as Record<string, unknown> }
  } catch (error) {
    return { problem: `details of error "${entry.name}" cannot be sent as JSON: ${clip(typeof error === 'string' ? error : readString(error, 'message'))}` } // a cycle, a bigint, a getter that throws
  }
}

const misfit = (error: string, details: unknown): string =>
  details === undefined || details === null ? `error "${error}" needs details, got ${String(details)}` : `details of error "${error}" do not fit its schema`

/** The schema of an error's details, ready for use. */
class Checker {
  readonly #root: JsonDetails
  readonly #shape: Shape
  readonly #cutter: Cutter | undefined
  readonly #validators = new Map<JsonSchema, Validator>()

  constructor (root: JsonDetails) {
    this.#root = root
    this.#shape = shapeOf(root)
    this.#cutter = needsCut(root) ? new Cutter(root, (part, value) => this.validator(part).fits(value)) : undefined
  }

  /** What is sent of a value, if it fits. */
  sent (value: unknown): unknown {
    const json = jsonOf(value, this.#shape)
    return this.#cutter === undefined ? json : this.#cutter.cut(json)
  }

  /** The check of the schema, or of a part of it. It is compiled when it is first needed. */
  validator (part: JsonSchema = this.#root): Validator {
    const known = this.#validators.get(part)
    if (known !== undefined) return known
    const validator = compileSchema({ ...part, definitions: this.#root.definitions ?? {} })
    this.#validators.set(part, validator)
    return validator
  }
}

const checkers = new WeakMap<JsonDetails, Checker>()

function checkerOf (schema: JsonDetails): Checker {
  const checker = checkers.get(schema) ?? new Checker(schema)
  checkers.set(schema, checker)
  return checker
}
