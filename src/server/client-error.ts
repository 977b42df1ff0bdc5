import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { JSON_TYPE } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import type { ResponseClass } from '../response/guard.js'
import { phraseOf } from '../response/write-answer.js'

// What Node reports of a connection has no response object: it is answered on the bare socket, in its turn.

/** An error that a server reports by its event `clientError`. */
export type ClientError = Error & { readonly code?: string }

const kLast = Symbol('fastify-api-error.last')
const kBefore = Symbol('fastify-api-error.before')

/**
 * Responses leave a connection in the order of their requests, so the last one says when all are through, unless it was
 * destroyed in the queue: then it is the one before it.
 */
interface Connection extends Socket {
  [kLast]?: ServerResponse | undefined
  [kBefore]?: ServerResponse | undefined
}

/** Remembers the last responses of a connection, so that nothing is written into them. */
export function track (response: ServerResponse): void {
  const connection: Connection = response.req.socket
  const last = connection[kLast]
  if (last === response) return
  // What is through is forgotten: an idle connection must not keep two.
  if (last !== undefined && isUnderWay(last)) connection[kBefore] = last
  else if (connection[kBefore] !== undefined && !isUnderWay(connection[kBefore])) connection[kBefore] = undefined
  connection[kLast] = response
}

/** The same class of responses, each {@link track}ed. */
export function trackedClass<Base extends ResponseClass> (base: Base): Base {
  // @ts-expect-error -- a mixin's constructor must take any[], which says nothing here
  return class TrackedResponse extends base {
    constructor (request: IncomingMessage, options: unknown) {
      // @ts-expect-error -- Node passes its options; the typings do not know the second parameter
      super(request, options)
      // @ts-expect-error -- of Node's class, or of one that extends it
      track(this)
    }
  }
}

/** True for what the client sent, or failed to send in time; false for what happened to the connection. */
export function isProtocolError (error: ClientError): boolean {
  return /^(?:HPE_|ERR_HTTP_)/.test(error.code ?? '')
}

/** The status for a request that could not be read. */
export function statusOfClientError (error: ClientError): number {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408
  if (error.code === 'HPE_HEADER_OVERFLOW') return 431
  if (error.code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413
  return 400
}

/** Writes an answer on a bare socket and closes it, after the responses that are under way. */
export function refuse (connection: Connection, answer: Answer, error: Error): void {
  const { [kLast]: last, [kBefore]: before } = connection
  if (before !== undefined && isUnderWay(before)) {
    afterwards(before, () => { refuse(connection, answer, error) })
  } else if (last === undefined || last.req.complete) {
    afterwards(last, () => { respond(connection, answer) })
  } else if (last.writableEnded) {
    // The last is the response to the request that is being refused.
    afterwards(last, () => { connection.destroySoon() })
  } else if (last.headersSent) {
    connection.destroy(error)
  } else {
    respond(connection, answer)
  }
}

function afterwards (response: ServerResponse | undefined, go: () => void): void {
  if (response !== undefined && isUnderWay(response)) response.once('finish', go)
  else go()
}

/** Writes an answer on a bare socket, and closes it. */
export function respond (connection: Socket, { status, body, length }: Answer): void {
  if (connection.writable) {
    connection.write(`HTTP/1.1 ${status} ${phraseOf(status)}\r\ncontent-type: ${JSON_TYPE}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`)
  }
  connection.destroySoon()
}

/** What a handler did to a socket: the bytes that it would have written, and whether it closed it. */
export interface Deed { readonly written: string, readonly closed: boolean }

/** Lets a handler believe that it writes on a socket, and says what it did. */
export function rehearse (connection: Socket, handle: () => void): Deed {
  let written = ''
  let closed = false
  const take = (chunk: unknown): void => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) written += chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : chunk
  }
  const stand = {
    write (chunk: unknown) { take(chunk); return true },
    end (chunk: unknown) { take(chunk); closed = true; return connection },
    destroy () { closed = true; return connection },
    destroySoon () { closed = true }
  }
  Object.assign(connection, stand)
  try {
    handle()
  } finally {
    for (const name of Object.keys(stand)) Reflect.deleteProperty(connection, name) // what is left is the prototype's
  }
  return { written, closed }
}

function isUnderWay (response: ServerResponse): boolean {
  return !response.writableFinished && !response.destroyed
}
