import type { FastifyInstance, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import type { CatalogEntry } from '../catalog/types.js'
import { isExemptRoute, raisableBy } from '../contract/route-contract.js'
import type { RegisteredRoute } from '../contract/route.js'
import { requireScope } from '../contract/scope.js'

/** A route as the reference page shows it. */
export interface ListedRoute {
  readonly method: string
  readonly url: string
  readonly catalog: Catalog
  /** The errors that it may answer, or `undefined` when it declares none and may answer any. */
  readonly errors: ReadonlySet<CatalogEntry> | undefined
}

const lists = new WeakMap<object, ListedRoute[]>()

/** The list of a server's routes. It is filled when all plugins are loaded, if somebody asked for it before. */
export function routesOf (fastify: FastifyInstance): readonly ListedRoute[] {
  const root = rootOf(fastify)
  const list = lists.get(root) ?? []
  lists.set(root, list)
  return list
}

/** Fills the list of a server's routes, if somebody asked for it. Hidden and exempt routes are left out. */
export function listRoutes (fastify: FastifyInstance, routes: readonly RegisteredRoute[]): void {
  const list = lists.get(rootOf(fastify))
  if (list === undefined) return
  for (const { instance, options } of routes) {
    const scope = requireScope(instance)
    const errors = raisableBy(scope, options)
    if (isHidden(options) || (errors === undefined && isExemptRoute(scope, options)) || isTwinOfGet(options, list)) continue
    list.push({ method: [options.method].flat().join(', '), url: options.url, catalog: scope.catalog, errors })
  }
}

/** True for the HEAD route that Fastify adds to a GET route. */
function isTwinOfGet ({ method, url }: RouteOptions, list: readonly ListedRoute[]): boolean {
  return method === 'HEAD' && list.some(route => route.url === url && route.method === 'GET')
}

function isHidden ({ schema }: RouteOptions): boolean {
  const { hide, tags }: { readonly hide?: unknown, readonly tags?: readonly unknown[] } = Object(schema)
  return hide === true || tags?.includes('X-HIDDEN') === true // as @fastify/swagger has it
}

function rootOf (fastify: object): object {
  const outer: unknown = Object.getPrototypeOf(fastify)
  return outer === Object.prototype || typeof outer !== 'object' || outer === null ? fastify : rootOf(outer)
}
