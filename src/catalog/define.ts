import { Catalog } from './catalog.js'
import type { DefinitionsOf, ErrorText } from './catalog.js'
import { isDetailsOptional } from './details.js'
import { groupOf, problemsOf } from './problems.js'
import type { CatalogEntry, ErrorDefinition, ErrorDefinitions, ErrorGroups, Fallbacks, Merge, NameOf, WithoutDuplicates } from './types.js'

/** How a catalogue relates to another. */
export interface DefineCatalogOptions<Base extends Catalog = Catalog> {
  /** A catalogue whose groups, errors and fallbacks the new one starts from. */
  readonly extend?: Base
}

/** A catalogue as a service writes it down. */
export interface CatalogDefinition<E, Names extends string> {
  /** Groups by name, each with the range of its codes. */
  readonly groups?: ErrorGroups
  /** Errors by name. */
  readonly errors: E
  /** Which error stands for a status or a kind of foreign error; `4xx` and `5xx` are needed, own or inherited. */
  readonly fallback?: Fallbacks<Names>
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
  definition: CatalogDefinition<E & WithoutDuplicates<E, Merge<DefinitionsOf<Base>, E>>, NameOf<Merge<DefinitionsOf<Base>, E>>>,
  options?: DefineCatalogOptions<Base>
): Catalog<Merge<DefinitionsOf<Base>, E>>
export function defineCatalog (definition: CatalogDefinition<ErrorDefinitions, string>, { extend }: DefineCatalogOptions = {}): Catalog {
  if (typeof definition !== 'object' || definition === null || typeof definition.errors !== 'object' || definition.errors === null) {
    throw invalid(['expected { groups, errors, fallback }'])
  }
  if (extend !== undefined && !(extend instanceof Catalog)) throw invalid(['extend is not a catalogue made by defineCatalog'])
  const groups = { ...extend?.groups, ...definition.groups }
  const definitions = { ...extend?.definitions, ...definition.errors }
  const fallback = { ...extend?.fallbacks, ...definition.fallback }
  const errorText = definition.errorText ?? extend?.errorText ?? 'name'
  const problems = problemsOf(groups, definitions, fallback)
  if (errorText !== 'name' && errorText !== 'description') problems.push(`errorText is ${JSON.stringify(errorText)}; expected 'name' or 'description'`)
  if (problems.length > 0) throw invalid(problems)
  const entries = Object.entries(definitions).map(([name, error]) => entryOf(name, error, groups, errorText))
  return new Catalog({ groups: deepFreeze(groups), definitions: deepFreeze(definitions), entries: Object.freeze(entries), fallback: Object.freeze(fallback), errorText })
}

function entryOf (name: string, definition: ErrorDefinition, groups: ErrorGroups, errorText: ErrorText): CatalogEntry {
  const { code, status, description, error, shared, details } = definition
  return Object.freeze({
    name,
    code,
    status,
    description,
    error: error ?? (errorText === 'description' ? description : name),
    group: groupOf(code, groups) ?? '',
    shared: shared === true,
    details,
    needsDetails: !isDetailsOptional(details)
  })
}

function invalid (problems: readonly string[]): TypeError {
  const error = new TypeError(`API_ERROR_INVALID_CATALOG: the catalogue has ${problems.length} problem${problems.length === 1 ? '' : 's'}\n${problems.map(problem => `- ${problem}`).join('\n')}`)
  return Object.assign(error, { code: 'API_ERROR_INVALID_CATALOG', problems })
}

/** Copies plain data and freezes the copy: a caller that goes on using its objects finds them as they were. */
function deepFreeze<T extends object> (record: T): T {
  const copy = Object.entries(record).map(([key, value]) => [key, Object.freeze(structuredCloneOfPlain(value))])
  return Object.freeze(Object.fromEntries(copy)) as T
}

// A schema under `details` is shared, not copied: TypeBox marks schemas with symbols that a copy would lose.
function structuredCloneOfPlain (value: object): object {
  return Array.isArray(value) ? [...value] : { ...value }
}
