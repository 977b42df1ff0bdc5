import type { Catalog } from './catalog.js'
import { isObject } from './json-schema.js'
import type { JsonDetails } from './json-schema.js'
import type { SchemaReading } from './normalize.js'
import { isSchema, readDetails, readSchema } from './read-schema.js'
import type { DocumentedHeader, ErrorDefinition, ErrorDefinitions } from './types.js'

/** The schemas of an error's definition, read as plain data. */
export interface DefinitionReading {
  readonly details?: SchemaReading<JsonDetails>
  readonly headers: ReadonlyMap<string, SchemaReading<DocumentedHeader>>
}

/** The schemas of the errors of a catalogue, by their names. */
export type Readings = ReadonlyMap<string, DefinitionReading>

/**
 * Reads the schemas of each error, once: what the catalogue knows of them does not change with the objects of the service.
 *
 * @param base - The catalogue that is extended. What is inherited from it was read when it was defined.
 */
export function readDefinitions (definitions: ErrorDefinitions, base?: Catalog): Map<string, DefinitionReading> {
  return new Map(Object.entries(definitions).map(([name, definition]) => [name, inheritedReading(name, definition, base) ?? readDefinition(name, definition)]))
}

/** Reads the schema of the members of every error; nothing where there is none, or what was given is none. */
export function readMembers (given: unknown, base?: Catalog): SchemaReading<JsonDetails> | undefined {
  if (base?.members !== undefined && given === base.members) return { schema: base.entries[0]?.members as JsonDetails } // each of its entries has them
  return isSchema(given) ? readDetails(given, 'members', 'members') : undefined
}

function readDefinition (name: string, definition: ErrorDefinition): DefinitionReading {
  const { details, headers } = Object(definition) as Partial<ErrorDefinition>
  return {
    ...isSchema(details) && { details: readDetails(details, name) },
    headers: new Map(isObject(headers) ? Object.entries(headers).map(([header, value]) => [header, readHeader(value, header, name)]) : [])
  }
}

function readHeader (value: unknown, header: string, error: string): SchemaReading<DocumentedHeader> {
  if (typeof value === 'string' && value.trim() !== '') return { schema: value }
  return isSchema(value) ? readSchema(value, `header "${header}"`, error) : { problems: [] } // what is no schema is said with its error
}

function inheritedReading (name: string, definition: ErrorDefinition, base: Catalog | undefined): DefinitionReading | undefined {
  const entry = base !== undefined && base.definitions[name] === definition ? base.entries.find(one => one.name === name) : undefined
  if (entry === undefined) return undefined
  const { details, headers = {} } = entry
  return { ...details !== undefined && { details: { schema: details } }, headers: new Map(Object.entries(headers).map(([header, schema]) => [header, { schema }])) }
}
