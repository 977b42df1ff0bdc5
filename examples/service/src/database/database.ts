import { ApiError } from 'fastify-api-error'
import type { DatabaseLocation } from '../config.js'
import { SCHEMA } from './schema.js'

/** What the service needs of a PostgreSQL, embedded or not. */
export interface Database {
  /**
   * Runs one statement.
   *
   * @param values - The values of `$1`, `$2`, …
   * @throws {ApiError} `database_error`, its cause what the driver said.
   */
  query<Row extends object> (sql: string, values?: readonly unknown[]): Promise<Row[]>
  close (): Promise<void>
}

/** A driver: the same, and `exec` for several statements without values. Its errors are its own. */
export interface Driver extends Database {
  exec (sql: string): Promise<void>
}

/** Opens the database and creates what is missing in it. Drivers are loaded only when they are used. */
export async function openDatabase (location: DatabaseLocation): Promise<Database> {
  const driver = await openDriver(location)
  try {
    await driver.exec(SCHEMA)
  } catch (error) {
    await driver.close()
    throw error
  }
  return withServiceErrors(driver)
}

async function openDriver (location: DatabaseLocation): Promise<Driver> {
  if (location.kind === 'postgres') {
    const { openPostgres } = await import('./postgres.js')
    return openPostgres(location.url, location.poolSize)
  }
  const { openPglite } = await import('./pglite.js')
  return openPglite(location.kind === 'folder' ? location.path : undefined)
}

/** Whatever a driver says, also that it cannot reach its server, is the error `database_error` to a client. */
function withServiceErrors (driver: Driver): Database {
  return {
    async query (sql, values) {
      try {
        return await driver.query(sql, values)
      } catch (error) {
        throw new ApiError('database_error', { cause: error })
      }
    },
    close: () => driver.close()
  }
}
