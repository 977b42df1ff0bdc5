import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'
import { JSON_TYPE } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import type { CatalogEntry } from '../catalog/types.js'
import { contractOf, routeOf } from '../contract/route-contract.js'
import { arm, armed } from '../response/guard.js'
import { write } from '../contract/log.js'
import type { ErrorScope } from '../contract/scope.js'

/** Sends an answer through Fastify's hooks, and has the guard see to it that this is what leaves. */
export function send (reply: FastifyReply, answer: Answer): void {
  if (reply.sent) {
    reply.send(answer.body) // which logs it
  } else if (armed(reply.raw) !== undefined) {
    sendFinally(reply, answer) // a hook that raises an error whatever it sees would do so without end
  } else {
    prepare(reply, answer)
    reply.send(answer.body)
  }
}

/**
 * The same for the last time: whoever sends again has the answer leave at once, as it is now. When a hook fails on
 * an error, that is Fastify's own error handler, which adds the headers of what was thrown, and which
 * takes the process down when that is no `Error`.
 */
export function sendFinally (reply: FastifyReply, answer: Answer): void {
  prepare(reply, answer)
  const through = reply.send
  const headers = reply.getHeaders()
  reply.send = function leaveNow (payload?: unknown): FastifyReply {
    if (reply.sent) return through.call(reply, payload) // which logs it
    const { status, body } = armed(reply.raw) as Answer // this one, or what a hook has raised since
    reply.raw.writeHead(status, headers as OutgoingHttpHeaders)
    reply.raw.end(body)
    return reply
  }
  through.call(reply, answer.body)
}

function prepare (reply: FastifyReply, answer: Answer): void {
  arm(reply.raw, answer)
  // A serializer set before is meant for another payload; null is Fastify's own "none".
  reply.serializer(null as never)
  reply.code(answer.status).header('content-type', JSON_TYPE)
}

/**
 * Holds an error that the service raised against what its route declares. One that is not declared is sent and
 * logged once per route, or in strict mode refused.
 *
 * @returns False if it must not be sent.
 */
export function isRaisable (reply: FastifyReply, entry: CatalogEntry, scope: ErrorScope): boolean {
  if (!scope.hasDeclaringRoutes) return true
  const contract = contractOf(reply)
  if (contract?.raisable === undefined || contract.raisable.has(entry)) return true
  const { strict } = scope.settings
  const reported = contract.reported ??= new Set()
  const first = !reported.has(entry)
  reported.add(entry)
  const message = `API_ERROR_UNDECLARED: ${routeOf(reply)} raised "${entry.name}", which it does not declare; add it to schema.apiErrors`
  if (strict) write(reply, 'error', { apiError: entry.name }, message)
  else if (first) write(reply, 'warn', { apiError: entry.name }, message)
  return !strict
}
