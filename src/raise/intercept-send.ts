import type { FastifyReply } from 'fastify'
import { asError, isError } from './non-errors.js'

// What error handlers and hooks throw, Fastify sends with `reply.send`, as the service does what it has. A reply at which
// something was thrown gets one function in that place. It looks at what is sent in the order in which it stands here.

const kSending = Symbol('fastify-api-error.sending')

/** Takes an error that the service's error handler threw, returned or sent. `sent` are the names of the headers of what it has sent before, if it has. */
export type PassOn = (error: Error, reply: FastifyReply, sent: ReadonlySet<string> | undefined) => void

/** Answers in the place of what is sent. */
export type Leave = (reply: FastifyReply, payload: unknown) => void

/** What has to be done with what a reply sends. */
class Sending {
  /** How it sends without this. */
  readonly through: FastifyReply['send']
  /** Set when the last answer was sent: {@link sendLast}. */
  leave: Leave | undefined = undefined
  /** A thrown value that is no error, and is sent as one: {@link coerceNextSend}. */
  nonError: { readonly value: unknown, readonly isDefault: boolean } | undefined = undefined
  /** The status that an error is sent with: {@link keepStatus}. */
  kept: { readonly error: unknown, readonly status: number } | undefined = undefined
  /** Set while the service's error handler runs: {@link passErrorsOn}. */
  passOn: PassOn | undefined = undefined
  /** The headers that the handler had set when it sent something: of an error that a hook throws then, none may be added. */
  sent: ReadonlySet<string> | undefined = undefined

  constructor (through: FastifyReply['send']) {
    this.through = through
  }
}

type Intercepted = FastifyReply & { [kSending]?: Sending }

function sendingOf (reply: Intercepted): Sending {
  let sending = reply[kSending]
  if (sending === undefined) {
    sending = new Sending(reply.send)
    reply[kSending] = sending
    reply.send = interceptedSend
  }
  return sending
}

function interceptedSend (this: Intercepted, given?: unknown): FastifyReply {
  const sending = this[kSending] as Sending // it was set together with this function
  const { through, leave, kept, passOn } = sending
  if (leave !== undefined && !this.sent) { // else Fastify logs that it comes too late
    leave(this, given)
    return this
  }
  const payload = isCoerced(this, sending, given) ? asError(given) : given
  if (kept !== undefined && payload === kept.error) this.code(kept.status)
  if (passOn !== undefined && isError(payload)) {
    sending.passOn = undefined
    passOn(payload, this, sending.sent)
    return this
  }
  if (passOn !== undefined) sending.sent = new Set(Object.keys(this.getHeaders()))
  return through.call(this, payload)
}

function isCoerced (reply: FastifyReply, { nonError }: Sending, payload: unknown): boolean {
  return nonError !== undefined && payload === nonError.value && (nonError.isDefault || reply.statusCode < 400)
}

/** Sends a body through Fastify and its hooks for the last time. Whatever is sent after that, `leave` answers. */
export function sendLast (reply: FastifyReply, body: string, leave: Leave): void {
  const sending = sendingOf(reply)
  const send = sending.leave === undefined ? sending.through : reply.send
  sending.leave = leave
  send.call(reply, body)
}

/** Has the reply take a thrown value for an error, should its handler send it on with the status of a success. */
export function coerceNextSend (reply: FastifyReply, value: unknown, isDefault = false): void {
  if (!isError(value)) sendingOf(reply).nonError = { value, isDefault }
}

/** Fastify's own handler takes the status that the error says; in strict mode, or where its client is gone, another one leaves. */
export function keepStatus (reply: FastifyReply, error: unknown, status: number): void {
  sendingOf(reply).kept = { error, status }
}

/** Has the errors that the service's handler throws, returns or sends go to `passOn`, as to the next handler of Fastify. */
export function passErrorsOn (reply: FastifyReply, passOn: PassOn): void {
  const sending = sendingOf(reply)
  sending.passOn = passOn
  sending.sent = undefined
}
