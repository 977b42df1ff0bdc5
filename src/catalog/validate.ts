import loadCompiler from './load-compiler.cjs'
import type { JsonSchema } from './json-schema.js'
import { startOf } from '../values/bounded.js'

/** The check of a schema. */
export interface Validator {
  /** True if a value fits. */
  fits (value: unknown): boolean
  /** What is wrong with a value, in words; nothing if it fits. */
  failures (value: unknown): string | undefined
}

/** Formats are checked; nothing is coerced, filled in or removed; the first failure ends it. */
const OPTIONS = {
  customOptions: {
    strict: false, // schemas of libraries have keywords of their own
    validateSchema: false, // compiling the schema of schemas takes longer than all that follows
    meta: false,
    coerceTypes: false,
    useDefaults: false,
    removeAdditional: false,
    ownProperties: true, // "constructor" is no member that every object has
    logger: false
  }
}

/** What is used of Fastify's compiler: a function that makes a compiler, which makes checks. */
type Compiler = () => (schemas: object, options: object) => (part: { readonly schema: object }) => Check

/** A compiled check: false, and what is wrong in `errors`. */
interface Check {
  (value: unknown): unknown
  readonly errors: ReadonlyArray<{ readonly instancePath: string, readonly message?: string, readonly params: object }>
}

let compile: ((part: { readonly schema: object }) => Check) | undefined

/**
 * Makes the check of a schema with Fastify's own compiler, which a process has loaded that has made an instance of Fastify; in others
 * the first call takes 60 to 100 ms.
 *
 * @throws {Error} Where the compiler cannot work with the schema.
 */
export function compileSchema (schema: JsonSchema): Validator {
  compile ??= (loadCompiler() as Compiler)()({}, OPTIONS)
  const check = compile({ schema })
  const fits = (value: unknown): boolean => check(value) === true
  return { fits, failures: value => fits(value) ? undefined : failuresOf(check) }
}

/** The first failures: of a union there is one for each of its types. */
function failuresOf ({ errors }: Check): string {
  return errors.slice(0, SHOWN_FAILURES).map(({ instancePath, message, params }) => clip(`${instancePath} ${String(message)}${allowed(params)}`.trim())).join('; ')
}

const SHOWN_FAILURES = 3

function allowed ({ allowedValues, allowedValue }: { readonly allowedValues?: unknown, readonly allowedValue?: unknown }): string {
  const values = allowedValues ?? allowedValue
  return values === undefined ? '' : ` (${JSON.stringify(values)})`
}

/** A text that is short enough for a log. */
export const clip = (text: string): string => text.length > MAX_TEXT ? `${startOf(text, MAX_TEXT)}…` : text

const MAX_TEXT = 200
