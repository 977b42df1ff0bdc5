import type { Family } from '../family.js'

const SOCKET_CODES = [
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENETRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ETIMEOUT', 'EADDRNOTAVAIL',
  'ENOTCONN', 'EPROTO', 'ESERVFAIL', 'EREFUSED', 'ENODATA', 'EFORMERR', 'ENOTIMP', 'EBADRESP', 'ENONAME'
]

// Of OpenSSL, which a service would not use itself.
const CERTIFICATE_CODES = [
  'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_SIGNATURE_FAILURE', 'CERT_UNTRUSTED', 'CERT_REVOKED', 'CERT_REJECTED', 'CERT_CHAIN_TOO_LONG', 'CRL_HAS_EXPIRED', 'CRL_NOT_YET_VALID', 'CRL_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_GET_CRL', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE', 'UNABLE_TO_DECRYPT_CRL_SIGNATURE', 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY'
]

/** Sockets, names, TLS and HTTP, as Node reports them. Whose socket it was, such an error does not say. */
export const sockets: readonly Family[] = [
  {
    of: 'node: sockets and names',
    role: 'network',
    signatures: [
      { code: SOCKET_CODES },
      { code: /^EAI_[A-Z]+$/ },
      { code: /^E[A-Z]+$/, holds: { syscall: /^(?:connect|getaddrinfo|getnameinfo|query[A-Z]\w*|getHostBy\w+)$/ } },
      { code: ['ERR_SOCKET_CONNECTION_TIMEOUT', 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION', 'ERR_NETWORK'] },
      // Wrapped by its message alone, as amqplib does.
      { without: ['code'], message: /^(?:connect|read|getaddrinfo) (?:ECONN[A-Z]+|EHOST[A-Z]+|ENET[A-Z]+|ENOTFOUND|EAI_[A-Z]+|ETIMEDOUT)\b/ }
    ]
  },
  {
    of: 'node: TLS',
    role: 'network',
    signatures: [
      { code: /^ERR_SSL_/ },
      { code: ['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_CERT_ALTNAME_FORMAT', 'ERR_TLS_HANDSHAKE_TIMEOUT'] },
      { code: CERTIFICATE_CODES }
    ]
  },
  {
    of: 'node: HTTP',
    role: 'network',
    signatures: [
      { code: /^HPE_(?:INVALID|UNEXPECTED|HEADER|CLOSED|STRICT|INTERNAL|LF|CR|CB|PAUSED|USER)(?:_[A-Z_]+)?$/ },
      { code: ['ERR_HTTP2_STREAM_ERROR', 'ERR_HTTP2_STREAM_CANCEL', 'ERR_HTTP2_SESSION_ERROR', 'ERR_HTTP2_GOAWAY_SESSION', 'ERR_HTTP2_PING_CANCEL', 'ERR_HTTP2_SETTINGS_CANCEL'] },
      { code: ['ERR_HTTP2_ERROR'], members: ['errno'] }
    ]
  },
  // A time limit of AbortSignal.timeout(), a DOMException. An error of the service may have the name, but not this number with it.
  { of: 'AbortSignal.timeout', role: 'network', signatures: [{ name: ['TimeoutError'], code: [23] }] }
]
