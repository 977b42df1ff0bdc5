import { Catalog, isCatalog } from './catalog.js'
import type { DefinitionsOf, ErrorText } from './catalog.js'
import { copySchema, isDetailsOptional, isDetailsSchema, isRecord, isSchema } from './details.js'
import { rememberCatalog } from './known.js'
import { groupOf, mistyped, problemsOf, show, textOf } from './problems.js'
import type { CatalogEntry, CodeIndex, ErrorDefinition, ErrorDefinitions, ErrorGroup, ErrorGroups, Fallbacks, Merge, NameOf, Roles, WithoutDuplicates } from './types.js'

/** How a catalogue relates to another. */
export interface DefineCatalogOptions<Base extends Catalog = Catalog> {
  /** A catalogue whose groups, errors, fallbacks and roles the new one starts from. */
  readonly extend?: Base
}

/** A catalogue as a service writes it down. */
export interface CatalogDefinition<E, Names extends string> {
  /** Groups by name, each with the range of its codes. */
  readonly groups?: ErrorGroups
  /** Errors by name. */
  readonly errors: E
  /** Which error stands for a status; `4xx` and `5xx` are needed, own or inherited. */
  readonly fallback?: Fallbacks<Names>
  /** Which error stands for what the plugin recognises: failed validation, bad tokens, errors of databases and of the network. */
  readonly roles?: Roles<Names>
  /** What the member `error` says: `'name'` (the default) or `'description'`. */
  readonly errorText?: ErrorText
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
  Base extends Catalog = Catalog<{}>
> (
  definition: CatalogDefinition<E & WithoutDuplicates<E, CodeIndex<Merge<DefinitionsOf<Base>, E>>>, NameOf<Merge<DefinitionsOf<Base>, E>>>,
  options?: DefineCatalogOptions<Base>
): Catalog<Merge<DefinitionsOf<Base>, E>>
export function defineCatalog (definition: CatalogDefinition<ErrorDefinitions, string>, options: DefineCatalogOptions = {}): Catalog {
  const { extend } = options
  if (!isRecord(definition) || !isRecord(definition.errors)) throw invalid(['expected { groups, errors, fallback, roles }'])
  if (extend !== undefined && !isCatalog(extend)) throw invalid(['extend is not a catalogue made by defineCatalog'])
  // Copies: a caller that goes on using its objects changes nothing here, and they are read once only.
  const groups = record({ ...extend?.groups, ...definition.groups }, copyGroup)
  const definitions = record({ ...extend?.definitions, ...definition.errors }, copyDefinition)
  const fallback = { ...extend?.fallbacks, ...definition.fallback }
  const roles = { ...extend?.roles, ...definition.roles }
  const errorText = definition.errorText ?? extend?.errorText ?? 'name'
  const inherited = new Set(Object.keys(extend?.definitions ?? {}).filter(name => !Object.hasOwn(definition.errors, name)))
  const problems = [
    ...mistyped(definition, ['groups', 'fallback', 'roles', 'errorText']),
    ...mistyped(options, ['extend']),
    ...problemsOf({ groups, definitions, fallback, roles, errorText }, inherited)
  ]
  if (errorText !== 'name' && errorText !== 'description') problems.push(`errorText is ${show(errorText)}; expected 'name' or 'description'`)
  if (problems.length > 0) throw invalid(problems)
  const entries = Object.entries(definitions).map(([name, error]) => entryOf(name, error, groups, errorText))
  const catalog = new Catalog(deepFreeze({ groups, definitions, entries, fallback, roles, errorText }))
  rememberCatalog(catalog)
  return catalog
}

function entryOf (name: string, definition: ErrorDefinition, groups: ErrorGroups, errorText: ErrorText): CatalogEntry {
  const { code, status, description, shared, details, headers } = definition
  return {
    name,
    code,
    status,
    description,
    error: textOf(name, definition, errorText),
    group: String(groupOf(code, groups)), // there is one, or problemsOf would have said so
    shared: shared === true,
    details,
    ...headers !== undefined && { headers },
    needsDetails: !isDetailsOptional(details)
  }
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
  if (!isRecord(group) || !Array.isArray(group.range)) return group
  const [first, last] = group.range
  return { ...group, range: [first, last] }
}

function copyDefinition (definition: ErrorDefinition): ErrorDefinition {
  if (!isRecord(definition)) return definition
  const { details, headers } = definition
  return {
    ...definition,
    ...isDetailsSchema(details) && { details: copySchema(details) },
    ...isRecord(headers) && { headers: record(headers, header => isSchema(header) ? copySchema(header) : header) }
  }
}

function deepFreeze<T extends object> (value: T): T {
  for (const member of Object.values(value)) {
    if (isRecord(member) && !Object.isFrozen(member)) deepFreeze(member)
  }
  return Object.freeze(value)
}
