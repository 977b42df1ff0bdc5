import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'
import type { GuardedServer } from './guarded-server.js'
import { isThenable } from '../values/read.js'
import { ownHeaders } from './own-headers.js'
import type { MakeHeaders } from './own-headers.js'
import { write } from '../contract/log.js'
import { withMembers } from '../contract/members.js'
import { send } from '../raise/send.js'
import { guard } from '../response/guard.js'
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
      if (settings.logErrors) reply.log.info({ err: error, res: reply }, error.message)
      sendFor(error, 400)
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
      write(reply, 'error', { err: failure }, 'API_ERROR_HANDLER_FAILED: frameworkErrors threw')
      sendFor(failure, 500)
    }

    function sendFor (cause: unknown, otherwise: number): void {
      const { catalog } = settings
      const status = statusOf(cause) ?? otherwise
      send(reply, withMembers(catalog.answer(catalog.fallback(status), status), reply, scope), { kind: 'transport', cause })
    }
  }
}
