import { read, readString } from '../values/read.js'

const BEARER = /^Bearer\s/i

/**
 * True if a request was refused because it came without a token: that is 401, whatever else the error says.
 *
 * `@fastify/jwt` has one code, with status 400, for a header that it cannot read and for an `extractToken` that found
 * none; which it was, the request says.
 */
export function lacksToken (error: unknown, request: unknown): boolean {
  const isUnread = readString(error, 'code') === 'FST_JWT_BAD_REQUEST' && typeof request === 'object'
  if (isUnread) return !BEARER.test(readString(read(request, 'headers'), 'authorization'))
  return readString(error, 'name') === 'JsonWebTokenError' && readString(error, 'message') === 'jwt must be provided'
}
