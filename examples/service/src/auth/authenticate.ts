import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import type { UserStore } from '../users/store.js'

/**
 * A hook that lets only users in, and finds out who it is.
 *
 * What `jwtVerify` throws becomes `unauthorized` (no token) or `invalid_token` (a bad or expired one) in the plugin.
 */
export function createAuthenticate (users: UserStore): onRequestAsyncHookHandler {
  return async function authenticate (request, reply) {
    const { sub } = await request.jwtVerify<{ sub: string }>()
    const user = await users.find(sub)
    if (user === undefined) return reply.apiError('invalid_token') // signed by us, for a user who is gone
    request.user = user
  }
}

/** A hook, behind `authenticate`, that lets only admins in. */
export async function requireAdmin (request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.user.role !== 'admin') return reply.apiError('not_allowed')
}
