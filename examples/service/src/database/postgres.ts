import pg from 'pg'
import type { Driver } from './database.js'

/** Connects to a PostgreSQL server through a pool of connections. */
export function openPostgres (url: string, poolSize: number): Driver {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 5000, query_timeout: 15_000 })
  // A connection may break while nobody uses it. The next query tells; without a listener, the process would end.
  pool.on('error', () => {})
  return {
    async query<Row extends object> (sql: string, values: readonly unknown[] = []) {
      const { rows } = await pool.query<Row>(sql, [...values])
      return rows
    },
    async exec (sql) { await pool.query(sql) },
    async close () { if (!pool.ending) await pool.end() }
  }
}
