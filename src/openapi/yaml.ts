import { isJson } from './json.js'

/** A JSON document as YAML, in block style. */
export function toYaml (document: unknown): string {
  return `${lines(document).join('\n')}\n`
}

function lines (value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(item => hang('-', item))
  return membersOf(value).flatMap(([key, member]) => hang(`${scalar(key)}:`, member))
}

/** A value after a dash or a key: in the same line, or in its own lines, further in. */
function hang (head: string, value: unknown): string[] {
  if (Array.isArray(value) ? value.length === 0 : membersOf(value).length === 0) return [`${head} ${scalar(value)}`]
  const [first = '', ...rest] = lines(value)
  if (head === '-') return [`- ${first}`, ...rest.map(line => `  ${line}`)]
  return [head, ...[first, ...rest].map(line => `  ${line}`)]
}

/** What has no lines of its own. A JSON text is YAML as well; plain where nothing else can be meant. */
function scalar (value: unknown): string {
  return typeof value === 'string' && PLAIN.test(value) && !MEANT.test(value) ? value : JSON.stringify(value) ?? 'null'
}

/** The members that JSON has. */
const membersOf = (value: unknown): Array<[string, unknown]> =>
  isJson(value) ? Object.entries(value).filter(([, member]) => member !== undefined) : []

const PLAIN = /^[A-Za-z$/][\w$/.-]*(?: [\w$/.()'-]+)*$/
/** What some reader of YAML takes for something else than a text. */
const MEANT = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i
