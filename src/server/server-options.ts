import { ServerResponse } from 'node:http'
import { Http2ServerResponse } from 'node:http2'
import type { FastifyServerFactory, FastifyServerOptions } from 'fastify'
import { isCatalog } from '../catalog/catalog.js'
import type { Catalog } from '../catalog/catalog.js'
import { rememberServerCatalog } from '../catalog/elsewhere.js'
import { carry } from './carry.js'
import { createClientErrorHandler } from './client-error-handler.js'
import { createFrameworkErrors } from './framework-errors.js'
import { GuardedServer } from './guarded-server.js'
import type { MakeHeaders } from './own-headers.js'
import { guard, guardedClass } from '../response/guard.js'
import type { ResponseClass } from '../response/guard.js'
import type { ResponsePolicy } from '../response/raw.js'
import { optionsError } from '../messages/options-error.js'
import { wrapErrorFormatter } from '../raise/wrap-handlers.js'

/** Options of {@link serverOptions}: the service's own server options, and the catalogue. */
export interface ApiErrorServerOptions {
  /** The catalogue for what belongs to no route (default: that of the plugin at the root, else the built-in one). */
  readonly catalog?: Catalog
  /**
   * Makes headers for errors that no hook sees, such as those of CORS: bad URLs, parameters that are too long, malformed HTTP, headers that overflow.
   * It gets the head of the request where that could be read.
   */
  readonly headers?: MakeHeaders
}

/** Fastify's server options for any version of HTTP, where its own types have one per version. */
type Options = FastifyServerOptions & ApiErrorServerOptions & {
  readonly http2?: boolean
  readonly http?: object | null
  readonly https?: object | boolean | null
}

/**
 * Options for `Fastify()` that extend the contract to what the plugin alone does not reach, or not on every server: malformed HTTP, header overflow,
 * timeouts, bad URLs, parameters too long, a closing server, a missing `Host`, `Expect`, sockets past their limit.
 *
 * @param options - The service's own server options, which are kept and composed with, `catalog` and `headers`. A
 * `frameworkErrors` or `clientErrorHandler` among them is called, and what it sends is held to the catalogue.
 * @example
 * const app = Fastify(serverOptions({ logger: true }))
 * await app.register(apiError)
 */
export function serverOptions<Own extends Options = FastifyServerOptions & ApiErrorServerOptions> (options?: Own): Omit<Own, 'catalog' | 'headers'> {
  const { catalog, headers, ...own } = checked(options)
  const server = new GuardedServer(catalog)
  const { schemaErrorFormatter, serverFactory, clientErrorHandler } = own
  return {
    ...own,
    ...withResponses(own, server.policy),
    ...typeof schemaErrorFormatter === 'function' && { schemaErrorFormatter: wrapErrorFormatter(schemaErrorFormatter as never) },
    ...typeof serverFactory === 'function' && { serverFactory: guardedFactory(serverFactory, server.policy) },
    frameworkErrors: createFrameworkErrors(server, own.frameworkErrors, headers),
    ...isFunctionOrMissing(clientErrorHandler) && { clientErrorHandler: carry(createClientErrorHandler(server, clientErrorHandler, headers), server) }
  } as unknown as Omit<Own, 'catalog' | 'headers'> // of the shape of what was given
}

/** What is neither is left for Fastify to refuse. */
const isFunctionOrMissing = (value: unknown): boolean => typeof value === 'function' || value === undefined || value === null

function checked (options: unknown = {}): Options {
  const { catalog, headers } = Object(options) as Options
  const problems: string[] = []
  if (typeof options !== 'object' || options === null) problems.push(`the options must be an object, got ${options === null ? 'null' : typeof options}`)
  if (catalog !== undefined && !isCatalog(catalog)) problems.push('catalog must be made by defineCatalog')
  if (headers !== undefined && typeof headers !== 'function') problems.push(`headers must be a function that returns headers, got ${typeof headers}`)
  if (problems.length > 0) throw optionsError('API_ERROR_INVALID_OPTIONS', problems.join('; '))
  if (catalog !== undefined) rememberServerCatalog(catalog)
  return options as Options
}

function withResponses (own: Options, policy: ResponsePolicy): Pick<Options, 'http' | 'https'> {
  if (!['object', 'undefined'].includes(typeof own.http)) return {} // Node refuses it
  const https = typeof own.https === 'object' ? own.https : own.https === true ? {} : undefined
  const given: Readonly<Record<string, unknown>> = { ...https ?? own.http }
  const guarded = <Base extends ResponseClass> (name: string, base: Base): Base => guardedClass((given[name] ?? base) as Base, policy)
  const responses = own.http2 === true
    ? { Http2ServerResponse: guarded('Http2ServerResponse', Http2ServerResponse), Http1ServerResponse: guarded('Http1ServerResponse', ServerResponse) }
    : { ServerResponse: guarded('ServerResponse', ServerResponse) }
  const completed = { ...given, ...responses }
  return https === undefined || https === null ? { http: completed } : { https: completed }
}

/** A server of the service's own making, which may not use the class of responses in its options. */
function guardedFactory (make: FastifyServerFactory, policy: ResponsePolicy): FastifyServerFactory {
  return (handler, options) => make((request, response) => {
    guard(response, policy)
    handler(request, response)
  }, options)
}
