import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { test } from 'tap'
import { isDatabaseError } from '../../src/classify/database.js'
import { hostileValues } from '../fixtures/hostile.js'

/** Errors as the drivers and mappers make them, reduced to what tells them apart. */
const errors: ReadonlyArray<readonly [driver: string, error: object]> = [
  ['pg', Object.assign(new pg.DatabaseError('duplicate key', 100, 'error'), { code: '23505', severity: 'ERROR' })],
  ['postgres.js', { name: 'PostgresError', code: '42P01', severity: 'ERROR' }],
  ['mysql2', { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' }],
  ['mysql2, a lost connection', { code: 'PROTOCOL_CONNECTION_LOST' }],
  ['mariadb', { name: 'SqlError', code: 'ER_NO_SUCH_TABLE', sqlState: '42S02' }],
  ['mariadb, by its state alone', { sqlState: 'HY000' }],
  ['better-sqlite3', { name: 'SqliteError', code: 'SQLITE_CONSTRAINT_UNIQUE' }],
  ['node:sqlite', { code: 'ERR_SQLITE_ERROR' }],
  ['mssql', { name: 'RequestError', code: 'EREQUEST' }],
  ['mssql, a login', { name: 'ConnectionError', code: 'ELOGIN' }],
  ['mssql, a closed connection', { name: 'ConnectionError', code: 'ECONNCLOSED' }],
  ['oracledb', { code: 'ORA-00942' }],
  ['mongodb', { name: 'MongoServerError', code: 11000 }],
  ['mongoose', { name: 'MongooseError' }],
  ['ioredis', { name: 'ReplyError' }],
  ['Prisma', { name: 'PrismaClientKnownRequestError', code: 'P2002' }],
  ['Prisma, by its code alone', { code: 'P1001' }],
  ['Sequelize', { name: 'SequelizeUniqueConstraintError' }],
  ['TypeORM', { name: 'QueryFailedError' }],
  ['Drizzle', { name: 'DrizzleQueryError' }],
  ['some driver', { name: 'DatabaseError' }]
]

for (const [driver, error] of errors) {
  test(`isDatabaseError knows an error of ${driver}, also as a cause`, t => {
    t.ok(isDatabaseError(error))
    t.ok(isDatabaseError(new Error('wrapped', { cause: new Error('again', { cause: error }) })))
    t.end()
  })
}

test('isDatabaseError knows what a real PostgreSQL says', async t => {
  const database = new PGlite()
  t.teardown(() => database.close())
  await database.exec('CREATE TABLE users (email text PRIMARY KEY); INSERT INTO users VALUES (\'a\')')
  const statements = ['INSERT INTO users VALUES (\'a\')', 'SELECT * FROM nowhere', 'SELEC 1', 'SELECT 1 / 0', 'SELECT \'a\'::int']
  for (const sql of statements) {
    const error: unknown = await database.query(sql).catch((reason: unknown) => reason)
    t.ok(error instanceof Error && isDatabaseError(error), sql)
  }
})

test('isDatabaseError takes nothing else for one', t => {
  for (const error of [
    { code: '23505' }, { severity: 'ERROR' }, { code: 'ABC', severity: 'ERROR' }, { code: 23505, severity: 'ERROR' }, { sqlState: '' }, { code: 'ECONNREFUSED' }, { code: 'P3000' },
    { code: 'ERR_HTTP2_ERROR' }, { code: 'PROTOCOL_ERROR' }, { name: 'ValidationError' }, { name: 'Error' }, { name: 'MyDatabaseError2' }, { code: 'FST_ERR_VALIDATION' }
  ]) t.notOk(isDatabaseError(error), JSON.stringify(error))
  for (const [what, value] of hostileValues) t.notOk(isDatabaseError(value), what)
  t.end()
})
