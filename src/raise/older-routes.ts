import type { FastifyReply, FastifyRequest } from 'fastify'
import { contractOf } from '../contract/route-contract.js'
import { judgeThrown } from './error-handler.js'
import { presetAnswer } from '../response/guard.js'
import { coerceNextSend } from './non-errors.js'

/**
 * An `onError` hook for routes that are older than the plugin. They keep the error handler that they had: what the
 * error stands for is found before it runs, and leaves in place of what it sends, unless that is right by itself.
 */
export function presetForOlderRoute (request: FastifyRequest, reply: FastifyReply, error: unknown, done: () => void): void {
  if (contractOf(reply) === undefined && !request.is404) {
    const { statusCode } = reply
    const { answer, headers } = judgeThrown(error, request, reply) // which sets the status, as Fastify's own handler wants it
    const isOurs = OURS.test(reply.server.errorHandler.name)
    if (!isOurs) reply.raw.statusCode = statusCode
    coerceNextSend(reply, error, isOurs)
    const allowed = headers.map(([name]) => name.toLowerCase())
    // Fastify's own handler adds all headers of the error.
    presetAnswer(reply.raw, answer, headerNames(error).filter(name => !allowed.includes(name) && !reply.hasHeader(name)))
  }
  done()
}

/** Not a handler of the service's own making. */
const OURS = /(?:defaultErrorHandler|apiErrorHandler)$/

function headerNames (error: unknown): string[] {
  try {
    return Object.keys(Object((error as { readonly headers?: unknown }).headers)).map(name => name.toLowerCase())
  } catch {
    return [] // null, or a value that refuses: Fastify would find none either
  }
}
