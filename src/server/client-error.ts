import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { JSON_TYPE } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import { phraseOf } from '../response/write-answer.js'

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

/** Writes an answer on a bare socket and closes it, after the responses that are under way. */
export function answerInTurn (connection: Connection, answer: Answer, error: Error): void {
  const { _httpMessage: response, parser } = connection
  if (response === undefined || response === null) {
    if (parser?.incoming?.complete === false) close(connection) // the request that is being refused has its response already
    else writeBareResponse(connection, answer)
  } else if (response.req.complete) {
    response.once('finish', () => { answerInTurn(connection, answer, error) })
  } else if (response.writableEnded) { // from here on it is the response to the request that is being refused
    response.once('finish', () => { close(connection) })
  } else if (response.headersSent) {
    connection.destroy(error)
  } else {
    writeBareResponse(connection, answer)
  }
}

/** Writes an answer on a bare socket, and closes it. */
export function writeBareResponse (connection: Socket, { status, body, length }: Answer): void {
  if (connection.writable) {
    connection.write(`HTTP/1.1 ${status} ${phraseOf(status)}\r\ncontent-type: ${JSON_TYPE}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`)
  }
  close(connection)
}

/** Closes a connection once what was written has left. A service may hand Node's server any stream for one. */
function close (connection: Duplex & Partial<Pick<Socket, 'destroySoon'>>): void {
  if (connection.destroySoon !== undefined) connection.destroySoon()
  else connection.end(() => { connection.destroy() })
}

/** What a handler did to a socket: the bytes that it would have written, and whether it closed it. */
export interface CapturedWrites { readonly written: string, readonly closed: boolean }

/** Lets a handler believe that it writes on a socket, and says what it did. */
export function captureWrites (connection: Socket, handle: () => void): CapturedWrites {
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
