import { Type } from '@sinclair/typebox'
import type { Static, TArray, TBoolean, TInteger, TLiteral, TObject, TOptional, TRecord, TString, TTuple, TUnion, TUnknown } from '@sinclair/typebox'
import type { Catalog } from '../catalog/catalog.js'
import type { HeaderDefinition } from '../catalog/types.js'
import { isTypeBoxId, withNumberedIds } from './schema-ids.js'

/** The name of the form of the document. The number is raised when the form changes. */
export const DOCUMENT_ID = 'urn:fastify-api-error:catalog:2'

const name: TString = Type.String({ pattern: '^[a-z][a-z0-9]*(_[a-z0-9]+)*$' })
const code: TString = Type.String({ pattern: '^[1-9][0-9]{0,14}$' })

const group: TObject<{ name: TString, range: TTuple<[TInteger, TInteger]>, description: TString }> = Type.Object({
  name,
  range: Type.Tuple([Type.Integer(), Type.Integer()], { description: 'First and last code of the group, both included.' }),
  description: Type.String()
}, { additionalProperties: false })

const error: TObject<{
  name: TString,
  code: TString,
  error: TString,
  status: TInteger,
  description: TString,
  group: TString,
  shared: TBoolean,
  details: TOptional<TRecord<TString, TUnknown>>,
  headers: TOptional<TRecord<TString, TUnion<[TString, TRecord<TString, TUnknown>]>>>
}> = Type.Object({
  name,
  code,
  error: Type.String({ minLength: 1, description: 'The text of the member `error` on the wire.' }),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  description: Type.String({ minLength: 1 }),
  group: Type.String({ description: 'The name of the group in whose range the code lies.' }),
  shared: Type.Boolean({ description: 'True if another error has the same code on purpose.' }),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'A JSON Schema for the members after `code` and `error`.' })),
  headers: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Record(Type.String(), Type.Unknown())]), {
    description: 'Headers that the error may come with, by lower-case name: a JSON Schema of the value, or a sentence.'
  }))
}, { additionalProperties: false })

/** The JSON Schema of a catalogue as a document: what `export` writes, for other languages and for `diff`. */
export const documentSchema: TObject<{
  $schema: TLiteral<typeof DOCUMENT_ID>,
  groups: TArray<typeof group>,
  errors: TArray<typeof error>,
  fallback: TRecord<TString, TString>,
  roles: TRecord<TString, TString>,
  retired: TArray<TString>
}> = Type.Object({
  $schema: Type.Literal(DOCUMENT_ID),
  groups: Type.Array(group),
  errors: Type.Array(error, { description: 'In the order of their definition.' }),
  fallback: Type.Record(Type.String(), name, { description: 'Which error stands for a status, and for any other 4xx or 5xx.' }),
  roles: Type.Record(Type.String(), name, { description: 'Which error stands for what the service recognises: validation, token, database, network.' }),
  retired: Type.Array(code, { description: 'Codes that were in use once and must not be used again.' })
}, { $id: DOCUMENT_ID, title: 'Catalogue of API errors', additionalProperties: false })

/** A catalogue as plain data. */
export type CatalogDocument = Static<typeof documentSchema>

/** One error of a document. */
export type DocumentedError = CatalogDocument['errors'][number]

/** A catalogue as a document. */
export function documentOf (catalog: Pick<Catalog, 'groups' | 'entries' | 'fallbacks' | 'roles'>, retired: readonly string[] = []): CatalogDocument {
  return {
    $schema: DOCUMENT_ID,
    groups: Object.entries(catalog.groups).map(([name, { range: [first, last], description }]) => ({ name, range: [first, last], description })),
    errors: catalog.entries.map(({ name, code, error, status, description, group, shared, details, headers }) => ({
      name, code, error, status, description, group, shared, ...details && { details: plain(details) }, ...headers && { headers: plainHeaders(headers) }
    })),
    fallback: namesOf(catalog.fallbacks),
    roles: namesOf(catalog.roles),
    retired: [...retired]
  }
}

/** A schema without what TypeBox alone needs: symbols, and ids that differ from run to run. */
function plain (schema: object): Record<string, unknown> {
  return withNumberedIds(schema as Record<string, unknown>, isTypeBoxId)
}

function plainHeaders (headers: Readonly<Record<string, HeaderDefinition>>): Record<string, string | Record<string, unknown>> {
  return Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, typeof header === 'string' ? header : plain(header)]))
}

const namesOf = (names: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).map(([key, name]) => [key, String(name)]))
