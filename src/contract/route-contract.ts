import type { FastifyContextConfig, FastifyReply, RouteOptions } from 'fastify'
import type { CatalogEntry } from '../catalog/types.js'
import { frameworkAnswers } from './framework-answers.js'
import { scopeOf } from './scope.js'
import type { ErrorScope } from './scope.js'

const kContract = Symbol('fastify-api-error.contract')

/** What one route may answer. Made at its first error, and kept in its `config`. */
export interface RouteContract {
  /** The errors that the route may raise, or `undefined` when it declares none and may raise any. */
  readonly raisable: ReadonlySet<CatalogEntry> | undefined
  /** True if the responses that the route makes itself are not held to the catalogue. */
  readonly exempt: boolean
  /** Undeclared errors that were logged already. */
  reported: Set<CatalogEntry> | undefined
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
type RouteConfig = FastifyContextConfig & { [kContract]?: RouteContract }

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
