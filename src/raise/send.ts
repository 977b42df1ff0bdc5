import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { NO_HEADERS } from '../classify/resolution.js'
import type { Resolution } from '../classify/resolution.js'
import { write } from '../contract/log.js'
import { setAnswer, getAnswer } from '../response/guard.js'
import type { ErrorOrigin } from '../response/origin.js'
import { sendLast } from './intercept-send.js'

/** Sends an answer through Fastify's hooks, and has the guard see to it that this is what leaves. */
export function send (reply: FastifyReply, answer: Answer, origin?: ErrorOrigin): void {
  if (reply.sent) {
    reply.send(answer.body) // which logs it
  } else if (getAnswer(reply.raw) !== undefined) {
    sendFinally(reply, answer, origin) // a hook that raises an error whatever it sees would do so without end
  } else {
    prepare(reply, answer, origin)
    reply.send(answer.body)
  }
}

/**
 * The same for the last time: whoever sends again has the answer leave at once, under the status that a hook may have
 * chosen. When a hook fails on an error, that is Fastify's own error handler, which adds the headers of what was thrown, and
 * which takes the process down when that is no `Error`.
 */
export function sendFinally (reply: FastifyReply, answer: Answer, origin?: ErrorOrigin, headers = NO_HEADERS): void {
  prepare(reply, answer, origin)
  sendLast(reply, answer.body, headers.length === 0 ? leaveNow : (_reply, payload) => { leaveNow(reply, payload, headers) })
}

function leaveNow (reply: FastifyReply, payload: unknown, headers = NO_HEADERS): void {
  dropHeadersOf(payload, reply)
  setHeaders(reply, headers) // some of these may have gone
  writeNow(reply, getAnswer(reply.raw) as Answer, reply.statusCode) // that of the first, or what a hook has raised since
}

/** The same past all hooks. */
export function sendAtOnce (reply: FastifyReply, answer: Answer, origin?: ErrorOrigin): void {
  prepare(reply, answer, origin)
  writeNow(reply, answer)
}

function writeNow (reply: FastifyReply, { status: own, body }: Answer, status = own): void {
  reply.raw.writeHead(status, reply.getHeaders() as OutgoingHttpHeaders)
  reply.raw.end(body)
}

function prepare (reply: FastifyReply, answer: Answer, origin: ErrorOrigin | undefined): void {
  setAnswer(reply.raw, answer, origin)
  // A serializer set before is meant for another payload; null is Fastify's own "none".
  reply.serializer(null as never)
  reply.code(answer.status).header('content-type', answer.headers['content-type'])
}

/** Sets the headers that go with an error. */
export function setHeaders (reply: FastifyReply, headers: Resolution['headers']): void {
  for (const [name, value] of headers) {
    if (typeof value === 'string' || typeof value === 'number' || Array.isArray(value)) reply.header(name, value)
    else write(reply, 'warn', { header: name }, `API_ERROR_HEADER: the header "${name}" of an error is of type ${typeof value} and was left out`)
  }
}

/** Takes the headers that an error carries off a reply: Fastify's own handler has put them there. */
export function dropHeadersOf (error: unknown, reply: FastifyReply): void {
  for (const name of headerNames(error)) reply.removeHeader(name)
}

/** The headers that an error carries, by lower-case name. Never throws. */
export function headerNames (error: unknown): string[] {
  try {
    return Object.keys(Object((error as { readonly headers?: unknown }).headers)).map(name => name.toLowerCase())
  } catch {
    return [] // null, or a value that refuses: Fastify would find none either
  }
}
