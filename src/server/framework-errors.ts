import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import type { GuardedServer } from './guarded-server.js'
import { isThenable } from '../values/read.js'
import { ownHeaders } from './own-headers.js'
import type { MakeHeaders } from './own-headers.js'
import { fieldsOf, logError, write } from '../contract/log.js'
import { represent } from '../contract/represent.js'
import { send } from '../raise/send.js'
import { guard } from '../response/guard.js'
import { bounded } from '../values/bounded.js'
import { statusOf } from '../values/status.js'

type FrameworkErrors = NonNullable<FastifyServerOptions['frameworkErrors']>

/** Answers what Fastify refuses before it has a route: bad URLs, parameters that are too long, constraints that fail. */
export function createFrameworkErrors (server: GuardedServer, own: FrameworkErrors | undefined, makeHeaders: MakeHeaders | undefined): FrameworkErrors {
  return function frameworkErrors (error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
    const { scope, routelessJudge } = server.ownerOf(reply.server)
    const { settings } = scope
    guard(reply.raw, routelessJudge, reply)
    reply.headers(ownHeaders(makeHeaders, request.raw, reply))
    if (own === undefined) {
      sendFor(error, 400, settings.logErrors)
      return
    }
    try {
      const result: unknown = own(error, request as Parameters<FrameworkErrors>[1], reply as Parameters<FrameworkErrors>[2])
      if (isThenable(result)) Promise.resolve(result).then(sendValue).catch(sendForFailure)
    } catch (failure) {
      sendForFailure(failure)
    }

    function sendValue (value: unknown): void {
      if (value !== undefined && !reply.sent) reply.send(value)
    }

    function sendForFailure (failure: unknown): void {
      write(reply, 'error', { err: bounded(failure), apiError: fieldsOf(answerTo(failure, 500)) }, 'API_ERROR_HANDLER_FAILED: frameworkErrors threw')
      sendFor(failure, 500)
    }

    function sendFor (cause: unknown, otherwise: number, isLogged = false): void {
      const answer = answerTo(cause, otherwise)
      reply.code(answer.status) // before it is logged, so that the log shows what is sent
      if (isLogged) logError(reply, { answer, error: cause }, settings.fastifyHandler)
      send(reply, answer, { kind: 'transport', cause })
    }

    function answerTo (cause: unknown, otherwise: number): Answer {
      const { catalog } = settings
      const status = statusOf(cause) ?? otherwise
      return represent(catalog.answer(catalog.fallback(status), status), reply, scope, cause)
    }
  }
}
