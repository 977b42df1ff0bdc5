import { show } from '../messages/show.js'
import { Catalog, isCatalog } from './catalog.js'
import { isUndefinedOption, undefinedCatalog } from './elsewhere.js'
import type { CatalogParts, DefinitionsOf, ErrorText, MembersOf } from './catalog.js'
import { isDetailsOptional } from './details.js'
import { isObject } from './json-schema.js'
import type { JsonDetails } from './json-schema.js'
import { rememberCatalog } from './known.js'
import { notesOf } from './notes.js'
import { problemsOfRetired } from './retired.js'
import { groupOf, mistyped, problemsOf, problemsOfMembers, textOf } from './problems.js'
import { readDefinitions, readMembers } from './readings.js'
import type { DefinitionReading } from './readings.js'
import type { CatalogEntry, CodeIndex, DetailsSchema, DocumentedHeader, ErrorDefinition, ErrorDefinitions, ErrorGroup, ErrorGroups, Fallbacks, Merge, NameOf, RetiredErrors, Roles, WithoutDuplicates } from './types.js'

/** How a catalogue relates to another. */
export interface DefineCatalogOptions<Base extends Catalog = Catalog> {
  /** A catalogue whose groups, errors, fallbacks and roles the new one starts from. */
  readonly extend?: Base
}

/** A catalogue as a service writes it down. */
export interface CatalogDefinition<E, Names extends string, M extends DetailsSchema | undefined = DetailsSchema | undefined> {
  /** Groups by name, each with the range of its codes. */
  readonly groups?: ErrorGroups
  /** Errors by name. */
  readonly errors: E
  /** Which error stands for a status. `4xx` and `5xx` are needed, unless they are inherited. */
  readonly fallback?: Fallbacks<Names>
  /** Which error stands for what the plugin recognises: failed validation, bad tokens, errors of databases and of the network. */
  readonly roles?: Roles<Names>
  /** What the member `error` says: `'name'` (the default) or `'description'`. */
  readonly errorText?: ErrorText
  /**
   * A schema of members that every error carries after its details, such as a request id: `Type.Object({ … })`, `z.object({ … })`. The plugin's
   * option `members` fills them in. Errors that belong to no request are sent without. Takes the place of those of the catalogue that this one extends.
   */
  readonly members?: Exclude<M, undefined>
  /** Codes that were in use once, each with the name that it had and why it was removed. No error may have one of them again. */
  readonly retired?: RetiredErrors
}

/**
 * Makes a catalogue: checked, complete and frozen. Names, codes and details are inferred as literals.
 *
 * @throws {TypeError} `API_ERROR_INVALID_CATALOG`, whose message lists everything that is wrong.
 * @example
 * const catalog = defineCatalog({
 *   groups: { billing: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to billing.' } },
 *   errors: { card_declined: { code: '5001', status: 402, description: 'The card was declined.' } },
 *   fallback: { 402: 'card_declined' }
 * }, { extend: defaultCatalog })
 */
export function defineCatalog<
  const E extends ErrorDefinitions,
  Base extends Catalog = Catalog<{}, undefined>,
  const M extends DetailsSchema | undefined = MembersOf<Base>
> (
  definition: CatalogDefinition<E & WithoutDuplicates<E, CodeIndex<Merge<DefinitionsOf<Base>, E>>>, NameOf<Merge<DefinitionsOf<Base>, E>>, M>,
  options?: DefineCatalogOptions<Base>
): Catalog<Merge<DefinitionsOf<Base>, E>, M>
export function defineCatalog (definition: CatalogDefinition<ErrorDefinitions, string>, options: DefineCatalogOptions = {}): Catalog {
  const { extend } = options
  if (!isObject(definition) || !isObject(definition.errors)) throw invalid(['expected { groups, errors, fallback, roles }'])
  if (isUndefinedOption(options, 'extend')) throw invalid([undefinedCatalog('extend')])
  if (extend !== undefined && !isCatalog(extend)) throw invalid(['extend is not a catalogue made by defineCatalog'])
  const parts = partsOf(definition, extend)
  const { errorText, members, memberReading, readings, retired } = parts
  const inherited = new Set(Object.keys(extend?.definitions ?? {}).filter(name => !Object.hasOwn(definition.errors, name)))
  const problems = [
    ...mistyped(definition, ['groups', 'fallback', 'roles', 'errorText', 'members', 'retired', 'errors']),
    ...mistyped(options, ['extend']),
    ...problemsOf(parts, inherited, readings),
    ...problemsOfMembers(members, memberReading, readings),
    ...problemsOfRetired(retired, parts.definitions)
  ]
  if (errorText !== 'name' && errorText !== 'description') problems.push(`errorText is ${show(errorText)}; expected 'name' or 'description'`)
  if (problems.length > 0) throw invalid(problems)
  return create(parts)
}

/** Makes the built-in catalogue, which tests check: each import of the package would pay for it. */
export function defineBuiltIn<const E extends ErrorDefinitions> (definition: CatalogDefinition<E, NameOf<E>, undefined>): Catalog<E, undefined>
export function defineBuiltIn (definition: CatalogDefinition<ErrorDefinitions, string>): Catalog {
  return create(partsOf(definition, undefined))
}

/** A catalogue before it is checked: what was written down, with what it extends, and its schemas as they were read. */
interface Parts extends Omit<CatalogParts, 'entries'> {
  readonly readings: ReturnType<typeof readDefinitions>
  readonly members: DetailsSchema | undefined
  readonly memberReading: ReturnType<typeof readMembers>
  readonly retired: RetiredErrors
}

/** Copies: a caller that goes on using its objects changes nothing here, and they are read once only. */
function partsOf (definition: CatalogDefinition<ErrorDefinitions, string>, extend: Catalog | undefined): Parts {
  const errors = { ...extend?.definitions, ...definition.errors }
  const readings = readDefinitions(errors, extend)
  const members = definition.members === undefined ? extend?.members : definition.members
  return {
    groups: record({ ...extend?.groups, ...definition.groups }, copyGroup),
    definitions: record(errors, copyDefinition),
    fallback: { ...extend?.fallbacks, ...definition.fallback },
    roles: { ...extend?.roles, ...definition.roles },
    errorText: definition.errorText ?? extend?.errorText ?? 'name',
    readings,
    members,
    memberReading: readMembers(members, extend),
    retired: record({ ...extend?.retired, ...definition.retired }, error => isObject(error) ? { ...error } : error)
  }
}

function create ({ groups, definitions, fallback, roles, errorText, members, memberReading, readings, retired }: Parts): Catalog {
  const entries = Object.entries(definitions).map(([name, error]) => entryOf(name, error, readings.get(name) as DefinitionReading, { groups, errorText, members: memberReading?.schema }))
  const catalog = new Catalog({ ...deepFreeze({ groups, definitions, entries, fallback, roles, errorText, retired }), members })
  rememberCatalog(catalog)
  return catalog
}

/** What the errors of a catalogue have in common. */
interface Common extends Pick<Catalog, 'groups' | 'errorText'> { readonly members: JsonDetails | undefined }

function entryOf (name: string, definition: ErrorDefinition, reading: DefinitionReading, { groups, errorText, members }: Common): CatalogEntry {
  const { code, status, description, shared } = definition
  const details = reading.details?.schema
  return {
    name,
    code,
    status,
    description,
    error: textOf(name, definition, errorText),
    group: String(groupOf(code, groups)), // there is one, or problemsOf would have said so
    shared: shared === true,
    details,
    ...definition.headers !== undefined && { headers: documentedHeaders(reading) },
    needsDetails: !isDetailsOptional(details),
    ...members !== undefined && { members },
    ...notesOf(definition)
  }
}

function documentedHeaders ({ headers }: DefinitionReading): Record<string, DocumentedHeader> {
  return Object.fromEntries([...headers].map(([header, { schema }]) => [header, schema as DocumentedHeader])) // none is wrong
}

function invalid (problems: readonly string[]): TypeError {
  const error = new TypeError(`API_ERROR_INVALID_CATALOG: the catalogue has ${problems.length} problem${problems.length === 1 ? '' : 's'}\n${problems.map(problem => `- ${problem}`).join('\n')}`)
  return Object.assign(error, { code: 'API_ERROR_INVALID_CATALOG', problems })
}

/** A record without a prototype, so that "constructor" is no name that it has. */
function record<T> (members: Readonly<Record<string, T>>, copy: (member: T) => T): Record<string, T> {
  const copies: Record<string, T> = Object.create(null)
  for (const [name, member] of Object.entries(members)) copies[name] = copy(member)
  return copies
}

// What is no record is copied as it is, for problemsOf to find.
function copyGroup (group: ErrorGroup): ErrorGroup {
  if (!isObject(group) || !Array.isArray(group.range)) return group
  const [first, last] = group.range
  return { ...group, range: [first, last] }
}

function copyDefinition (definition: ErrorDefinition): ErrorDefinition {
  if (!isObject(definition)) return definition
  const { headers } = definition
  return Object.freeze({ ...definition, ...isObject(headers) && { headers: Object.freeze({ ...headers }) } })
}

/** Schemas of the service stay as they are: they are in definitions only, which are frozen when they are copied. */
function deepFreeze<T extends object> (value: T): T {
  if (Object.isFrozen(value)) return value
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null) deepFreeze(member)
  }
  return Object.freeze(value)
}
