import type { catalog } from './catalog.js'
import type { User } from './users/schemas.js'

// Types that belong to the whole service.

declare module 'fastify-api-error' {
  interface Register {
    catalog: typeof catalog
    /** What hooks and the database may answer on any route: no handler has to declare it. */
    declared: 'unauthorized' | 'invalid_token' | 'jwt_key_error' | 'database_error'
  }
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    /** What a token says: whose it is. */
    payload: { sub: string }
    /** Who makes the request, read from the database. */
    user: User
  }
}
