import type { FastifyInstance, FastifyReply, FastifySchema, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import type { CatalogEntry } from '../catalog/types.js'
import { scopeOf } from './scope.js'

const kContract = Symbol('fastify-api-error.contract')

/** What one route may answer. Found from a request through the route's `config`. */
export interface RouteContract {
  /** The errors that the route may raise, or `undefined` when it declares none and may raise any. */
  raisable: ReadonlySet<CatalogEntry> | undefined
  /** True if the responses that the route makes itself are not held to the catalogue. */
  exempt: boolean
  /** Undeclared errors that were logged already. */
  reported: Set<CatalogEntry> | undefined
}

/** A route, until it is known what it may answer. */
export interface RegisteredRoute {
  /** The scope that it is in. */
  readonly instance: FastifyInstance
  readonly options: RouteOptions
  readonly contract: RouteContract
}

/** Makes a route's contract and leaves it in its `config`; it is filled in when all plugins are loaded. */
export function attachContract (options: RouteOptions): RouteContract {
  const contract: RouteContract = { raisable: undefined, exempt: false, reported: undefined }
  // A copy: the user may share a config object between routes.
  const config: RouteOptions['config'] & { [kContract]?: RouteContract } = { ...options.config }
  config[kContract] = contract
  options.config = config
  return contract
}

/**
 * The contract of the route that a reply belongs to; none for unknown routes.
 *
 * Not for every error: Fastify makes an object of twelve members each time it is asked for its `routeOptions`.
 */
export function contractOf (reply: FastifyReply): RouteContract | undefined {
  const { config, schema, method } = reply.request.routeOptions
  const contract = (config as { readonly [kContract]?: RouteContract } | undefined)?.[kContract]
  if (contract !== undefined || config === undefined || reply.request.is404) return contract
  const known = earlier.get(config)
  if (known !== undefined) return known
  const found = contractOfEarlierRoute(reply, config, schema, method)
  earlier.set(config, found)
  return found
}

/** True for a route that was added before the plugin: no `onRoute` hook saw it. */
export function isEarlierRoute (reply: FastifyReply): boolean {
  const config: object | undefined = reply.request.routeOptions.config
  return !reply.request.is404 && config !== undefined && !(kContract in config)
}

/** The contracts of routes that were added before the plugin, by their `config`; made at their first error. */
const earlier = new WeakMap<object, RouteContract>()

function contractOfEarlierRoute (reply: FastifyReply, config: object, schema: FastifySchema | undefined, method: RouteOptions['method']): RouteContract {
  const scope = scopeOf(reply.server) // none where the plugin is registered in another scope
  const names: unknown = schema?.apiErrors
  const exempt = (config as { readonly apiErrors?: unknown }).apiErrors === false
  if (scope === undefined || !Array.isArray(names)) return { raisable: undefined, exempt, reported: undefined }
  const declared = [...names, ...scope.answered].flatMap(name => scope.catalog.get(String(name)) ?? [])
  const answers = frameworkAnswers(scope.catalog, { method, ...schema !== undefined && { schema } })
  return { raisable: new Set([...declared, ...answers.map(([entry]) => entry)]), exempt, reported: undefined }
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
  return url === undefined ? `${reply.request.method} (no route)` : `${String(method)} ${url}`
}

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
  return [schema?.body, schema?.querystring, (schema as { query?: unknown } | undefined)?.query, schema?.params, schema?.headers]
    .some(part => part !== undefined)
}

/** True if requests have a body that Fastify parses: with methods that rarely have one, where the route has a schema for it. */
export function takesBody ({ method, schema }: Pick<RouteOptions, 'method' | 'schema'>): boolean {
  const bodyless = schema?.body === undefined ? RARELY_WITH_BODY : BODYLESS
  return (Array.isArray(method) ? method : [method]).some(one => !bodyless.has(one.toUpperCase()))
}

const BODYLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'TRACE'])
const RARELY_WITH_BODY: ReadonlySet<string> = new Set([...BODYLESS, 'DELETE', 'OPTIONS'])
