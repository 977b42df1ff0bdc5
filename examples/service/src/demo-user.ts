import { isApiError } from 'fastify-api-error'
import { hashPassword } from './crypto/password.js'
import type { Database } from './database/database.js'
import { createUserStore } from './users/store.js'

/** Whom one can log in as to try the service: an admin. */
export const DEMO_EMAIL = 'demo@example.com'

/** Creates the demo user, unless there is one, whose password then stays as it is. */
export async function addDemoUser (database: Database, password: string): Promise<void> {
  try {
    await createUserStore(database).add({ email: DEMO_EMAIL, name: 'Demo', role: 'admin', passwordHash: await hashPassword(password) })
  } catch (error) {
    if (!isApiError(error, 'email_already_exists')) throw error
  }
}
