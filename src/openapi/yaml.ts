import { isJson } from './json.js'

/** A JSON document as YAML, in block style. */
export function toYaml (document: unknown): string {
  return `${lines(document).join('\n')}\n`
}

function lines (value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(item => prefixed('-', item))
  return membersOf(value).flatMap(([key, member]) => prefixed(`${scalar(key)}:`, member))
}

/** A value after a dash or a key: on the same line, or on indented lines of its own. */
function prefixed (head: string, value: unknown): string[] {
  if (Array.isArray(value) ? value.length === 0 : membersOf(value).length === 0) return [`${head} ${scalar(value)}`]
  const [first = '', ...rest] = lines(value)
  if (head === '-') return [`- ${first}`, ...rest.map(line => `  ${line}`)]
  return [head, ...[first, ...rest].map(line => `  ${line}`)]
}

/** A value on one line: plain where it is not ambiguous, else as JSON, which is YAML too. */
function scalar (value: unknown): string {
  return typeof value === 'string' && PLAIN.test(value) && !AMBIGUOUS.test(value) ? value : JSON.stringify(value) ?? 'null'
}

/** The members that JSON shows. */
const membersOf = (value: unknown): Array<[string, unknown]> =>
  isJson(value) ? Object.entries(value).filter(([, member]) => member !== undefined) : []

const PLAIN = /^[A-Za-z$/][\w$/.-]*(?: [\w$/.()'-]+)*$/
/** Texts that some YAML readers take for a value of another type. */
const AMBIGUOUS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i
