import type { FastifyReply } from 'fastify'
import { resolveRaised } from '../classify/resolution.js'
import { write } from '../contract/log.js'
import { requireScope } from '../contract/scope.js'
import { isRaisable } from '../contract/raisable.js'
import { send } from './send.js'

/** `reply.apiError`: sends an error of the catalogue by name, code or number. Documented where it is typed, in fastify.ts. */
export function replyApiError (this: FastifyReply, key: unknown, details?: unknown): FastifyReply {
  const scope = requireScope(this.server)
  const { catalog, logErrors } = scope.settings
  const { answer, problem } = resolveRaised(catalog, key, details)
  if (problem !== undefined) {
    write(this, 'error', { req: this.request }, `API_ERROR_NOT_RAISED: reply.apiError: ${problem}`)
    send(this, answer)
  } else if (!isRaisable(this, answer.entry, scope)) {
    send(this, catalog.answer(catalog.fallback(500), 500))
  } else {
    if (logErrors && answer.status >= 500) write(this, 'error', { req: this.request, apiError: answer.entry.name }, answer.entry.name)
    send(this, answer)
  }
  return this
}
