import { ServerResponse, STATUS_CODES } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'
import { JSON_TYPE } from './catalog/answer.js'
import type { Answer } from './catalog/answer.js'
import type { Catalog } from './catalog/catalog.js'
import { defaultCatalog } from './catalog/default.js'
import { statusOf } from './classify/status.js'
import { guard, guardedClass } from './guard.js'
import type { Judge } from './guard.js'
import { createJudge } from './judge.js'
import { send } from './raise.js'
import { ErrorScope } from './scope.js'

/** Options of {@link serverOptions}: the service's own server options, and the catalogue. */
export interface ApiErrorServerOptions {
  /** The catalogue for what belongs to no route (default: that of the plugin at the root, else the built-in one). */
  readonly catalog?: Catalog
}

type ClientError = Error & { readonly code?: string }

/** What a server made with {@link serverOptions} shares with the plugin that is registered in it. */
interface Server { scope: ErrorScope }

const kServer = Symbol('fastify-api-error.server')
const kLatest = Symbol('fastify-api-error.latest')

/**
 * Options for `Fastify()` that extend the contract to what no plugin can reach: malformed HTTP, header overflow,
 * timeouts, bad URLs, parameters too long, a closing server, a missing `Host`, `Expect`, sockets past their limit.
 *
 * @param options - The service's own server options, which are kept and composed with, and `catalog`.
 * @example
 * const app = Fastify(serverOptions({ logger: true }))
 * await app.register(apiError)
 */
export function serverOptions<Options extends FastifyServerOptions & ApiErrorServerOptions = FastifyServerOptions> (options?: Options): Omit<Options, 'catalog'> {
  const { catalog, ...own } = (options ?? {}) as FastifyServerOptions & ApiErrorServerOptions & { http?: { ServerResponse?: typeof ServerResponse } }
  const server: Server = { scope: new ErrorScope({ catalog: catalog ?? defaultCatalog, classify: undefined, strict: false, logErrors: true }, silent) }
  const judge = createJudge(() => server.scope)
  return {
    ...own,
    frameworkErrors: own.frameworkErrors ?? frameworkErrors,
    clientErrorHandler: own.clientErrorHandler ?? withServer(clientErrorHandler, server),
    http: { ...own.http, ServerResponse: trackingClass(guardedClass(own.http?.ServerResponse ?? ServerResponse, judge)) }
  } as unknown as Omit<Options, 'catalog'>

  function frameworkErrors (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
    const { catalog, logErrors } = server.scope.settings
    const status = statusOf(error) ?? 400
    if (logErrors) reply.log.info({ err: error, res: reply }, error.message)
    send(reply, catalog.answer(catalog.fallback(status), status))
  }

  function clientErrorHandler (this: FastifyInstance, error: ClientError, socket: Socket): void {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const { catalog } = server.scope.settings
    const status = statusOfClientError(error)
    this.log.trace({ err: error }, 'client error')
    refuse(socket, catalog.answer(catalog.fallback(status), status), error)
  }
}

/**
 * Puts the guard on the responses of a server whose plugin is being registered, or joins it with the one
 * that {@link serverOptions} put there.
 */
export function adoptServer (fastify: FastifyInstance, judge: Judge, scope: ErrorScope): void {
  const server = serverOf(fastify)
  if (server !== undefined) {
    server.scope = scope
    return
  }
  fastify.log.warn('API_ERROR_NO_SERVER_OPTIONS: malformed HTTP, header overflow, timeouts and other errors of the connection are not covered; use Fastify(serverOptions({ … }))')
  fastify.server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => { guard(response, judge) })
}

/** What {@link serverOptions} left on the server, found through its listener. */
function serverOf (fastify: FastifyInstance): Server | undefined {
  const listeners: ReadonlyArray<object & { readonly [kServer]?: Server }> = fastify.server.listeners('clientError')
  return listeners.map(listener => listener[kServer]).find(server => server !== undefined)
}

/** Fastify binds the handler, and a bound function has the prototype of its target: what is put there survives. */
function withServer<F extends object> (handler: F, server: Server): F {
  return Object.setPrototypeOf(handler, Object.create(Function.prototype, { [kServer]: { value: server } })) as F
}

/** Remembers the latest response of a socket, so that a malformed request behind it does not write into it. */
function trackingClass<Base extends typeof ServerResponse> (base: Base): Base {
  // @ts-expect-error -- a mixin's constructor must take any[], which says nothing here
  return class TrackedResponse extends base {
    constructor (request: IncomingMessage, options: never) {
      // @ts-expect-error -- Node passes its options; the typings do not know the second parameter
      super(request, options)
      const socket: Socket & { [kLatest]?: ServerResponse } = request.socket
      socket[kLatest] = this
    }
  }
}

function statusOfClientError (error: ClientError): number {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408
  if (error.code === 'HPE_HEADER_OVERFLOW') return 431
  if (error.code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413
  return 400
}

/** Writes an answer on a bare socket and closes it, after the response that is under way, if there is one. */
function refuse (socket: Socket & { readonly [kLatest]?: ServerResponse }, answer: Answer, error: Error): void {
  const latest = socket[kLatest]
  const isUnderWay = latest !== undefined && !latest.writableFinished && !latest.destroyed
  if (isUnderWay && latest.req.complete) {
    latest.once('finish', () => { respond(socket, answer) })
  } else if (isUnderWay && latest.headersSent) {
    socket.destroy(error)
  } else {
    respond(socket, answer)
  }
}

function respond (socket: Socket, { status, body, length }: Answer): void {
  if (socket.writable) {
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${JSON_TYPE}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`)
  }
  socket.destroySoon()
}

const silent: FastifyBaseLogger = Object.assign(Object.create(null), Object.fromEntries(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map(level => [level, () => {}])))
