import { PROBLEM_TYPE } from '../catalog/problem-details.js'
import { responseDescription, responseHeaders } from '../catalog/schemas.js'
import type { CatalogEntry } from '../catalog/types.js'
import type { Components } from './components.js'
import { convertSchema } from './convert.js'
import type { Dialect } from './dialect.js'
import { isJson } from './json.js'
import type { Json } from './json.js'
import { resolve } from './references.js'

/**
 * What a response of these errors is, in a document of this dialect.
 *
 * @param status - Where the response stands: `404`, `4XX`.
 */
export function errorResponse (entries: readonly CatalogEntry[], components: Components, types: readonly string[] = [JSON_TYPE], status = ''): Json {
  const { dialect } = components
  const response = headResponse(entries, dialect)
  if (dialect === '2.0') return { ...response, schema: swaggerSchema(entries, components) }
  const schema = unionOf(entries, components)
  return {
    ...response,
    content: Object.fromEntries(types.map(type => [type, mediaOf(type)])) as Json
  }

  /** The errors as they are, by RFC 9457, or as a page. */
  function mediaOf (type: string): Json {
    if (type === JSON_TYPE) return { schema, ...examplesOf(entries, entry => components.example(entry)) }
    if (type !== PROBLEM_TYPE) return { schema: { type: 'string' } }
    return { schema: problemUnionOf(entries, components), ...examplesOf(entries, entry => components.problemExample(entry, status.endsWith('XX') ? entry.status : Number(status))) }
  }
}

const PROBLEM: Json = {
  type: 'object',
  title: 'ProblemDetails',
  description: 'What RFC 9457 says of an error, beside its own members.',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Where the error is described.' },
    title: { type: 'string', description: 'The sentence of the error.' },
    status: { type: 'integer' },
    instance: { type: 'string', format: 'uri-reference', description: 'The path that was asked for.' }
  }
}

/** The same to a HEAD request, which has no body. */
export function headResponse (entries: readonly CatalogEntry[], dialect: Dialect): Json {
  const headers = Object.entries(responseHeaders(entries)).map(([name, schema]) => [name, headerOf(schema, dialect)])
  return { description: responseDescription(entries), ...headers.length > 0 && { headers: Object.fromEntries(headers) as Json } }
}

const JSON_TYPE = 'application/json'

function headerOf (header: unknown, dialect: Dialect): Json {
  const { schema } = convertSchema(header, dialect, id => id)
  if (dialect === '2.0') return schema as Json
  const { description, ...rest } = schema as Json
  return { schema: rest, ...description !== undefined && { description } }
}

/** Errors are told apart by `error`, where their texts differ. */
function unionOf (entries: readonly CatalogEntry[], components: Components): Json {
  const refs = entries.map(entry => components.schema(entry))
  if (refs.length === 1) return { $ref: refs[0] }
  const mapping = Object.fromEntries(entries.map((entry, index) => [entry.error, refs[index]]))
  const isImplied = Object.entries(mapping).every(([error, ref]) => ref === `#/components/schemas/${error}`) // as OpenAPI reads a discriminator without a mapping
  const discriminator = { propertyName: 'error', ...!isImplied && { mapping } }
  return { oneOf: refs.map($ref => ({ $ref })), ...Object.keys(mapping).length === refs.length && { discriminator } }
}

/** Each with what RFC 9457 adds: readers that take schemas for closed look into `allOf`, but not for `oneOf` in there. */
function problemUnionOf (entries: readonly CatalogEntry[], components: Components): Json {
  const problem = { $ref: components.add('schemas', 'ProblemDetails', structuredClone(PROBLEM)) }
  const schemas = entries.map(entry => ({ title: entry.name, allOf: [problem, { $ref: components.schema(entry) }] }))
  return schemas.length > 1 ? { oneOf: schemas } : { allOf: schemas[0]?.allOf }
}

function examplesOf (entries: readonly CatalogEntry[], exampleOf: (entry: CatalogEntry) => unknown): Json {
  const examples = entries.map(entry => [entry.name, exampleOf(entry)]).filter(([, example]) => example !== undefined)
  return examples.length > 0 ? { examples: Object.fromEntries(examples) as Json } : {}
}

/** Swagger 2.0 has no `oneOf`: of several errors it can say what code and name may be. */
function swaggerSchema (entries: readonly CatalogEntry[], components: Components): Json {
  const refs = [...new Set(entries.map(entry => components.schema(entry)))]
  if (refs.length === 1) return { $ref: refs[0] }
  return {
    type: 'object',
    required: ['code', 'error'],
    properties: {
      code: { type: 'string', enum: [...new Set(entries.map(entry => entry.code))] },
      error: { type: 'string', enum: [...new Set(entries.map(entry => entry.error))] }
    }
  }
}

/** A response that the route describes itself and whose status errors have too: either may leave. */
export function eitherResponse (own: Json, errors: Json, document: Json): Json {
  const description = own['description'] === DEFAULT_DESCRIPTION ? errors['description'] : `${String(own['description'])}\n\n${String(errors['description'])}`
  const headers = { ...Object(errors['headers']), ...Object(own['headers']) } as Json
  return {
    ...own,
    description,
    ...Object.keys(headers).length > 0 && { headers },
    ...isJson(errors['content']) && { content: { ...Object(own['content']), ...errors['content'], [JSON_TYPE]: eitherMedia(Object(own['content'])[JSON_TYPE], Object(errors['content'][JSON_TYPE]), document) } },
    ...errors['schema'] !== undefined && own['schema'] === undefined && { schema: errors['schema'] } // Swagger 2.0 cannot say either
  }
}

/** What @fastify/swagger writes where a response has no description. */
const DEFAULT_DESCRIPTION = 'Default Response'

function eitherMedia (own: unknown, errors: Json, document: Json): unknown {
  if (!isJson(own) || own['schema'] === undefined) return errors
  const { example, ...media } = own
  const examples = { ...example !== undefined && { own: { value: example } }, ...Object(own['examples']), ...Object(errors['examples']) } as Json
  return {
    ...media,
    schema: eitherSchema(alternativesOf(own['schema']), alternativesOf(errors['schema']), document),
    ...Object.keys(examples).length > 0 && { examples }
  }
}

interface Alternative extends Json { readonly $ref?: unknown }

function alternativesOf (schema: unknown): Alternative[] {
  const { oneOf, discriminator: _discriminator, ...rest } = Object(schema) as Json
  return Array.isArray(oneOf) && Object.keys(rest).length === 0 ? oneOf as Alternative[] : [schema as Alternative]
}

/** `oneOf` where no error fits a schema of the route's own; else `anyOf`, for `oneOf` wants that one alone fits. */
function eitherSchema (own: readonly Alternative[], errors: readonly Alternative[], document: Json): Json {
  const ours = own.map(one => ({ $ref: one.$ref, shown: shownSchema(one, document) }))
  const others = errors.filter(({ $ref }) => !ours.some(one => one.$ref === $ref || refersTo(one.shown['oneOf'], $ref)))
  const all = [...own, ...others]
  if (all.length === 1) return { ...all[0] }
  const members = others.map(error => Object.keys(Object(Object(shownSchema(error, document))['properties'])))
  const isApart = ours.every(one => errors.some(({ $ref }) => $ref === one.$ref) || members.every(names => refuses(one.shown, names)))
  return { [isApart ? 'oneOf' : 'anyOf']: all }
}

const refersTo = (union: unknown, $ref: unknown): boolean => Array.isArray(union) && union.some(one => Object(one).$ref === $ref)

function shownSchema (schema: Alternative, document: Json): Json {
  return Object(typeof schema.$ref === 'string' ? resolve(document, schema.$ref) : schema) as Json
}

/** True for a schema that fits no object with these members alone. */
function refuses ({ type, required, additionalProperties, properties }: Json, members: readonly string[]): boolean {
  if (typeof type === 'string' && type !== 'object') return true
  if (Array.isArray(required) && required.some(name => !members.includes(String(name)))) return true
  return additionalProperties === false && !Object.hasOwn(Object(properties), 'code')
}
