import { causes, readString } from '../values/read.js'

const CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN',
  'EAI_FAIL', 'EPIPE', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'EADDRNOTAVAIL', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_NETWORK', 'ERR_SOCKET_CONNECTION_TIMEOUT', 'ERR_HTTP2_STREAM_ERROR', 'ERR_HTTP2_SESSION_ERROR'
])

/**
 * True for an error of a connection that this service made, or one that such an error caused:
 * sockets, DNS, TLS, `fetch` and undici, aborted time limits.
 */
export function isNetworkError (error: unknown): boolean {
  for (const at of causes(error)) {
    const code = readString(at, 'code')
    if (CODES.has(code) || code.startsWith('UND_ERR_') || readString(at, 'name') === 'TimeoutError') return true
  }
  return false
}
