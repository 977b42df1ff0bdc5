import { METHODS } from 'node:http'
import type { FastifyContextConfig, FastifyInstance, FastifyReply, RouteOptions } from 'fastify'

// What a route is, whatever it may answer.

/** A route, until it is known what it may answer. */
export interface RegisteredRoute {
  /** The scope that it is in. */
  readonly instance: FastifyInstance
  readonly options: RouteOptions
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

const kLater = Symbol('fastify-api-error.later')

type LaterConfig = FastifyContextConfig & { [kLater]?: true }

/** Marks a route as one that was added after the plugin, where there are some that were added before. */
export function markLaterRoute (options: RouteOptions): void {
  const config: LaterConfig = { ...options.config, [kLater]: true } // a copy: the service may share a config object between routes
  options.config = config as RouteOptions['config'] & object
}

/** True for a route that was added before the plugin: no `onRoute` hook saw it. */
export function isEarlierRoute (reply: FastifyReply): boolean {
  const config: object | undefined = reply.request.routeOptions.config
  return !reply.request.is404 && config !== undefined && !(kLater in config)
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
