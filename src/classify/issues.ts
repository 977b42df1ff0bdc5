import { failedFields, failuresOf, fieldsOf, nameOfField } from './validation.js'
import { read, readString } from '../values/read.js'

/**
 * Why a field of a request is wrong. It says what the schema of the route asks for, and never what was sent, nor the values that
 * a schema allows: a schema may hold a secret in a `const`.
 */
export interface ValidationIssue {
  /** A dotted path, as in `fields`. */
  readonly field: string
  /** The keyword of JSON Schema that it fails, whichever library validates: `required`, `minLength`, `type` …; `invalid` where the library does not say. */
  readonly rule: string
  /** The number that goes with the rule: of `minLength`, `maximum`, `multipleOf` … */
  readonly limit?: number
  /** What goes with the rules `type` and `format`: `integer`, `email`. */
  readonly expected?: string
}

const MAX_ISSUES = 32
const MAX_LENGTH = 64

/** Why each field is wrong, at most 32 of them; `undefined` when the error is not one of validation. */
export function issuesOf (error: unknown): ValidationIssue[] | undefined {
  const failures = failuresOf(error)
  if (failures === undefined) return undefined
  const part = readString(error, 'validationContext')
  const known = new Set(failedFields(error))
  const issues = failures.flatMap(failure => {
    const why = reasonOf(failure)
    return fieldsOf(failure).map(field => ({ field: nameOfField(field, part), ...why }))
  })
  return issues.filter(({ field }) => known.has(field)).slice(0, MAX_ISSUES)
}

type Reason = Omit<ValidationIssue, 'field'>

function reasonOf (failure: unknown): Reason {
  const keyword = readString(failure, 'keyword') || readString(failure, 'code')
  if (keyword === '') return reasonInMessage(readString(failure, 'message').slice(0, 200))
  const params = typeof read(failure, 'params') === 'object' ? read(failure, 'params') : failure
  return ZOD.get(keyword)?.(params) ?? ofKeyword(keyword, params)
}

/** Of Ajv, and of TypeBox 1, which speaks as Ajv does. */
function ofKeyword (keyword: string, params: unknown): Reason {
  if (!/^[a-zA-Z]\w*$/.test(keyword)) return INVALID
  const rule = keyword.slice(0, MAX_LENGTH)
  if (keyword === 'type' || keyword === 'format') return withExpected(rule, read(params, keyword))
  return withLimit(rule, read(params, 'limit') ?? read(params, 'multipleOf'))
}

const INVALID: Reason = { rule: 'invalid' }

const withLimit = (rule: string, limit: unknown): Reason => typeof limit === 'number' && Number.isFinite(limit) ? { rule, limit } : { rule }
const withExpected = (rule: string, expected: unknown): Reason => typeof expected === 'string' ? { rule, expected: expected.slice(0, MAX_LENGTH) } : { rule }

/** The codes of zod 4, as keywords. */
const ZOD: ReadonlyMap<string, (issue: unknown) => Reason> = new Map(Object.entries<(issue: unknown) => Reason>({
  invalid_type: issue => withExpected('type', read(issue, 'expected')),
  too_small: issue => withLimit(boundOf(issue, 'min'), read(issue, 'minimum')),
  too_big: issue => withLimit(boundOf(issue, 'max'), read(issue, 'maximum')),
  invalid_format: issue => readString(issue, 'format') === 'regex' ? { rule: 'pattern' } : withExpected('format', read(issue, 'format')),
  not_multiple_of: issue => withLimit('multipleOf', read(issue, 'divisor')),
  unrecognized_keys: () => ({ rule: 'additionalProperties' }),
  invalid_value: () => ({ rule: 'enum' }),
  invalid_union: () => ({ rule: 'anyOf' }),
  invalid_key: () => ({ rule: 'propertyNames' }),
  invalid_element: () => ({ rule: 'items' }),
  custom: () => INVALID
}))

const UNITS: ReadonlyMap<string, string> = new Map([['string', 'Length'], ['array', 'Items'], ['set', 'Items'], ['map', 'Properties']])

/** `minLength`, `maxItems`, `exclusiveMinimum` … */
function boundOf (issue: unknown, bound: 'min' | 'max'): string {
  const unit = UNITS.get(readString(issue, 'origin'))
  if (unit !== undefined) return `${bound}${unit}`
  return read(issue, 'inclusive') === false ? `exclusive${bound === 'min' ? 'Minimum' : 'Maximum'}` : `${bound}imum`
}

/** The type provider of TypeBox hands on what it says, in English. */
function reasonInMessage (message: string): Reason {
  for (const [pattern, reason] of TYPEBOX) {
    const found = pattern.exec(message)
    if (found !== null) return reason(found[1] ?? '')
  }
  return INVALID
}

const limited = (rule: string) => (limit: string): Reason => withLimit(rule, Number(limit))

const TYPEBOX: ReadonlyArray<readonly [pattern: RegExp, reason: (found: string) => Reason]> = [
  [/^(?:Expected required|Required) property$/, () => ({ rule: 'required' })],
  [/^Unexpected property$/, () => ({ rule: 'additionalProperties' })],
  [/^Expected string length greater or equal to (\d+)$/, limited('minLength')],
  [/^Expected string length less or equal to (\d+)$/, limited('maxLength')],
  [/^Expected string to match '([\w-]+)' format$/, found => withExpected('format', found)],
  [/^Expected string to match /, () => ({ rule: 'pattern' })],
  [/^Expected array length to be greater or equal to (\d+)$/, limited('minItems')],
  [/^Expected array length to be less or equal to (\d+)$/, limited('maxItems')],
  [/^Expected array elements to be unique$/, () => ({ rule: 'uniqueItems' })],
  [/^Expected (?:integer|number) to be greater or equal to (-?[\d.]+)$/, limited('minimum')],
  [/^Expected (?:integer|number) to be less or equal to (-?[\d.]+)$/, limited('maximum')],
  [/^Expected (?:integer|number) to be greater than (-?[\d.]+)$/, limited('exclusiveMinimum')],
  [/^Expected (?:integer|number) to be less than (-?[\d.]+)$/, limited('exclusiveMaximum')],
  [/^Expected (?:integer|number) to be a multiple of ([\d.]+)$/, limited('multipleOf')],
  [/^Expected union value$/, () => ({ rule: 'anyOf' })],
  [/^Expected (string|number|integer|boolean|object|array|null)$/, found => withExpected('type', found)],
  [/^Expected /, () => ({ rule: 'const' })] // a literal, whose value is not told
]
