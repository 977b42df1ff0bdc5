import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isExempt } from '../contract/route-contract.js'
import { isEarlierRoute, isFastifysOwn } from '../contract/route.js'
import { presetAnswer } from '../response/guard.js'
import { judgeThrown } from './error-handler.js'
import { coerceNextSend, keepStatus } from './intercept-send.js'

/** Whose the error handlers are that scopes have: the plugin's, or one of the service that was there before it. */
const handlers = new WeakMap<object, 'plugin' | 'service'>()

/** Notes whose the error handler is that a scope has now. */
export function noteHandler ({ errorHandler }: FastifyInstance, owner: 'plugin' | 'service'): void {
  handlers.set(errorHandler, owner)
}

/**
 * An `onError` hook for routes that were added before the plugin. They keep the error handler that they had: what the
 * error stands for is found before it runs, and leaves in place of what it sends, unless that is right by itself.
 */
export function presetForEarlierRoute (request: FastifyRequest, reply: FastifyReply, error: unknown, done: () => void): void {
  if (isEarlierRoute(reply) && handlers.get(reply.server.errorHandler) !== 'service') preset(request, reply, error)
  done()
}

/** The same for a scope whose error handler was there before the plugin. */
export function presetForEarlierHandler (request: FastifyRequest, reply: FastifyReply, error: unknown, done: () => void): void {
  preset(request, reply, error)
  done()
}

function preset (request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  if (isExempt(reply)) return
  const { statusCode } = reply
  const { answer, headers, origin } = judgeThrown(error, request, reply) // which sets the status, as Fastify's own handler wants it
  const { errorHandler } = reply.server
  const isFastifys = isFastifysOwn(errorHandler) || handlers.get(errorHandler) === 'plugin' // the route is older, and has Fastify's
  if (isFastifys) keepStatus(reply, error, answer.status)
  else reply.raw.statusCode = statusCode
  coerceNextSend(reply, error, isFastifys)
  const allowed = headers.map(([name]) => name.toLowerCase())
  // Fastify's own handler adds all headers of the error.
  presetAnswer(reply.raw, { answer, origin }, headerNames(error).filter(name => !allowed.includes(name) && !reply.hasHeader(name)))
}

/** The headers that an error carries, by lower-case name. Never throws. */
export function headerNames (error: unknown): string[] {
  try {
    return Object.keys(Object((error as { readonly headers?: unknown }).headers)).map(name => name.toLowerCase())
  } catch {
    return [] // null, or a value that refuses: Fastify would find none either
  }
}
