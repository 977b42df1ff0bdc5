import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { classify } from '../classify/classify.js'
import type { Resolution } from '../classify/resolution.js'
import { logError, write } from '../contract/log.js'
import { requireScope } from '../contract/scope.js'
import { answerRaised } from '../contract/raisable.js'
import { sendAtOnce, sendFinally } from './send.js'
import { thrownValue } from './non-errors.js'

/** The error handler: whatever was thrown leaves as an error of the catalogue. */
export function apiErrorHandler (error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  sendFinally(reply, prepareThrown(error, request, reply))
}

/** The same where Fastify has no further handler, should a hook fail on the answer: it leaves past the hooks. */
export function sendThrownAtOnce (error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  sendAtOnce(reply, prepareThrown(error, request, reply))
}

function prepareThrown (error: unknown, request: FastifyRequest, reply: FastifyReply): Answer {
  const { answer, headers } = judgeThrown(error, request, reply)
  for (const [name, value] of headers) setHeader(reply, name, value)
  return answer
}

/** What a thrown value becomes at this route, logged. */
export function judgeThrown (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Resolution {
  const error = thrownValue(thrown)
  const scope = requireScope(reply.server)
  const { settings } = scope
  const resolution = classify(error, settings, request, reply)
  reply.code(resolution.answer.status) // before it is logged, so that the log shows what is sent
  if (settings.logErrors) logError(reply, { answer: resolution.answer, error: resolution.logged ?? error, problem: resolution.problem, isAbandoned: resolution.isAbandoned }, settings.fastifyHandler)
  if (resolution.origin === 'foreign') return resolution
  const answer = answerRaised(reply, resolution.answer, scope)
  if (answer === resolution.answer) return resolution
  reply.code(answer.status)
  return { ...resolution, answer }
}

function setHeader (reply: FastifyReply, name: string, value: unknown): void {
  if (typeof value === 'string' || typeof value === 'number' || Array.isArray(value)) {
    reply.header(name, value)
  } else {
    write(reply, 'warn', { header: name }, `API_ERROR_HEADER: the header "${name}" of an error is of type ${typeof value} and was left out`)
  }
}
