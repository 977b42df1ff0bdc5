import { ServerResponse } from 'node:http'
import { Http2ServerResponse } from 'node:http2'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerFactory, FastifyServerOptions } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { isCatalog } from '../catalog/catalog.js'
import type { Catalog } from '../catalog/catalog.js'
import { defaultCatalog } from '../catalog/default.js'
import { read } from '../values/read.js'
import { errorStatus, statusOf } from '../values/status.js'
import { carry } from './attach-server.js'
import type { GuardedServer } from './attach-server.js'
import { isProtocolError, answerInTurn, captureWrites, statusOfClientError } from './client-error.js'
import type { ClientError } from './client-error.js'
import { guard, guardedClass } from '../response/guard.js'
import type { ResponseClass } from '../response/guard.js'
import type { Judge } from '../response/raw.js'
import { createPolicy } from '../contract/policy.js'
import { write } from '../contract/log.js'
import { optionsError } from '../messages/options-error.js'
import { send } from '../raise/send.js'
import { ErrorScope } from '../contract/scope.js'
import { wrapErrorFormatter } from '../raise/non-errors.js'

/** Options of {@link serverOptions}: the service's own server options, and the catalogue. */
export interface ApiErrorServerOptions {
  /** The catalogue for what belongs to no route (default: that of the plugin at the root; without it the built-in one). */
  readonly catalog?: Catalog
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
 * @param options - The service's own server options, which are kept and composed with, and `catalog`. A
 * `frameworkErrors` or `clientErrorHandler` among them is called, and what it sends is held to the catalogue.
 * @example
 * const app = Fastify(serverOptions({ logger: true }))
 * await app.register(apiError)
 */
export function serverOptions<Own extends Options = FastifyServerOptions> (options?: Own): Omit<Own, 'catalog'> {
  const { catalog, ...own } = (options ?? {}) as Options
  if (catalog !== undefined && !isCatalog(catalog)) throw optionsError('API_ERROR_INVALID_OPTIONS', 'catalog must be made by defineCatalog')
  const scope = new ErrorScope({ catalog: catalog ?? defaultCatalog, classify: undefined, strict: false, logErrors: true }, silent)
  const server: GuardedServer = { catalog, scope, judge: createPolicy(() => server.scope) }
  return {
    ...own,
    ...withResponses(own, server.judge),
    ...own.schemaErrorFormatter && { schemaErrorFormatter: wrapErrorFormatter(own.schemaErrorFormatter as never) },
    ...own.serverFactory && { serverFactory: guardedFactory(own.serverFactory, server.judge) },
    frameworkErrors: createFrameworkErrors(server, own.frameworkErrors),
    clientErrorHandler: carry(createClientErrorHandler(server, own.clientErrorHandler), server)
  } as unknown as Omit<Own, 'catalog'> // of the shape of what was given
}

function withResponses (own: Options, judge: Judge): Pick<Options, 'http' | 'https'> {
  const https = typeof own.https === 'object' ? own.https : own.https === true ? {} : undefined
  const given: Readonly<Record<string, unknown>> = { ...https ?? own.http }
  const guarded = <Base extends ResponseClass> (name: string, base: Base): Base => guardedClass((given[name] ?? base) as Base, judge)
  const responses = own.http2 === true
    ? { Http2ServerResponse: guarded('Http2ServerResponse', Http2ServerResponse), Http1ServerResponse: guarded('Http1ServerResponse', ServerResponse) }
    : { ServerResponse: guarded('ServerResponse', ServerResponse) }
  const completed = { ...given, ...responses }
  return https === undefined || https === null ? { http: completed } : { https: completed }
}

/** A server of the service's own making, which may not use the class of responses in its options. */
function guardedFactory (make: FastifyServerFactory, judge: Judge): FastifyServerFactory {
  return (handler, options) => make((request, response) => {
    guard(response, judge)
    handler(request, response)
  }, options)
}

type FrameworkErrors = NonNullable<FastifyServerOptions['frameworkErrors']>

function createFrameworkErrors (server: GuardedServer, own: FrameworkErrors | undefined): FrameworkErrors {
  const policy = createPolicy(() => server.scope, () => undefined) // these replies belong to no route
  return function frameworkErrors (error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
    guard(reply.raw, policy, reply)
    if (own === undefined) {
      if (server.scope.settings.logErrors) reply.log.info({ err: error, res: reply }, error.message)
      sendFor(error, 400)
      return
    }
    try {
      const result: unknown = own(error, request as Parameters<FrameworkErrors>[1], reply as Parameters<FrameworkErrors>[2])
      if (isThenable(result)) Promise.resolve(result).then(sendValue).catch(sendForFailure)
    } catch (failure) {
      sendForFailure(failure)
    }

    function sendValue (value: unknown): void {
      if (value !== undefined && !reply.sent) reply.send(value)
    }

    function sendForFailure (failure: unknown): void {
      write(reply, 'error', { err: failure }, 'API_ERROR_HANDLER_FAILED: frameworkErrors threw')
      sendFor(failure, 500)
    }

    function sendFor (cause: unknown, otherwise: number): void {
      const { catalog } = server.scope.settings
      const status = statusOf(cause) ?? otherwise
      send(reply, catalog.answer(catalog.fallback(status), status))
    }
  }
}

type ClientErrorHandler = (this: FastifyInstance, error: ClientError, socket: Socket) => void

function createClientErrorHandler (server: GuardedServer, own: FastifyServerOptions['clientErrorHandler']): ClientErrorHandler {
  const refused = new WeakSet<Socket>() // a parser that gave up reports each further byte
  return function clientErrorHandler (error, socket) {
    if (!isProtocolError(error)) {
      if (own !== undefined) own.call(this, error as never, socket)
      else if (!socket.destroyed) socket.destroy(error) // no request, and nobody to answer
      return
    }
    if (socket.destroyed || refused.has(socket)) return
    refused.add(socket)
    this.log.trace({ err: error }, 'client error')
    const report = (failure: unknown): void => { write(this, 'error', { err: failure }, 'API_ERROR_HANDLER_FAILED: clientErrorHandler threw') }
    const captured = own === undefined
      ? NOTHING
      : captureWrites(socket, () => {
        try {
          const result: unknown = own.call(this, error as never, socket)
          if (isThenable(result)) Promise.resolve(result).catch(report)
        } catch (failure) {
          report(failure)
        }
      })
    if (captured.written === '' && captured.closed) socket.destroy(error)
    else answerInTurn(socket, answerTo(captured.written, statusOfClientError(error), server.judge), error)
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> => typeof read(value, 'then') === 'function'

const NOTHING = { written: '', closed: false }

/** The answer to a request that could not be read, where a handler may have written a response of its own. */
function answerTo (written: string, status: number, judge: Judge): Answer {
  const [, own] = /^HTTP\/1\.[01] (\d{3})/.exec(written) ?? []
  const end = written.indexOf('\r\n\r\n')
  return judge.judge(errorStatus(own) ?? status, end === -1 ? undefined : written.slice(end + 4), undefined)
}

const silent: FastifyBaseLogger = Object.assign(Object.create(null), Object.fromEntries(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map(level => [level, () => {}])))
