import type { CatalogDocument, DocumentedError } from './catalog-document.js'
import { definitionsOf, membersOf, phraseOf, typeOf } from './schema-type.js'
import type { Schema } from './schema-type.js'

/** A catalogue as a page for people, in Markdown: per group its errors, each with its status and details. */
export function referencePage (document: CatalogDocument): string {
  const groups = document.groups.map(group => groupSection(group, document.errors.filter(error => error.group === group.name)))
  return `${INTRODUCTION}${membersSection(document)}${ERRORS}${groups.join('\n\n')}${retiredSection(document)}`
}

const INTRODUCTION = `# Errors returned by the API

The API returns errors in the following format:


\`\`\`json
{
  "code": "error_code",
  "error": "error_message"
}
\`\`\`

The status code of the response will be between 400 and 599 depending on the error.

`

const ERRORS = `
## Error codes

`

/** What every error carries besides, if anything. */
function membersSection ({ members }: CatalogDocument): string {
  const named = membersOf(members)
  if (named.length === 0) return ''
  return `Every error that answers a request also has these members, after all others:\n\n${named.map(memberLine).join('')}\n`
}

function memberLine ({ name, schema }: ReturnType<typeof membersOf>[number]): string {
  const description = schema['description'] === undefined ? '' : `: ${String(schema['description'])}`
  return `- ${codeSpan(name)} (${phraseOf(schema)})${description}\n`
}

/** The codes that must not be used again, of which it is known what they were. */
function retiredSection ({ retired }: CatalogDocument): string {
  const known = retired.flatMap(one => typeof one === 'string' ? [] : [`- \`${one.code} - ${one.name}\`: ${one.reason}\n`])
  return known.length === 0 ? '' : `\n\n### Retired errors\n\nThese are no longer sent. Their codes are not used again.\n\n${known.join('')}`
}

function groupSection (group: CatalogDocument['groups'][number], errors: DocumentedError[]): string {
  const inOrder = errors.toSorted((a, b) => Number(a.code) - Number(b.code))
  return `### ${titleOf(group.name)} errors\n\n${group.description}\n\n${inOrder.map(errorLines).join('')}`
}

function errorLines (error: DocumentedError): string {
  const { name, code, description, status } = error
  const text = error.error === name ? '' : `, sent as ${codeSpan(error.error)}`
  return [`- \`${code} - ${name}\`: ${description}`, `  - Status ${status}${text}.`, ...membersOf(error.details).map(detailLine), ...definitionsOf(error.details).map(definitionLine), ...noteLines(error)]
    .map(line => `${line}\n`).join('')
}

function noteLines ({ deprecated, since, owner, causes, solutions }: DocumentedError): string[] {
  return [
    deprecated !== undefined && `**Deprecated.**${deprecated === true ? '' : ` ${deprecated}`}`,
    since !== undefined && `Since ${since}.`,
    ...causes?.map(cause => `Cause: ${cause}`) ?? [],
    ...solutions?.map(solution => `Solution: ${solution}`) ?? [],
    owner !== undefined && `Owner: ${owner}`
  ].flatMap(line => line === false ? [] : [`  - ${line}`])
}

function detailLine ({ name, schema, optional }: ReturnType<typeof membersOf>[number]): string {
  const description = schema['description'] === undefined ? '' : `: ${String(schema['description'])}`
  return `  - With ${codeSpan(name)} (${phraseOf(schema)}${optional ? ', optional' : ''})${description}`
}

/** What a detail refers to, which may refer to itself. */
function definitionLine ([name, schema]: [name: string, schema: Schema]): string {
  return `  - ${codeSpan(name)} is ${codeSpan(typeOf(schema))}`
}

/** Inline code, also of a text that has backticks in it. */
const codeSpan = (text: string): string => text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``

const titleOf = (name: string): string => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('_', ' ')
