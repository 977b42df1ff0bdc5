import { linkedErrors } from './links.js'
import { recognise } from './recognise.js'
import { matches, traitsOf } from './signature.js'
import type { Signature } from './signature.js'

/** What comes of a request that broke off: its own stream, and whatever was stopped because of it. */
const BROKEN_OFF: readonly Signature[] = [
  { name: ['AbortError', 'CanceledError'] },
  { code: ['ABORT_ERR', 'ERR_CANCELED', 'ERR_ABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE', 'UND_ERR_ABORTED'] },
  { message: /^(?:aborted|Premature close|Unexpected end of (?:form|multipart data)|Part terminated early due to unexpected end of multipart data)$/ }
]

/**
 * True for an error that may have come of a client that went away. A bug that shows itself then is still a bug, and so
 * is a failure of the database.
 */
export function isBrokenOff (error: unknown): boolean {
  const { role } = recognise(error)
  if (role === 'database' || role === 'token') return false
  return role === 'network' || linkedErrors(error).some(linked => {
    const traits = traitsOf(linked)
    return BROKEN_OFF.some(signature => matches(traits, signature))
  })
}

/**
 * True if the client of a request is gone: what is answered, nobody sees. HTTP/1 has a socket of its own for a request;
 * of HTTP/2 the stream counts, which its connection outlives.
 *
 * @param request - The request, of Node.
 */
export function isClientGone (request: Connected, response: Pick<Connected, 'destroyed'>): boolean {
  if (request.aborted === true || response.destroyed === true) return true
  return (request.stream ?? request.socket)?.destroyed === true
}

/** What tells of a connection, on Node's requests and responses. */
interface Connected {
  readonly aborted?: boolean
  readonly destroyed?: boolean
  readonly stream?: { readonly destroyed?: boolean }
  readonly socket?: { readonly destroyed?: boolean } | null
}
