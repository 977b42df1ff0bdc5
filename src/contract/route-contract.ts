import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import type { CatalogEntry } from '../catalog/types.js'

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
 * The contract of the route that a reply belongs to; none for unknown routes and for routes older than the plugin.
 *
 * Not for every error: Fastify makes an object of twelve members each time it is asked for its `routeOptions`.
 */
export function contractOf (reply: FastifyReply): RouteContract | undefined {
  const config: object | undefined = reply.request.routeOptions.config
  return (config as { readonly [kContract]?: RouteContract } | undefined)?.[kContract]
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
  if (takesBody(options.method)) {
    for (const status of [400, 413, 415]) answers.push([catalog.fallback(status), status])
  }
  return answers
}

/** True if Fastify validates some part of a request. */
export function validates (schema: RouteOptions['schema']): boolean {
  return [schema?.body, schema?.querystring, (schema as { query?: unknown } | undefined)?.query, schema?.params, schema?.headers]
    .some(part => part !== undefined)
}

/** True if requests of one of these methods may have a body that Fastify parses. */
export function takesBody (method: RouteOptions['method']): boolean {
  return (Array.isArray(method) ? method : [method]).some(one => !BODYLESS.has(one.toUpperCase()))
}

const BODYLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'TRACE'])
