import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { JSON_TYPE } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import { setAnsweredElsewhere } from '../response/guard.js'
import { reasonPhraseOf } from '../response/write-answer.js'

// What Node reports of a connection has no response object: it is answered on the bare socket, in its turn.

/** An error that a server reports by its event `clientError`. */
export type ClientError = Error & { readonly code?: string }

/**
 * What Node's HTTP/1 server keeps on a connection, as Node's own handlers of errors and timeouts read it. Nothing else tells in
 * which state a connection is, short of noting every response on it: that takes 1 % of a success, and an idle connection
 * would keep its last response, with the request and its body.
 */
interface Connection extends Socket {
  /** The response whose turn it is; the next one takes its place when it has left. */
  readonly _httpMessage?: ServerResponse | null
  /** The request whose head was read last. */
  readonly parser?: { readonly incoming?: IncomingMessage | null } | null
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

/** The request that could not be read to its end, where at least its head could. */
export function requestOf ({ parser }: Connection): IncomingMessage | undefined {
  return parser?.incoming?.complete === false ? parser.incoming : undefined
}

/**
 * Where a connection is, when a request on it could not be read.
 *
 * - `idle`: no response is under way.
 * - `answered`: none, since the request that could not be read has been answered already.
 * - `earlier`: the response to a request before this one is under way.
 * - `gone`: the same, but it was destroyed, and will not leave.
 * - `open`, `begun`, `ended`: how far the response to this very request is.
 */
type Phase = 'idle' | 'answered' | 'earlier' | 'gone' | 'open' | 'begun' | 'ended'

function phaseOf (connection: Connection): Phase {
  const { _httpMessage: response } = connection
  if (response === undefined || response === null) return requestOf(connection) === undefined ? 'idle' : 'answered'
  if (response.destroyed) return 'gone'
  if (response.req.complete) return 'earlier'
  if (response.writableEnded) return 'ended'
  return response.headersSent ? 'begun' : 'open'
}

/**
 * Writes an answer on a bare socket and closes it, after the responses that are under way.
 *
 * @param report - Is called if the answer is written.
 */
export function answerInTurn (connection: Connection, answer: Answer, error: Error, headers: BareHeaders = {}, report?: () => void): void {
  const whenLeft = (next: () => void): void => { connection._httpMessage?.once('finish', next) }
  switch (phaseOf(connection)) {
    case 'open': setAnsweredElsewhere(connection._httpMessage as ServerResponse); writeBareResponse(connection, answer, headers, report); break
    case 'idle': writeBareResponse(connection, answer, headers, report); break
    case 'earlier': whenLeft(() => { answerInTurn(connection, answer, error, headers, report) }); break
    case 'ended': whenLeft(() => { close(connection) }); break
    case 'answered': close(connection); break
    case 'begun': case 'gone': connection.destroy(error)
  }
}

/** Headers of a response that is written on a bare socket, all of them valid. */
export type BareHeaders = Readonly<Record<string, string>>

/** Writes an answer on a bare socket, and closes it. */
export function writeBareResponse (connection: Socket, { status, body, length }: Answer, headers: BareHeaders = {}, report?: () => void): void {
  if (connection.writable) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
    const head = `HTTP/1.1 ${status} ${reasonPhraseOf(status)}\r\n${lines}content-type: ${JSON_TYPE}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`
    connection.write(Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)])) // in one packet
    report?.()
  }
  close(connection)
}

/** Closes a connection once what was written has left. A service may hand Node's server any stream for one. */
function close (connection: Duplex & Partial<Pick<Socket, 'destroySoon'>>): void {
  if (connection.destroySoon !== undefined) connection.destroySoon()
  else connection.end(() => { connection.destroy() })
}
