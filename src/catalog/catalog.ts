import { answersOf } from './answer.js'
import type { Answer } from './answer.js'
import type { CatalogEntry, DetailsSchema, ErrorDefinitions, ErrorGroups, Fallbacks, NameOf, RetiredErrors, Role, Roles } from './types.js'
import { CATALOG_BRAND } from '../values/brand.js'
import { read } from '../values/read.js'

/** What a catalogue is made of, checked and complete. */
export interface CatalogParts {
  readonly groups: ErrorGroups
  readonly definitions: ErrorDefinitions
  readonly entries: readonly CatalogEntry[]
  readonly fallback: Fallbacks
  readonly roles: Roles
  readonly errorText: ErrorText
  readonly members?: DetailsSchema | undefined
  readonly retired?: RetiredErrors
}

/** What the member `error` says: the error's name, or its description. */
export type ErrorText = 'name' | 'description'

/**
 * A checked, frozen set of errors. Made by `defineCatalog`; it knows nothing of Fastify.
 *
 * `E` is the type of its definitions, from which all other types are derived, and `M` that of the members of every error.
 */
export class Catalog<E extends ErrorDefinitions = ErrorDefinitions, M extends DetailsSchema | undefined = DetailsSchema | undefined> {
  /** The definitions as written, by name. Types are derived from this member. */
  readonly definitions: E
  /** Groups by name, in order. */
  readonly groups: ErrorGroups
  /** Every error, in order of definition. */
  readonly entries: readonly CatalogEntry[]
  /** Which error stands for a status, as written. */
  readonly fallbacks: Fallbacks
  /** Which error stands for what the plugin recognises, as written. */
  readonly roles: Roles
  readonly errorText: ErrorText
  /** The schema of the members that every error carries after its details, as written; `undefined` if there are none. */
  readonly members: M
  /** The errors that there were once, by their codes, which must not be used again. */
  readonly retired: RetiredErrors

  readonly #byKey = new Map<string | number, CatalogEntry>()
  readonly #byPair = new Map<string, CatalogEntry>()
  readonly #byStatus: ReadonlyMap<number, CatalogEntry>
  readonly #answers = new Map<CatalogEntry, Map<number, Answer>>()
  readonly #answerByKey = new Map<unknown, Answer>()

  constructor (parts: CatalogParts & { readonly definitions: E, readonly members: M }) {
    this.definitions = parts.definitions
    this.groups = parts.groups
    this.entries = parts.entries
    this.fallbacks = parts.fallback
    this.roles = parts.roles
    this.errorText = parts.errorText
    this.members = parts.members
    this.retired = parts.retired ?? NONE
    for (const entry of parts.entries) {
      this.#byKey.set(entry.name, entry)
      this.#byPair.set(pairKey(entry.code, entry.error), entry)
      for (const key of [entry.code, Number(entry.code)]) {
        if (!this.#byKey.has(key)) this.#byKey.set(key, entry)
      }
    }
    this.#byStatus = new Map(STATUSES.map(status => [status, this.#fallbackEntry(status)]))
    const statuses = new Map(parts.entries.map(entry => [entry, new Set([entry.status])]))
    for (const [status, entry] of this.#byStatus) statuses.get(entry)?.add(status)
    for (const [entry, own] of statuses) this.#answers.set(entry, answersOf(entry, [...own]))
    for (const [key, entry] of this.#byKey) this.#answerByKey.set(key, this.answer(entry))
    Object.freeze(this)
  }

  /**
   * The error with this name or code. A code that several errors share finds the one defined first.
   *
   * @param key - A name, a code, or a code as a number; anything else finds nothing.
   */
  get (key: unknown): CatalogEntry | undefined {
    return this.#byKey.get(key as string)
  }

  /** The error that sends this pair of `code` and `error`. */
  find (code: string, error: string): CatalogEntry | undefined {
    const entry = this.#byPair.get(pairKey(code, error))
    return entry?.code === code ? entry : undefined
  }

  /** The error that stands for a bare HTTP status; a status outside 400–599 is taken as 500. */
  fallback (status: number): CatalogEntry {
    return this.#byStatus.get(status) ?? this.#fallbackEntry(500)
  }

  /** The error for what the plugin recognises, where the catalogue names one. @internal */
  role (role: Role): CatalogEntry | undefined {
    return this.#byKey.get(this.roles[role] ?? '')
  }

  /** True if the error may go out with this status: its own, or one that it stands for. @internal */
  allows (entry: CatalogEntry, status: number): boolean {
    return status === entry.status || this.#byStatus.get(status) === entry
  }

  /**
   * What is sent for an error that carries no details of its own, made when the catalogue was.
   *
   * @param status - The status to send; where the error may not have it, the error's own.
   * @internal
   */
  answer (entry: CatalogEntry, status: number = entry.status): Answer {
    const answers = this.#answers.get(entry)
    const answer = answers?.get(status) ?? answers?.get(entry.status)
    if (answer === undefined) throw new TypeError(`API_ERROR_FOREIGN_ENTRY: ${entry.name} is not an entry of this catalogue`)
    return answer
  }

  /** The same for the error that {@link get} finds, at its own status: one look-up for what is raised most. @internal */
  answerTo (key: unknown): Answer | undefined {
    return this.#answerByKey.get(key)
  }

  /** The brand by which copies of this package recognise each other's catalogues. */
  get [CATALOG_BRAND] (): true { return true }

  #fallbackEntry (status: number): CatalogEntry {
    const name = this.fallbacks[status] ?? this.fallbacks[status < 500 ? '4xx' : '5xx']
    const entry = this.#byKey.get(name ?? '')
    if (entry === undefined) throw new TypeError(`API_ERROR_NO_FALLBACK: no entry stands for status ${status}`)
    return entry
  }
}

const NONE: RetiredErrors = Object.freeze({})

/** True for a catalogue, also one that another copy of this package made; never throws. */
export const isCatalog = (value: unknown): value is Catalog => typeof value === 'object' && read(value, CATALOG_BRAND) === true

/** The definitions of a catalogue's type. */
export type DefinitionsOf<C> = C extends { readonly definitions: infer E extends ErrorDefinitions } ? E : never

/** The schema of the members that every error of a catalogue's type carries; `undefined` if there are none. */
export type MembersOf<C> = C extends { readonly members: infer M extends DetailsSchema } ? M : undefined

/** The error names of a catalogue: `ErrorName<typeof catalog>`. */
export type ErrorName<C> = NameOf<DefinitionsOf<C>>

const STATUSES: readonly number[] = Array.from({ length: 200 }, (_, index) => 400 + index)

const pairKey = (code: string, error: string): string => `${code} ${error}`
