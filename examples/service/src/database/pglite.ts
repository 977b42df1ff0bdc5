import { mkdir } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import type { Driver } from './database.js'

/**
 * Opens the embedded PostgreSQL.
 *
 * @param folder - Where it keeps its data; without one, in memory.
 */
export async function openPglite (folder: string | undefined): Promise<Driver> {
  if (folder !== undefined) await mkdir(folder, { recursive: true })
  const pglite = await PGlite.create(folder ?? 'memory://')
  return {
    async query<Row extends object> (sql: string, values: readonly unknown[] = []) {
      const { rows } = await pglite.query<Row>(sql, [...values])
      return rows
    },
    async exec (sql) { await pglite.exec(sql) },
    async close () { if (!pglite.closed) await pglite.close() }
  }
}
