import type { FastifyReply, FastifyRequest } from 'fastify'
import { classify } from '../classify/classify.js'
import type { Resolution } from '../classify/resolution.js'
import { logError } from '../contract/log.js'
import { requireScope } from '../contract/scope.js'
import { represent } from '../contract/represent.js'
import { answerRaised } from '../contract/raisable.js'
import { sendAtOnce, sendFinally, setHeaders } from './send.js'
import { thrownValue } from './non-errors.js'
import type { Decided } from '../response/origin.js'
import { isBranded } from '../values/brand.js'
import { read, readString } from '../values/read.js'

/** The error handler: whatever was thrown leaves as an error of the catalogue. */
export function apiErrorHandler (error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { answer, origin } = prepareThrown(error, request, reply)
  sendFinally(reply, answer, origin)
}

/** The same where Fastify has no further handler, should a hook fail on the answer: it leaves past the hooks. */
export function sendThrownAtOnce (error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { answer, origin } = prepareThrown(error, request, reply)
  sendAtOnce(reply, answer, origin)
}

function prepareThrown (error: unknown, request: FastifyRequest, reply: FastifyReply): Judged {
  const judged = judgeThrown(error, request, reply)
  setHeaders(reply, judged.headers)
  const answer = represent(judged.answer, reply, requireScope(reply.server), judged.origin.cause)
  return answer === judged.answer ? judged : { ...judged, answer }
}

/** What a thrown value becomes at a route. */
export interface Judged extends Decided, Pick<Resolution, 'headers'> {}

/** What a thrown value becomes at this route, logged. */
export function judgeThrown (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Judged {
  const error = thrownValue(thrown)
  const scope = requireScope(reply.server)
  const { settings } = scope
  const resolution = classify(error, settings, request, reply)
  reply.code(resolution.answer.status) // before it is logged, so that the log shows what is sent
  if (settings.logErrors) logError(reply, { answer: resolution.answer, error: resolution.logged ?? error, problem: resolution.problem, isAbandoned: resolution.isAbandoned }, settings.fastifyHandler)
  const { headers, origin: kind } = resolution
  const cause = causeOf(resolution.logged ?? error)
  const answer = kind === 'foreign' && resolution.isClassified !== true ? resolution.answer : answerRaised(reply, resolution.answer, scope)
  if (answer === resolution.answer) return { answer, headers, origin: { kind: isUnknownRoute(error, request) ? 'transport' : kind, cause } }
  reply.code(answer.status)
  return { answer, headers, origin: { kind: 'replaced', cause } }
}

/** Fastify itself throws where there is no route for a method that it does not know. */
const isUnknownRoute = (error: unknown, request: FastifyRequest): boolean => request.is404 && readString(error, 'code') === 'FST_ERR_NOT_FOUND'

/** What observers are told of as the cause: that of an `ApiError`, where it has one, else what was thrown. */
function causeOf (error: unknown): unknown {
  return isBranded(error) ? read(error, 'cause') ?? error : error
}
