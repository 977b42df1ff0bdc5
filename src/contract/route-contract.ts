import { METHODS } from 'node:http'
import type { FastifyContextConfig, FastifyInstance, FastifyReply, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import type { CatalogEntry } from '../catalog/types.js'
import { scopeOf } from './scope.js'
import type { ErrorScope } from './scope.js'

const kContract = Symbol('fastify-api-error.contract')
const kLater = Symbol('fastify-api-error.later')

/** What one route may answer. Made at its first error, and kept in its `config`. */
export interface RouteContract {
  /** The errors that the route may raise, or `undefined` when it declares none and may raise any. */
  readonly raisable: ReadonlySet<CatalogEntry> | undefined
  /** True if the responses that the route makes itself are not held to the catalogue. */
  readonly exempt: boolean
  /** Undeclared errors that were logged already. */
  reported: Set<CatalogEntry> | undefined
}

/** A route, until it is known what it may answer. */
export interface RegisteredRoute {
  /** The scope that it is in. */
  readonly instance: FastifyInstance
  readonly options: RouteOptions
}

/**
 * The contract of the route that a reply belongs to; none for unknown routes.
 *
 * Not for every error: Fastify makes an object of twelve members each time it is asked for its `routeOptions`.
 */
export function contractOf (reply: FastifyReply): RouteContract | undefined {
  const { config, schema, method }: Pick<RouteOptions, 'schema' | 'method'> & { readonly config?: RouteConfig } = reply.request.routeOptions
  const contract = config?.[kContract]
  if (contract !== undefined || config === undefined || reply.request.is404) return contract
  return kept.get(config) ?? keep(config, createContract(scopeOf(reply.server), { config, method, ...schema !== undefined && { schema } }))
}

/** What Fastify makes of the `config` of a route, for this route alone. */
type RouteConfig = FastifyContextConfig & { [kContract]?: RouteContract, [kLater]?: true }

/** The contracts of routes whose `config` the service has frozen. */
const kept = new WeakMap<object, RouteContract>()

function keep (config: RouteConfig, contract: RouteContract): RouteContract {
  if (Object.isExtensible(config)) config[kContract] = contract
  else kept.set(config, contract)
  return contract
}

/** @param scope - None where the plugin is registered in another scope. */
function createContract (scope: ErrorScope | undefined, route: RouteParts): RouteContract {
  const exempt = route.config?.apiErrors === false
  return { raisable: scope === undefined ? undefined : raisableBy(scope, route), exempt, reported: undefined }
}

type RouteParts = Pick<RouteOptions, 'config' | 'method' | 'schema'>

/**
 * The errors that a route may raise; `undefined` when it declares none. Names that the catalogue does not have are
 * refused when the service starts, but for routes that were added before the plugin.
 */
export function raisableBy (scope: ErrorScope, { method, schema }: RouteParts): ReadonlySet<CatalogEntry> | undefined {
  const names: unknown = schema?.apiErrors
  if (!Array.isArray(names)) return undefined
  const declared = [...names, ...scope.answered].flatMap(name => scope.catalog.get(String(name)) ?? [])
  const answers = frameworkAnswers(scope.catalog, { method, ...schema !== undefined && { schema } })
  return new Set([...declared, ...answers.map(([entry]) => entry)])
}

/** True for a route that says that it is out of the contract, or is in a scope that says so. */
export function isExemptRoute (scope: ErrorScope, { config }: Pick<RouteOptions, 'config'>): boolean {
  return config?.apiErrors === false || scope.isExempt
}

/** Marks a route as one that was added after the plugin, where there are some that were added before. */
export function markLaterRoute (options: RouteOptions): void {
  const config: RouteConfig = { ...options.config, [kLater]: true } // a copy: the service may share a config object between routes
  options.config = config as RouteOptions['config'] & object
}

/** True for a route that was added before the plugin: no `onRoute` hook saw it. */
export function isEarlierRoute (reply: FastifyReply): boolean {
  const config: object | undefined = reply.request.routeOptions.config
  return !reply.request.is404 && config !== undefined && !(kLater in config)
}

/** True for a reply that is out of the contract: its route or its scope is exempt, or a route that was before it called `callNotFound`. */
export function isExempt (reply: FastifyReply): boolean {
  return contractOf(reply)?.exempt === true || scopeOf(reply.server)?.isExempt === true || exempted.has(reply.request)
}

/** Requests that came to an exempt route: `reply.callNotFound()` leaves no trace of the route. */
const exempted = new WeakSet<object>()

/** Notes that a request came to an exempt route, if it did. */
export function noteExemption (reply: FastifyReply): void {
  if (isExempt(reply)) exempted.add(reply.request)
}

/** True for Fastify's own answer to an unknown route, which is no fault of the service. */
export function isDefaultNotFound ({ request }: FastifyReply): boolean {
  return request.is404 && isFastifysOwn(request.routeOptions.handler)
}

/**
 * True for a handler of Fastify itself. It binds those of a service to their instance, and a bound function has no
 * prototype; names say nothing where a service is minified.
 */
export function isFastifysOwn (handler: unknown): boolean {
  return typeof handler === 'function' && Object.hasOwn(handler, 'prototype')
}

/** For messages: the route that a reply belongs to, by its pattern, never by the URL that was asked for. */
export function routeOf (reply: FastifyReply): string {
  const { method, url } = reply.request.routeOptions
  return url === undefined ? `${knownMethod(reply.request.method)} (no route)` : `${String(method)} ${url}`
}

/** A method as it can be counted and remembered: over HTTP/2 a client may send any word. */
export function knownMethod (method: string): string {
  return KNOWN_METHODS.has(method) ? method : '_OTHER'
}

const KNOWN_METHODS: ReadonlySet<string> = new Set(METHODS)

/** For messages: the route that is being registered. */
export function nameOfRoute ({ method, url }: Pick<RouteOptions, 'method' | 'url'>): string {
  return `${String(method)} ${url}`
}

/** What Fastify itself can answer at a route. */
export function frameworkAnswers (catalog: Catalog, options: Pick<RouteOptions, 'method' | 'schema'>): Array<[entry: CatalogEntry, status: number]> {
  const answers: Array<[CatalogEntry, number]> = [[catalog.fallback(500), 500]]
  if (validates(options.schema)) {
    const entry = catalog.role('validation') ?? catalog.fallback(400)
    answers.push([entry, catalog.role('validation') === undefined ? 400 : entry.status])
  }
  if (takesBody(options)) {
    for (const status of [400, 413, 415]) answers.push([catalog.fallback(status), status])
  }
  return answers
}

/** True if Fastify validates some part of a request. */
export function validates (schema: RouteOptions['schema']): boolean {
  if (schema === undefined) return false
  const { body, querystring, query, params, headers }: RouteOptions['schema'] & { readonly query?: unknown } = schema
  return body !== undefined || querystring !== undefined || query !== undefined || params !== undefined || headers !== undefined
}

/** True if requests have a body that Fastify parses: with methods that rarely have one, where the route has a schema for it. */
export function takesBody ({ method, schema }: Pick<RouteOptions, 'method' | 'schema'>): boolean {
  const bodyless = schema?.body === undefined ? RARELY_WITH_BODY : BODYLESS
  return typeof method === 'string' ? !bodyless.has(method.toUpperCase()) : method.some(one => !bodyless.has(one.toUpperCase()))
}

const BODYLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'TRACE'])
const RARELY_WITH_BODY: ReadonlySet<string> = new Set([...BODYLESS, 'DELETE', 'OPTIONS'])
