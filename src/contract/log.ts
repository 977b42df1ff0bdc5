import { inspect } from 'node:util'
import type { FastifyReply } from 'fastify'

/** What the log says of a thrown error. */
export interface LoggedError {
  /** The error of the catalogue that it became, and its status. */
  readonly name: string
  readonly status: number
  /** What was wrong with how it was raised or classified, if anything. */
  readonly problem?: string | undefined
}

/**
 * Logs a thrown error as Fastify does: a 5xx at `error` with the request and the whole chain of causes,
 * a 4xx at `info`.
 */
export function logError (reply: FastifyReply, error: unknown, { name: apiError, status, problem }: LoggedError): void {
  const err = loggable(error)
  if (problem !== undefined) write(reply, 'error', { err, apiError, req: reply.request, res: reply }, `${apiError}: ${problem}`)
  else if (status >= 500) write(reply, 'error', { err, apiError, req: reply.request, res: reply }, messageOf(error, apiError))
  else write(reply, 'info', { err, apiError, res: reply }, messageOf(error, apiError))
}

/** Writes a line to the log of a request. A logger that fails, or a value that makes it fail, is not worth a response. */
export function write (reply: Pick<FastifyReply, 'log'>, level: 'error' | 'warn' | 'info', context: object, message: string): void {
  try {
    reply.log[level](context, message)
  } catch {
    try {
      reply.log[level]({ unloggable: true }, message)
    } catch {} // the logger is broken, the answer need not be
  }
}

/** The value itself where it is an error that a logger can serialise, else a bounded description of it. */
function loggable (error: unknown): unknown {
  try {
    if (error instanceof Error) return error
    return { type: typeof error, message: inspect(error, { depth: 2, breakLength: Infinity, maxStringLength: 1000, maxArrayLength: 20, customInspect: false }) }
  } catch {
    return { type: typeof error, message: 'a value that cannot be inspected' }
  }
}

function messageOf (error: unknown, name: string): string {
  try {
    return error instanceof Error && error.message !== '' ? error.message : name
  } catch {
    return name
  }
}
