import { exampleProblem, partsWithoutExample } from '../catalog/example.js'
import { retiredCodesOf } from '../reference/catalog-document.js'
import type { JsonSchema } from '../catalog/json-schema.js'
import type { CatalogDocument, DocumentedError } from '../reference/catalog-document.js'
import { similarNames } from './similar-names.js'

/** What `lint` found. An error has to be fixed, a note is worth a look. */
export interface Finding { readonly level: 'error' | 'note', readonly message: string }

/** What is questionable in a catalogue that `defineCatalog` accepts. */
export function lintCatalog (document: CatalogDocument): Finding[] {
  return [
    ...unfinishedSentences(document),
    ...retiredCodes(document),
    ...misplacedFallbacks(document),
    ...unusedCodes(document),
    ...similarErrors(document.errors),
    ...missingExamples(document)
  ]
}

function unfinishedSentences ({ groups, errors }: CatalogDocument): Finding[] {
  const described = [...groups.map(group => [`group "${group.name}"`, group.description] as const), ...errors.map(error => [`error "${error.name}"`, error.description] as const)]
  return described.filter(([, description]) => !/[.!?…]$/u.test(description))
    .map(([what, description]) => ({ level: 'error', message: `${what}: the description does not end with a full stop: ${JSON.stringify(description)}` }))
}

function retiredCodes (document: CatalogDocument): Finding[] {
  const codes = new Set(retiredCodesOf(document))
  return document.errors.filter(error => codes.has(error.code))
    .map(error => ({ level: 'error', message: `error "${error.name}": code ${error.code} is retired; old clients take it for another error` }))
}

/** A client's mistake that is sent as a fault of the service, or the other way round. The status that was asked for is kept, the name is what misleads. */
function misplacedFallbacks ({ fallback, errors }: CatalogDocument): Finding[] {
  const statuses = new Map(errors.map(({ name, status }) => [name, status]))
  return Object.entries(fallback).flatMap(([key, name]): Finding[] => {
    const status = String(statuses.get(name))
    return status[0] === key[0] ? [] : [{ level: 'note', message: `fallback "${key}": "${name}" has status ${status}; name an error ${key < '5' ? 'below 500' : 'from 500'}, since clients see by it whose fault it was` }]
  })
}

/** The codes between used ones, one note per group. */
function unusedCodes (document: CatalogDocument): Finding[] {
  const { groups, errors } = document
  const used = [...errors.map(error => error.code), ...retiredCodesOf(document)].map(Number).sort((a, b) => a - b)
  return groups.flatMap(({ name, range: [first, last] }): Finding[] => {
    const codes = used.filter(code => code >= first && code <= last)
    const gaps = codes.flatMap((code, index) => gapBetween(codes[index - 1] ?? code, code))
    if (gaps.length === 0) return []
    return [{ level: 'note', message: `group "${name}": unused codes ${listed(gaps)}; if one was in use before, list it in \`export const retired = […]\`` }]
  })
}

function gapBetween (before: number, after: number): string[] {
  if (after - before < 2) return []
  return [after - before === 2 ? String(before + 1) : `${before + 1}–${after - 1}`]
}

/** Errors that are easily taken for each other, one note per set. */
function similarErrors (errors: readonly DocumentedError[]): Finding[] {
  const names = similarNames(errors.map(error => error.name))
  const described = new Map<string, string[]>()
  for (const { name, description } of errors) {
    const group = described.get(plainText(description))
    if (group === undefined) described.set(plainText(description), [name])
    else group.push(name)
  }
  const told = new Map(names.flatMap((group, index) => group.map(name => [name, index] as const)))
  return [
    ...names.map((group): Finding => ({ level: 'note', message: `errors ${quoted(group)} have names that are easy to confuse` })),
    ...[...described.values()].filter(group => group.length > 1 && !haveOneNote(group, told))
      .map((group): Finding => ({ level: 'note', message: `errors ${quoted(group)} have the same description` }))
  ]
}

/** True if a note about names names them all already. */
function haveOneNote ([first = '', ...others]: readonly string[], told: ReadonlyMap<string, number>): boolean {
  return told.has(first) && others.every(name => told.get(name) === told.get(first))
}

/** Details of which documents show an example that says nothing, or none at all. One note for each error. */
function missingExamples ({ errors, members }: CatalogDocument): Finding[] {
  const notes = errors.map(({ name, details }) => details && noteOfExample(`error "${name}"`, details, exampleProblem({ name, details })))
  return [...notes, members && noteOfExample('members', members)].filter(note => note !== undefined)
}

function noteOfExample (what: string, schema: JsonSchema, problem?: string): Finding | undefined {
  const parts = partsWithoutExample(schema)
  if (parts.length > 0) return { level: 'note', message: `${what}: the example in documents says nothing of ${listed(parts)}; add \`examples: […]\` to the schema of each` }
  if (problem === undefined) return undefined
  return { level: 'note', message: `${what}: documents show no example, as none could be made; add \`examples: […]\` to its schemas: ${problem}` }
}

const plainText = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

const quoted = (names: readonly string[]): string => listed(names.map(name => `"${name}"`))

/** A list that is short enough to be read. */
function listed (items: readonly string[]): string {
  const more = items.length - MAX_LISTED
  return more > 0 ? `${items.slice(0, MAX_LISTED).join(', ')} and ${more} more` : items.join(', ')
}

const MAX_LISTED = 10
