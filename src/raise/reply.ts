import { types } from 'node:util'
import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { headerEntries } from '../classify/headers.js'
import { resolveRaised } from '../classify/resolution.js'
import { boundedRequest } from '../contract/bounded-request.js'
import { fieldsOf, logError, writeMistake } from '../contract/log.js'
import { requireScope } from '../contract/scope.js'
import { represent } from '../contract/represent.js'
import { answerRaised } from '../contract/raisable.js'
import { read } from '../values/read.js'
import { send, setHeaders } from './send.js'

/** `reply.apiError`: sends an error of the catalogue by name, code or number. Documented where it is typed, in fastify.ts. */
export function replyApiError (this: FastifyReply, key: unknown, details?: unknown, given?: unknown): FastifyReply {
  const scope = requireScope(this.server)
  const { catalog, logErrors, fastifyHandler } = scope.settings
  const { answer, problem } = resolveRaised(catalog, key, details)
  const options = given === undefined && details === undefined ? undefined : optionsIn(given, details, answer)
  if (problem !== undefined) return sendBroken(this, represent(answer, this, scope), problem, read(options, 'cause'))
  const leaving = answerRaised(this, answer, scope)
  const cause = options === undefined ? undefined : prepare(this, options)
  const isReplaced = leaving !== answer // which was logged, but for the cause
  if (logErrors && (cause !== undefined || (answer.status >= 500 && !isReplaced))) {
    this.code(leaving.status) // before it is logged, so that the log shows what is sent
    logError(this, { answer: leaving, error: cause }, fastifyHandler)
  }
  send(this, represent(leaving, this, scope, cause), cause === undefined && !isReplaced ? undefined : { kind: isReplaced ? 'replaced' : 'raised', cause })
  return this
}

/** The options. Sources without types give an error in their place, or in that of details that there are not: it is the cause, which would be lost. */
function optionsIn (given: unknown, details: unknown, { entry }: Answer): unknown {
  const error = given ?? (entry.details === undefined ? details : undefined)
  return types.isNativeError(error) ? { cause: error } : given
}

/** Sets the headers that go with an error, and returns its cause. */
function prepare (reply: FastifyReply, options: unknown): unknown {
  setHeaders(reply, headerEntries(read(options, 'headers')))
  return read(options, 'cause')
}

/** Sends `internal_error` for what cannot be raised. The cause of it is not lost. */
function sendBroken (reply: FastifyReply, answer: Answer, problem: string, made: unknown): FastifyReply {
  const text = `reply.apiError: ${problem}`
  const cause = new TypeError(`API_ERROR_NOT_RAISED: ${text}`, made === undefined ? undefined : { cause: made })
  writeMistake(reply, 'API_ERROR_NOT_RAISED', { err: cause, req: boundedRequest(reply.request), apiError: fieldsOf(answer) }, text)
  send(reply, answer, { kind: 'raised', cause })
  return reply
}
