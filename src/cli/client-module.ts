import type { CatalogDocument, DocumentedError } from '../reference/catalog-document.js'
import { definitionsOf, keyOf, kindsOf, membersOf, typeOf } from '../reference/schema-type.js'
import type { NameOf } from '../reference/schema-type.js'

/** A TypeScript module with the client of a catalogue: it needs nothing of the service, its types included. */
export function clientModule (document: CatalogDocument): string {
  const names = new TypeNames()
  const errors = document.errors.map(error => errorType(error, document.members !== undefined, names))
  const members = membersType(document, names)
  return `// Written by \`npx fastify-api-error export --client\`. Do not edit it: write it again.
import { createClient } from 'fastify-api-error/client'
import type { ApiErrorBody as BodyOf, ParsedApiError as Parsed } from 'fastify-api-error/client'

/** The errors of the API, as types. */
export type ApiErrors = {
${errors.join('\n')}
}
${members}${names.types.map(type => `\n${type}\n`).join('')}
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
function membersType ({ members }: CatalogDocument, names: TypeNames): string {
  return members === undefined ? '' : `\n/** What every error that answers a request carries after its own members. */\ntype Members = { readonly static: ${typeOf(members, names.add(members))} }\n`
}

/** The types of what details refer to: two errors may call different things by one name. */
class TypeNames {
  readonly types: string[] = []
  readonly #taken = new Map<string, string>(RESERVED.map(name => [name, '']))

  /** The names of an error's definitions, whose types are added. */
  add (details: unknown): NameOf {
    const definitions = definitionsOf(details)
    const text = JSON.stringify(definitions)
    const names = new Map(definitions.map(([name]) => [name, this.#free(name.replace(/\W|^(?=\d)/g, '_'), text)]))
    const nameOf = (name: string): string => names.get(name)?.name ?? 'unknown'
    for (const [name, schema] of definitions) {
      if (names.get(name)?.isNew === true) this.types.push(`export type ${nameOf(name)} = ${typeOf(schema, nameOf)}`)
    }
    return nameOf
  }

  #free (name: string, text: string, number = 1): { readonly name: string, readonly isNew: boolean } {
    const numbered = number === 1 ? name : `${name}_${number}`
    const taken = this.#taken.get(numbered)
    if (taken !== undefined && taken !== text) return this.#free(name, text, number + 1)
    this.#taken.set(numbered, text)
    return { name: numbered, isNew: taken === undefined }
  }
}

const RESERVED = ['ApiErrors', 'ApiErrorBody', 'ParsedApiError', 'BodyOf', 'Parsed', 'Members', 'Readonly', 'ReadonlyArray', 'Record']

function errorType (error: DocumentedError, hasMembers: boolean, names: TypeNames): string {
  const members = [`readonly code: ${quote(error.code)}`]
  if (error.error !== error.name) members.push(`readonly error: ${quote(error.error)}`)
  if (error.details !== undefined) members.push(`readonly details: { readonly static: ${typeOf(error.details, names.add(error.details))} }`)
  if (hasMembers) members.push('readonly members: Members')
  return `  /** ${commentOf(error)} */\n  readonly ${error.name}: { ${members.join(', ')} }`
}

/** What editors show of an error: they strike out what is deprecated. */
function commentOf ({ description, since, deprecated }: DocumentedError): string {
  const tags = [since !== undefined && `@since ${since}`, deprecated !== undefined && `@deprecated ${deprecated === true ? '' : deprecated}`.trim()].filter(Boolean)
  return [description, ...tags].join(' ').replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')
}

function tableEntry (error: DocumentedError): string {
  if (error.error === error.name && error.details === undefined) return `  ${error.name}: ${quote(error.code)}`
  const members = [`code: ${quote(error.code)}`]
  if (error.error !== error.name) members.push(`error: ${quote(error.error)}`)
  if (error.details !== undefined) {
    const kinds = membersOf(error.details).map(({ name, schema, optional }) => `${keyOf(name)}: ${quote(kindsOf(schema, optional, error.details))}`)
    members.push(`details: {${kinds.length === 0 ? '' : ` ${kinds.join(', ')} `}}`)
  }
  return `  ${error.name}: { ${members.join(', ')} }`
}

/** A string literal in the style of the rest. */
const quote = (text: string): string => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
