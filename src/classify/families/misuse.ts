import type { Family } from '../family.js'

/** Mistakes of the service itself. They come first: many look like a failure of what was called wrongly. */
export const misuse: readonly Family[] = [
  { of: 'node: child processes, listening sockets', role: 'misuse', signatures: [{ holds: { syscall: /^(?:spawn|listen|bind)/ } }] },
  {
    of: 'node: addresses and arguments',
    role: 'misuse',
    signatures: [{ code: ['ERR_INVALID_URL', 'ERR_INVALID_PROTOCOL', 'ERR_UNSUPPORTED_PROTOCOL', 'ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_VALUE', 'ERR_INVALID_HTTP_TOKEN', 'ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS'] }]
  },
  { of: 'fetch', role: 'misuse', signatures: [{ message: /^(?:unknown scheme|invalid method|bad port|URL scheme must be a HTTP\(S\) scheme|Failed to parse URL from .*)$/, without: ['code'] }] },
  { of: 'undici', role: 'misuse', signatures: [{ code: ['UND_ERR_INVALID_ARG', 'UND_ERR_INVALID_RETURN_VALUE', 'UND_ERR_NOT_SUPPORTED', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'] }] },
  { of: 'axios', role: 'misuse', signatures: [{ code: ['ERR_BAD_OPTION', 'ERR_BAD_OPTION_VALUE', 'ERR_NOT_SUPPORT', 'ERR_FORM_DATA_TOO_DEEP'], members: ['isAxiosError'] }] },
  { of: 'axios: an address of another protocol', role: 'misuse', signatures: [{ code: ['ERR_BAD_REQUEST'], members: ['isAxiosError'], message: /^Unsupported protocol / }] },
  { of: 'request', role: 'misuse', signatures: [{ message: /^(?:Error: )?(?:Invalid URI "|options\.uri is a required argument$)/, without: ['code'] }] },
  { of: 'mssql', role: 'misuse', signatures: [{ code: ['EARGS', 'EINJECT'], name: ['RequestError', 'TransactionError', 'PreparedStatementError'] }] },
  { of: 'jsonwebtoken', role: 'misuse', signatures: [{ name: ['JsonWebTokenError'], message: /^(?:secret|secretOrPublicKey|"?algorithms|allowInvalidAsymmetricKeyTypes|nonce|clockTimestamp|verify must be called)/ }] }
]
