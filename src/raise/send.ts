import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
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
export function sendFinally (reply: FastifyReply, answer: Answer, origin?: ErrorOrigin): void {
  prepare(reply, answer, origin)
  const headers = reply.getHeaders() // a copy: whatever hooks throw after this, nothing of it leaves
  sendLast(reply, answer.body, () => { writeNow(reply, getAnswer(reply.raw) as Answer, headers, reply.statusCode) }) // this answer, or what a hook has raised since
}

/** The same past all hooks. */
export function sendAtOnce (reply: FastifyReply, answer: Answer, origin?: ErrorOrigin): void {
  prepare(reply, answer, origin)
  writeNow(reply, answer, reply.getHeaders())
}

function writeNow ({ raw }: FastifyReply, { status: own, body }: Answer, headers: ReturnType<FastifyReply['getHeaders']>, status = own): void {
  raw.writeHead(status, headers as OutgoingHttpHeaders)
  raw.end(body)
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
