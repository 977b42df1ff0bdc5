import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import type { MessageCode } from '../messages/codes.js'
import { bounded, clip } from '../values/bounded.js'
import { overlay, overlayBound } from '../values/overlay.js'
import { boundedRequest } from './bounded-request.js'
import { routeOf } from './route.js'

/** What each line that belongs to an error says of it, as `apiError`. */
export interface ErrorFields {
  readonly name: string
  readonly code: string
  readonly status: number
}

/** The fields of the error that leaves. */
export const fieldsOf = ({ entry: { name, code }, status }: Answer): ErrorFields => ({ name, code, status })

/** What a line is written for. */
export interface LoggedError {
  /** The error that leaves. */
  readonly answer: Answer
  /** What was thrown, or the cause of what was raised; `undefined` if there is none. */
  readonly error: unknown
  /** What was wrong with how it was raised or classified, if anything. */
  readonly problem?: string | undefined
  /** True if the client went away and the error came of that. */
  readonly isAbandoned?: boolean | undefined
}

/**
 * Logs an error as Fastify does: a 5xx at `error` with the request and the whole chain of causes, a 4xx at `info`. So is one
 * that came of a client that went away, whatever its status.
 *
 * @param fastifyHandler - Fastify's own error handler, if the plugin knows it: what it logs, and whether it does, is for
 * the log controller of the service to say, and nothing else leads there.
 */
export function logError (reply: FastifyReply, { answer, error, problem, isAbandoned = false }: LoggedError, fastifyHandler: FastifyInstance['errorHandler'] | undefined): void {
  if (isSilent(reply)) return
  const err = bounded(error)
  const apiError = fieldsOf(answer)
  if (problem !== undefined) {
    write(reply, 'error', { err, apiError, req: boundedRequest(reply.request), res: reply }, `${apiError.name}: ${problem}`)
  } else if (fastifyHandler === undefined || !logAsFastify(reply, err, apiError, isAbandoned, fastifyHandler)) {
    if (apiError.status >= 500 && !isAbandoned) write(reply, 'error', { err, apiError, req: boundedRequest(reply.request), res: reply }, messageOf(err, apiError.name))
    else write(reply, 'info', { err, apiError, res: reply }, messageOf(err, apiError.name))
  }
}

/** Has Fastify's error handler log an error at a reply that takes nothing but the line. False if it failed. */
function logAsFastify (reply: FastifyReply, err: unknown, apiError: ErrorFields, isAbandoned: boolean, fastifyHandler: FastifyInstance['errorHandler']): boolean {
  const status = isAbandoned ? 499 : apiError.status // which decides the level
  const line = (level: 'error' | 'info') => (context: object, message?: string) => {
    write(reply, level, { ...context, ...'req' in context && { req: boundedRequest(reply.request) }, ...'res' in context && { res: reply }, apiError }, message === undefined || message === '' ? apiError.name : message)
  }
  const raw = { get statusCode () { return status }, set statusCode (_status: number) {} }
  const log = overlayBound(reply.log, { error: line('error'), info: line('info') })
  try {
    fastifyHandler.call(reply.server, err as never, reply.request, overlay(reply, { raw, log, code: nothing, header: nothing, headers: nothing, send: nothing }))
    return true
  } catch {
    return false // a log controller that fails, or a request that it cannot take
  }
}

const nothing = (): void => {}

/** Has the line that Fastify writes when a response is complete say which error it was. It uses the log of the reply. */
export function nameErrorInLog (reply: FastifyReply, answer: Answer): void {
  if (!isSilent(reply)) reply.log = naming(reply.log, fieldsOf(answer))
}

/** The same for the line by which Fastify says that there is no such route, which has the URL: it is clipped. It uses the log of the request. */
export function nameNotFoundInLog (request: FastifyRequest, reply: FastifyReply, answer: Answer): void {
  if (!isSilent(reply)) request.log = naming(request.log, fieldsOf(answer), MAX_TEXT)
}

const MAX_TEXT = 2000

type Log = FastifyReply['log']

/** A log that says in each line which error it belongs to. A child would do the same, at twenty times the cost. */
function naming (log: Log, apiError: ErrorFields, maxText = Infinity): Log {
  return overlayBound(log, { error: through('error'), warn: through('warn'), info: through('info'), child: nameChild })

  function nameChild (...given: Parameters<Log['child']>): Log {
    return naming(log.child(...given), apiError, maxText)
  }

  function through (level: 'error' | 'warn' | 'info') {
    return (first: unknown, ...rest: never[]): void => {
      if (typeof first === 'string') log[level]({ apiError }, clip(first, maxText), ...rest)
      else if (isRecord(first)) log[level]({ apiError, ...first }, ...rest)
      else log[level](first, ...rest)
    }
  }
}

/** True for the fields of a line; an error and a request of Node have a meaning of their own as the first argument. */
const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && RECORDS.has(Object.getPrototypeOf(value) as object | null)

const RECORDS: ReadonlySet<object | null> = new Set([Object.prototype, null])

/** True for the logger of a service that has none: all of its methods are one that does nothing. */
export const isSilent = ({ log }: Pick<FastifyReply, 'log'>): boolean => log.error === log.info

/**
 * Writes that `internal_error` leaves for what the service asked for: a mistake in its sources, which tests without a logger
 * would see as a 500 and nothing else. There it is a warning of the process, once for each route and code.
 */
export function writeMistake (reply: FastifyReply, code: MessageCode, context: object, text: string): void {
  if (!isSilent(reply)) return write(reply, 'error', context, `${code}: ${text}`)
  const what = `${code} ${routeOf(reply)}`
  if (warned.has(what)) return
  warned.add(what)
  warnByProcess(code, text)
}

const warned = new Set<string>()

/** Warns where no logger would be heard, or none is known. */
export function warnByProcess (code: MessageCode, text: string): void {
  process.emitWarning(text, { code, type: 'ApiErrorWarning' })
}

/** Writes a line to a log. A logger that fails, or a value that makes it fail, is not worth a response. */
export function write ({ log }: Pick<FastifyReply, 'log'>, level: 'error' | 'warn' | 'info' | 'trace', context: object, message: string): void {
  try {
    log[level](context, message)
  } catch {
    try {
      log[level]({ unloggable: true }, message)
    } catch {} // the logger is broken, the answer need not be
  }
}

function messageOf (err: unknown, name: string): string {
  const message: unknown = (err as { readonly message?: unknown } | undefined)?.message
  return typeof message === 'string' && message !== '' ? message : name
}
