import type { FastifyReply, FastifyRequest } from 'fastify'
import { classify } from '../classify/classify.js'
import type { Resolution } from '../classify/resolution.js'
import { logError, write } from '../contract/log.js'
import { requireScope } from '../contract/scope.js'
import { isRaisable } from '../contract/raisable.js'
import { sendFinally } from './send.js'
import { thrownValue } from './non-errors.js'

/** The error handler: whatever was thrown leaves as an error of the catalogue. */
export function apiErrorHandler (error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const resolution = judgeThrown(error, request, reply)
  for (const [name, value] of resolution.headers) setHeader(reply, name, value)
  sendFinally(reply, resolution.answer)
}

/** What a thrown value becomes at this route, logged. */
export function judgeThrown (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Resolution {
  const error = thrownValue(thrown)
  const scope = requireScope(reply.server)
  const { settings } = scope
  const resolution = classify(error, settings, request)
  reply.code(resolution.answer.status) // before it is logged, so that the log shows what is sent
  if (settings.logErrors) logError(reply, resolution.logged ?? error, { name: resolution.answer.entry.name, status: resolution.answer.status, problem: resolution.problem })
  if (resolution.origin === 'foreign' || isRaisable(reply, resolution.answer.entry, scope)) return resolution
  const { catalog } = settings
  return { ...resolution, answer: catalog.answer(catalog.fallback(500), 500) }
}

function setHeader (reply: FastifyReply, name: string, value: unknown): void {
  if (typeof value === 'string' || typeof value === 'number' || Array.isArray(value)) {
    reply.header(name, value)
  } else {
    write(reply, 'warn', { header: name }, `API_ERROR_HEADER: the header "${name}" of an error is of type ${typeof value} and was left out`)
  }
}
