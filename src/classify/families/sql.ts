import { read } from '../../values/read.js'
import type { Family } from '../family.js'

/** A code of the SQL standard or of PostgreSQL: two characters for its class, three for the condition. */
export const SQLSTATE = /^(?:\d[0-9A-Z]|F0|HV|HY|P0|XX)[0-9A-Z]{3}$/

const SQLITE = new RegExp('^SQLITE_(?:ERROR|INTERNAL|PERM|ABORT|BUSY|LOCKED|NOMEM|READONLY|INTERRUPT|IOERR|CORRUPT|NOTFOUND|FULL|CANTOPEN|PROTOCOL|EMPTY|SCHEMA|' +
  'TOOBIG|CONSTRAINT|MISMATCH|MISUSE|NOLFS|AUTH|FORMAT|RANGE|NOTADB)(?:_[A-Z0-9]+)*$')

/** knex puts the statement before the message of the driver. */
const said = (text: string): RegExp => new RegExp(`^(?:[^]* - )?(?:${text})$`)

/** Drivers of SQL databases. */
export const sql: readonly Family[] = [
  {
    of: 'pg, postgres, @electric-sql/pglite, @neondatabase/serverless, @vercel/postgres',
    role: 'database',
    signatures: [
      { code: SQLSTATE, holds: { severity: /^(?:ERROR|FATAL|PANIC)$/ } },
      { code: SQLSTATE, members: ['severity', 'routine'] }, // the severity comes in the language of the server
      { code: SQLSTATE, name: ['PostgresError', 'NeonDbError'] },
      { code: ['57014'], message: /^57014: / }, // postgres: a query that was cancelled
      { name: ['NeonDbError'], members: ['sourceError'] },
      { code: ['CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED'], members: ['errno', 'address'] },
      {
        without: ['code'],
        message: said('Connection terminated|Connection terminated unexpectedly|Connection terminated due to connection timeout|timeout exceeded when trying to connect|timeout expired|Query read timeout|' +
          'The server does not support SSL connections|There was an error establishing an SSL connection|Client has encountered a connection error and is not queryable|' +
          'Client was closed and is not queryable|Cannot use a pool after calling end on the pool')
      }
    ]
  },
  {
    of: 'mysql, mysql2, mariadb',
    role: 'database',
    signatures: [
      { code: /^ER_[A-Z0-9_]+$/, members: ['errno'] },
      { members: ['sqlState', 'sqlMessage'] },
      { name: ['SqlError'], members: ['sqlState'] },
      { code: /^PROTOCOL_(?:CONNECTION_LOST|SEQUENCE_TIMEOUT|PACKETS_OUT_OF_ORDER|INCORRECT_PACKET_SEQUENCE|UNEXPECTED_PACKET|ENQUEUE_[A-Z_]+)$/ },
      { code: /^(?:HANDSHAKE|AUTH_SWITCH)_[A-Z_]+$/, members: ['fatal'] },
      { code: /^POOL_(?:CLOSED|ENQUEUELIMIT|CONNLIMIT|NOEXIST)$/, message: /^(?:Pool is closed|Queue limit reached|No connections available|Pool does not exist)\.$/ },
      { message: said("Can't add new command when connection is in closed state|No connections available\\.|Queue limit reached\\."), without: ['code'] }
    ]
  },
  { of: 'drivers of other databases that give an SQLSTATE (SAP HANA, Snowflake, ODBC)', role: 'database', signatures: [{ holds: { sqlState: SQLSTATE } }, { members: ['odbcErrors'] }] },
  {
    of: 'better-sqlite3, sqlite3, node:sqlite, libsql',
    role: 'database',
    signatures: [
      { code: SQLITE },
      { code: ['ERR_SQLITE_ERROR'] },
      { name: ['SqliteError', 'LibsqlError'] },
      { message: said('Cannot open database because the directory does not exist|The database connection is not open'), without: ['code'] },
      { message: /^ConnectionFailed\("Unable to open connection to local database / }
    ]
  },
  {
    of: 'mssql, tedious',
    role: 'database',
    signatures: [
      {
        name: ['MSSQLError', 'ConnectionError', 'RequestError', 'TransactionError', 'PreparedStatementError'],
        code: [
          'ELOGIN', 'ETIMEOUT', 'EDRIVER', 'EALREADYCONNECTED', 'EALREADYCONNECTING', 'ENOTOPEN', 'EINSTLOOKUP', 'ESOCKET', 'ECONNCLOSED', 'ENOCONN', 'ENOTBEGUN', 'EALREADYBEGUN', 'EREQINPROG', 'EABORT',
          'EREQUEST', 'ECANCEL', 'EENCRYPT', 'ECLOSE', 'EINVALIDSTATE', 'EALREADYPREPARED', 'ENOTPREPARED'
        ]
      },
      { members: ['number', 'serverName', 'lineNumber'] }
    ]
  },
  { of: 'oracledb', role: 'database', signatures: [{ code: /^(?:ORA|NJS|DPI)-\d{3,5}$/ }] },
  { of: 'node-firebird', role: 'database', signatures: [{ members: ['gdscode'] }, { message: /^Connection to Firebird server was lost\.$/, without: ['code'] }] },
  { of: '@planetscale/database', role: 'database', signatures: [{ name: ['DatabaseError'], members: ['status', 'body'], holds: { body: value => typeof read(value, 'message') === 'string' && typeof read(value, 'code') === 'string' } }] },
  {
    of: '@duckdb/node-api, duckdb',
    role: 'database',
    signatures: [
      { code: ['DUCKDB_NODEJS_ERROR'] },
      { message: /^(?:Constraint|Catalog|Parser|Binder|IO|Conversion|Mismatch Type|Out of Range|Out of Memory|TransactionContext|Serialization|Dependency|INTERNAL|FATAL) Error: /, name: ['Error'], without: ['code'] },
      { message: /^Failed to (?:query|prepare|execute prepared): connection disconnected$/, without: ['code'] }
    ]
  },
  { of: '@clickhouse/client', role: 'database', signatures: [{ name: ['ClickHouseError'], members: ['type'] }, { message: /^Timeout error\.$/, name: ['Error'], without: ['code'] }] }
]
