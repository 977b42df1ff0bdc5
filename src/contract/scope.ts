import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { elsewhereHint } from '../catalog/elsewhere.js'
import type { ApiErrors } from '../types/api-errors.js'
import { hintFor } from '../messages/closest.js'
import { show } from '../messages/show.js'
import type { ApiErrorObserver } from './event.js'
import type { ScopeSettings } from './settings.js'

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
  readonly #shared: { readonly reported: Set<unknown>, hasExemptions: boolean, hasObservers: boolean }

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
      if (!isNameOf(this.catalog, name)) throw unknownError(name, this.catalog, 'apiErrors.declare')
      this.#declared.add(name)
    }
  }

  /** Where the reference page of this catalogue is, if there is one. */
  get reference (): string | undefined {
    return this.#origin.#reference ?? (this.#origin.#parent?.catalog === this.catalog ? this.#origin.#parent.reference : undefined)
  }

  /** Says where it is: in all scopes with these settings. */
  noteReference (path: string): void {
    this.#origin.#reference = path
  }

  /** Takes every route of this scope out of the response contract. */
  exempt (): void {
    this.#exempt = true
    this.addExemption()
  }

  /** True the first time that this is asked of a text or a function of the service, in this scope and all around it: for what is logged once. */
  isFirst (what: string | ((...given: never[]) => unknown)): boolean {
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

/** True for the name of an error of a catalogue, and not for its code. Sources without types may give anything. */
export function isNameOf (catalog: Catalog, name: unknown): boolean {
  return typeof name === 'string' && catalog.get(name)?.name === name
}

/** The error for a name that a catalogue does not have. */
export function unknownError (name: unknown, catalog: Catalog, where: string): TypeError {
  return Object.assign(new TypeError(`API_ERROR_UNKNOWN_ERROR: ${where}: ${unknownName(name, catalog)}`), { code: 'API_ERROR_UNKNOWN_ERROR' })
}

/** For messages: that a catalogue does not have a name, and what may have been meant. */
export function unknownName (name: unknown, catalog: Catalog): string {
  if (typeof name !== 'string') return `expected the name of an error in quotes, got ${show(name)}`
  const byCode = catalog.entries.filter(entry => entry.code === name).map(entry => JSON.stringify(entry.name))
  if (byCode.length > 0) return `${JSON.stringify(name)} is a code; use the name ${byCode.join(' or ')}`
  return `the catalogue has no error ${JSON.stringify(name)}; ${elsewhereHint(name, catalog) ?? hintFor(name, catalog.entries.map(entry => entry.name), 'it has')}`
}
