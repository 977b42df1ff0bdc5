import { causes, readString } from '../values/read.js'

const CODES = /^(?:SQLITE_|ERR_SQLITE_|ER_|PROTOCOL_(?:CONNECTION|SEQUENCE|PACKETS)_|P[12]\d{3}$|ORA-|ECONNCLOSED$|ELOGIN$|EREQUEST$)/
const NAMES = /^(?:Mongo|Sequelize|PrismaClient|PostgresError$|DatabaseError$|QueryFailedError$|DrizzleQueryError$|SqliteError$|SqlError$|ReplyError$)/
const SQLSTATE = /^[0-9A-Z]{5}$/

/**
 * True for an error of a database driver or mapper, or one that such an error caused: pg, postgres.js and PGlite
 * (SQLSTATE with a severity), mysql2 and mariadb, better-sqlite3 and node:sqlite, mssql, mongodb, ioredis,
 * Prisma, Sequelize, TypeORM, Drizzle.
 *
 * A driver that cannot reach its server reports a network error; a service that wants `database_error` for it
 * says so where it connects.
 */
export function isDatabaseError (error: unknown): boolean {
  for (const at of causes(error)) {
    const code = readString(at, 'code')
    if (CODES.test(code) || NAMES.test(readString(at, 'name'))) return true
    if (SQLSTATE.test(code) && readString(at, 'severity') !== '') return true
    if (readString(at, 'sqlState') !== '') return true
  }
  return false
}
