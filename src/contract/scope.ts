import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { elsewhereHint } from '../catalog/elsewhere.js'
import type { ApiErrors } from '../types/api-errors.js'
import type { DetailsArgument, KeyWithoutDetails, RegisteredErrorName } from '../types/register.js'
import type { BrandedError } from '../values/brand.js'
import { hintFor } from '../messages/closest.js'
import type { ApiErrorObserver } from './observe.js'

/** What `classify` returns: the name or code of an error, an `ApiError` where there are details or headers, or nothing when it does not know. */
export type Classification = KeyWithoutDetails | BrandedError | undefined | null

/** Decides which error of the catalogue stands for a thrown value. It is asked first. */
export type Classify = (error: unknown, request: FastifyRequest) => Classification

/**
 * The same as a table: for each error, a function that says whether it stands for a thrown value. The first that says so decides. Routes document
 * the errors of the table.
 *
 * @example
 * classify: { object_already_exists: isUniqueViolation, object_not_found: isMissingRow }
 */
export type ClassifyTable = { readonly [Name in RegisteredErrorName]?: (error: unknown, request: FastifyRequest) => ClassifiedAs<DetailsArgument<Name>> }

/** True, or what goes with the error, where it stands for the value; nothing or false where it does not. */
type ClassifiedAs<Details extends readonly unknown[]> =
  false | undefined | null | (Details extends [details: infer D] ? ClassifiedWith & { readonly details: D } : true | (ClassifiedWith & { readonly details?: Details[0] }))

/** What goes with an error that a table of `classify` finds. */
interface ClassifiedWith {
  readonly headers?: Readonly<Record<string, string | number | readonly string[]>>
  /** What the log shows in the place of what was thrown. */
  readonly cause?: unknown
}

/** The error that leaves, for whoever fills in the members that every error carries. */
export interface LeavingError {
  readonly name: string
  readonly code: string
  /** The status that is sent. */
  readonly status: number
  readonly description: string
  /** What was thrown, or the `cause` that was given to `reply.apiError`. Nothing of it is sent, unless the service does it. */
  readonly cause: unknown
}

/** Fills in the members that every error of the catalogue carries, for the request that an error answers. */
export type MembersOfRequest<M = unknown> = (request: FastifyRequest, error: LeavingError) => M

/** An error, for whoever makes a page of it. */
export interface ErrorToShow {
  readonly name: string
  readonly code: string
  readonly status: number
  /** The sentence of the catalogue. */
  readonly description: string
  /** What a client that reads JSON gets: details and the members of every error are in it. Escape it: names that the client sent may be among it. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Makes the page of an error, for browsers. */
export type HtmlOfError = (error: ErrorToShow, request: FastifyRequest) => string

/** The settings of a scope, its defaults filled in. */
export interface ScopeSettings {
  readonly catalog: Catalog
  readonly classify: Classify | undefined
  /** The errors that a table of `classify` names: every route may answer them. */
  readonly classified?: readonly string[]
  readonly strict: boolean
  readonly logErrors: boolean
  /** Is told of each error that leaves. */
  readonly onApiError?: ApiErrorObserver | undefined
  /** Fills in the members of every error, where the catalogue declares any. */
  readonly members?: MembersOfRequest | undefined
  /** Errors by RFC 9457, for clients that prefer them; `base` is the address of the reference page. */
  readonly problemJson?: { readonly base?: string | undefined } | undefined
  /** Makes pages of errors, for browsers. */
  readonly html?: HtmlOfError | undefined
  /** Fastify's own error handler, where the service had no other when the plugin was registered: it logs as the service wants it. */
  readonly fastifyHandler?: FastifyInstance['errorHandler']
}

const kScope = Symbol('fastify-api-error.scope')

/** The scope of an instance: its own, or the one around it. */
export function scopeOf (instance: FastifyInstance): ErrorScope | undefined {
  return (instance as FastifyInstance & { readonly [kScope]?: ErrorScope })[kScope]
}

/** The same where the plugin is registered: its hooks and decorators are in no other scope. */
export function requireScope (instance: FastifyInstance): ErrorScope {
  return scopeOf(instance) as ErrorScope
}

/** The scope that an instance itself has. */
export function ownScopeOf (instance: FastifyInstance): ErrorScope | undefined {
  return Object.hasOwn(instance, kScope) ? scopeOf(instance) : undefined
}

/** Gives an instance, and those within it, a scope. */
export function setScope (instance: FastifyInstance, scope: ErrorScope): void {
  Object.defineProperty(instance, kScope, { value: scope, configurable: true })
}

/** The settings of an encapsulated scope, and what its hooks may answer. */
export class ErrorScope {
  readonly settings: ScopeSettings
  /** Where the scope writes what belongs to no request. */
  readonly log: FastifyBaseLogger
  /** What the service sees of it: `fastify.apiErrors`. */
  readonly face: ApiErrors
  /** Who is told of each error of this scope: its own observer, and those around it. */
  readonly observers: readonly ApiErrorObserver[]
  readonly #parent: ErrorScope | undefined
  readonly #declared = new Set<string>()
  #exempt = false
  #reference: string | undefined
  /** The scope whose settings these are. */
  #origin: ErrorScope = this
  #hasDeclaringRoutes = false
  #inherited = false
  /** What the plugin's scopes of one root have in common. */
  readonly #shared: { readonly reported: Set<string>, hasExemptions: boolean, hasObservers: boolean }

  constructor (settings: ScopeSettings, log: FastifyBaseLogger, parent?: ErrorScope) {
    this.settings = settings
    this.log = log
    this.#parent = parent
    this.#shared = parent === undefined ? { reported: new Set(), hasExemptions: false, hasObservers: false } : parent.#shared
    this.observers = observersOf(settings.onApiError, parent?.observers)
    if (this.observers.length > 0) this.#shared.hasObservers = true
    this.face = createFace(this)
  }

  /** The scope of an encapsulated instance in which the plugin was not registered again. */
  static inherit (parent: ErrorScope): ErrorScope {
    const scope = new ErrorScope(parent.settings, parent.log, parent)
    scope.#inherited = true
    scope.#origin = parent.#origin
    return scope
  }

  /** True if the settings are those of the scope around it. */
  get isInherited (): boolean { return this.#inherited }

  /** The catalogue of this scope. */
  get catalog (): Catalog { return this.settings.catalog }

  /** The catalogues of this scope and those around it, its own first. */
  get catalogs (): Catalog[] { return [this.catalog, ...this.#parent?.catalogs ?? []] }

  /**
   * Says what the hooks of this scope may answer.
   *
   * @throws {TypeError} `API_ERROR_UNKNOWN_ERROR` for a name that is not in the catalogue.
   */
  declare (names: readonly string[]): void {
    for (const name of names) {
      if (this.catalog.definitions[name] === undefined) throw unknownError(name, this.catalog, 'apiErrors.declare')
      this.#declared.add(name)
    }
  }

  /** Where the reference page of this catalogue is, if there is one. */
  get reference (): string | undefined { return this.#origin.#reference }

  /** Says where it is: in all scopes with these settings. */
  noteReference (path: string): void {
    this.#origin.#reference = path
  }

  /** Takes every route of this scope out of the response contract. */
  exempt (): void {
    this.#exempt = true
    this.addExemption()
  }

  /** True the first time that this is asked of a text, in this scope and all around it: for what is logged once. */
  isFirst (what: string): boolean {
    const isFirst = !this.#shared.reported.has(what)
    this.#shared.reported.add(what)
    return isFirst
  }

  /** Says that there is a route, or a scope, that is out of the contract. */
  addExemption (): void {
    this.#shared.hasExemptions = true
  }

  /** True if any scope of the same root has an observer. */
  get hasObservers (): boolean { return this.#shared.hasObservers }

  /** True if there is one anywhere; while there is none, nobody has to look for it. */
  get hasExemptions (): boolean { return this.#shared.hasExemptions }

  /** Says that a route of this scope may raise certain errors only. */
  addDeclaringRoute (): void {
    this.#hasDeclaringRoutes = true
  }

  /** True if there is such a route; while there is none in this very scope, nobody has to look at contracts. */
  get hasDeclaringRoutes (): boolean { return this.#hasDeclaringRoutes }

  /** True if this scope, or one around it, is out of the contract. */
  get isExempt (): boolean { return this.#exempt || this.#parent?.isExempt === true }

  /** The names that every route of this scope may answer: what is declared, and what `classify` finds. */
  get answered (): string[] { return [...new Set([...this.declared, ...this.settings.classified ?? []])] }

  /** The names declared by this scope and those around it. */
  get declared (): string[] {
    return [...new Set([...this.#parent?.declared ?? [], ...this.#declared])]
  }
}

/** An observer that a scope has from the one around it is told once. */
function observersOf (own: ApiErrorObserver | undefined, outer: readonly ApiErrorObserver[] = []): readonly ApiErrorObserver[] {
  return own === undefined || outer.includes(own) ? outer : [own, ...outer]
}

function createFace (scope: ErrorScope): ApiErrors {
  return {
    get catalog () { return scope.catalog },
    get declared () { return scope.declared },
    declare (...names) { scope.declare(names); return this },
    exempt () { scope.exempt(); return this }
  }
}

/** The error for a name that a catalogue does not have. */
export function unknownError (name: unknown, catalog: Catalog, where: string): TypeError {
  return Object.assign(new TypeError(`API_ERROR_UNKNOWN_ERROR: ${where}: ${unknownName(name, catalog)}`), { code: 'API_ERROR_UNKNOWN_ERROR' })
}

/** For messages: that a catalogue does not have a name, and what may have been meant. */
export function unknownName (name: unknown, catalog: Catalog): string {
  return `the catalogue has no error ${JSON.stringify(name)}; ${elsewhereHint(name, catalog) ?? hintFor(String(name), catalog.entries.map(entry => entry.name), 'it has')}`
}
