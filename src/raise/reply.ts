import type { FastifyReply } from 'fastify'
import { resolveRaised } from '../classify/resolution.js'
import { fieldsOf, logError, write } from '../contract/log.js'
import { requireScope } from '../contract/scope.js'
import { answerRaised } from '../contract/raisable.js'
import { send } from './send.js'

/** `reply.apiError`: sends an error of the catalogue by name, code or number. Documented where it is typed, in fastify.ts. */
export function replyApiError (this: FastifyReply, key: unknown, details?: unknown): FastifyReply {
  const scope = requireScope(this.server)
  const { catalog, logErrors, fastifyHandler } = scope.settings
  const { answer, problem } = resolveRaised(catalog, key, details)
  if (problem !== undefined) {
    write(this, 'error', { req: this.request, apiError: fieldsOf(answer) }, `API_ERROR_NOT_RAISED: reply.apiError: ${problem}`)
    send(this, answer)
    return this
  }
  const leaving = answerRaised(this, answer, scope)
  if (logErrors && leaving === answer && answer.status >= 500) {
    this.code(answer.status) // before it is logged, so that the log shows what is sent
    logError(this, { answer, error: undefined }, fastifyHandler)
  }
  send(this, leaving)
  return this
}
