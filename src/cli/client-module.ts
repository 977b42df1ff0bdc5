import type { CatalogDocument, DocumentedError } from '../reference/catalog-document.js'
import { keyOf, kindsOf, membersOf, typeOf } from '../reference/schema-type.js'

/** A TypeScript module with the client of a catalogue: it needs nothing of the service, its types included. */
export function clientModule (document: CatalogDocument): string {
  return `// Written by \`npx fastify-api-error export --client\`. Do not edit it: write it again.
import { createClient } from 'fastify-api-error/client'
import type { ApiErrorBody as BodyOf, ParsedApiError as Parsed } from 'fastify-api-error/client'

/** The errors of the API, as types. */
export type ApiErrors = {
${document.errors.map(error => errorType(error, document.members !== undefined)).join('\n')}
}
${membersType(document)}
/** The body of an error as it is on the wire. */
export type ApiErrorBody<Name extends keyof ApiErrors = keyof ApiErrors> = BodyOf<ApiErrors, Name>

/** What \`parseApiError\` finds. */
export type ParsedApiError = Parsed<ApiErrors>

export const { parseApiError, isApiErrorBody, createErrorMessages } = createClient<ApiErrors>({
${document.errors.map(tableEntry).join(',\n')}
})
`
}

/** The members that every error may carry. */
function membersType ({ members }: CatalogDocument): string {
  return members === undefined ? '' : `\n/** What every error that answers a request carries after its own members. */\ntype Members = { readonly static: ${typeOf(members)} }\n`
}

function errorType (error: DocumentedError, hasMembers: boolean): string {
  const members = [`readonly code: ${quote(error.code)}`]
  if (error.error !== error.name) members.push(`readonly error: ${quote(error.error)}`)
  if (error.details !== undefined) members.push(`readonly details: { readonly static: ${typeOf(error.details)} }`)
  if (hasMembers) members.push('readonly members: Members')
  return `  /** ${error.description.replaceAll('*/', '* /')} */\n  readonly ${error.name}: { ${members.join(', ')} }`
}

function tableEntry (error: DocumentedError): string {
  if (error.error === error.name && error.details === undefined) return `  ${error.name}: ${quote(error.code)}`
  const members = [`code: ${quote(error.code)}`]
  if (error.error !== error.name) members.push(`error: ${quote(error.error)}`)
  if (error.details !== undefined) {
    const kinds = membersOf(error.details).map(({ name, schema, optional }) => `${keyOf(name)}: ${quote(kindsOf(schema, optional))}`)
    members.push(`details: {${kinds.length === 0 ? '' : ` ${kinds.join(', ')} `}}`)
  }
  return `  ${error.name}: { ${members.join(', ')} }`
}

/** A string literal in the style of the rest. */
const quote = (text: string): string => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
