import type { Catalog } from '../catalog/catalog.js'
import type { JsonSchema } from '../catalog/json-schema.js'
import { notesOf } from '../catalog/notes.js'
import { CODE, NAME } from '../catalog/patterns.js'
import type { CatalogEntry, ErrorNotes, RetiredError } from '../catalog/types.js'

/** The name of the form of the document. The number is raised when the form changes. */
export const DOCUMENT_ID = 'urn:fastify-api-error:catalog:3'

const text = { type: 'string' } as const
const name = { type: 'string', pattern: NAME.source } as const
const code = { type: 'string', pattern: CODE.source } as const
const schema = { type: 'object', additionalProperties: {} } as const
const names = (description: string): JsonSchema => ({ type: 'object', description, additionalProperties: name })

const group: JsonSchema = {
  type: 'object',
  required: ['name', 'range', 'description'],
  properties: {
    name,
    range: { type: 'array', description: 'First and last code of the group, both included.', items: [{ type: 'integer' }, { type: 'integer' }], additionalItems: false, minItems: 2, maxItems: 2 },
    description: text
  },
  additionalProperties: false
}

const error: JsonSchema = {
  type: 'object',
  required: ['name', 'code', 'error', 'status', 'description', 'group', 'shared'],
  properties: {
    name,
    code,
    error: { type: 'string', minLength: 1, description: 'The text of the member `error` on the wire.' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    description: { type: 'string', minLength: 1 },
    group: { type: 'string', description: 'The name of the group in whose range the code lies.' },
    shared: { type: 'boolean', description: 'True if another error has the same code on purpose.' },
    details: { ...schema, description: 'A JSON Schema for the members after `code` and `error`.' },
    headers: {
      type: 'object',
      description: 'Headers that the error may come with, by lower-case name: a JSON Schema of the value, or a sentence.',
      additionalProperties: { anyOf: [text, schema] }
    },
    since: { ...text, description: 'The version of the API that had it first.' },
    deprecated: { description: 'True, or what to use instead.', anyOf: [{ const: true, type: 'boolean' }, text] },
    owner: { ...text, description: 'Who to ask about it.' },
    causes: { type: 'array', description: 'Why it may happen.', items: text },
    solutions: { type: 'array', description: 'What may be done about it.', items: text }
  },
  additionalProperties: false
}

/** The JSON Schema of a catalogue as a document: what `export` writes, for other languages and for `diff`. */
export const documentSchema: JsonSchema = {
  $id: DOCUMENT_ID,
  title: 'Catalogue of API errors',
  type: 'object',
  required: ['$schema', 'groups', 'errors', 'fallback', 'roles', 'retired'],
  properties: {
    $schema: { const: DOCUMENT_ID, type: 'string' },
    groups: { type: 'array', items: group },
    errors: { type: 'array', description: 'In the order of their definition.', items: error },
    fallback: names('Which error stands for a status, and for any other 4xx or 5xx.'),
    roles: names('Which error stands for what the service recognises: validation, token, database, network.'),
    retired: {
      type: 'array',
      description: 'Codes that were in use once and must not be used again, with the name that each had and why it went, where that is known.',
      items: { anyOf: [code, { type: 'object', required: ['code', 'name', 'reason'], properties: { code, name: text, reason: text }, additionalProperties: false }] }
    },
    members: { ...schema, description: 'A JSON Schema for the members of every error, after its details. An error that belongs to no request has none of them.' }
  },
  additionalProperties: false
}

/** A catalogue as plain data. */
export interface CatalogDocument {
  $schema: typeof DOCUMENT_ID
  groups: Array<{ name: string, range: [first: number, last: number], description: string }>
  errors: DocumentedError[]
  fallback: Record<string, string>
  roles: Record<string, string>
  retired: Array<string | RetiredDocument>
  members?: JsonSchema
}

/** An error that there was once. */
export interface RetiredDocument extends RetiredError { code: string }

/** The codes of a document that must not be used again. */
export const retiredCodesOf = ({ retired }: Pick<CatalogDocument, 'retired'>): string[] => retired.map(one => typeof one === 'string' ? one : one.code)

/** One error of a document. */
export interface DocumentedError extends ErrorNotes {
  name: string
  code: string
  error: string
  status: number
  description: string
  group: string
  shared: boolean
  details?: JsonSchema
  headers?: Record<string, string | JsonSchema>
}

function documentedError (entry: CatalogEntry): DocumentedError {
  const { name, code, error, status, description, group, shared, details, headers } = entry
  return { name, code, error, status, description, group, shared, ...details && { details: structuredClone(details) }, ...headers && { headers: structuredClone(headers) }, ...notesOf(entry) }
}

function retiredIn ({ retired = {} }: Partial<Pick<Catalog, 'retired'>>, codes: readonly string[]): CatalogDocument['retired'] {
  return [...Object.entries(retired).map(([code, { name, reason }]) => ({ code, name, reason })), ...codes.filter(code => !Object.hasOwn(retired, code))]
}

/** A catalogue as a document. */
export function documentOf (catalog: Pick<Catalog, 'groups' | 'entries' | 'fallbacks' | 'roles'> & Partial<Pick<Catalog, 'retired'>>, retired: readonly string[] = []): CatalogDocument {
  return {
    $schema: DOCUMENT_ID,
    groups: Object.entries(catalog.groups).map(([name, { range: [first, last], description }]) => ({ name, range: [first, last], description })),
    errors: catalog.entries.map(documentedError),
    fallback: namesOf(catalog.fallbacks),
    roles: namesOf(catalog.roles),
    retired: retiredIn(catalog, retired),
    ...catalog.entries[0]?.members && { members: catalog.entries[0].members } // each of them has the same
  }
}

const namesOf = (names: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).map(([key, name]) => [key, String(name)]))
