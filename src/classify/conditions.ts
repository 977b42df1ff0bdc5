import { errorStatus, statusOf } from '../values/status.js'
import { read } from '../values/read.js'
import { linkedErrors } from './links.js'
import { recognise } from './recognise.js'
import { matches, traitsOf } from './signature.js'
import type { Signature } from './signature.js'

/** A row that a unique constraint refused. */
const UNIQUE_VIOLATION: readonly Signature[] = [
  { code: ['23505'], members: ['severity'] },
  { code: ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_ROWID', 'ORA-00001'] },
  { code: ['ER_DUP_ENTRY', 'ER_DUP_ENTRY_WITH_KEY_NAME', 'ER_DUP_KEY'], members: ['errno'] },
  { code: ['SQLITE_CONSTRAINT', 'ERR_SQLITE_ERROR'], message: /UNIQUE constraint failed/ }, // libsql, sqlite3, node:sqlite
  { code: ['EREQUEST'], message: /^(?:Violation of (?:UNIQUE|PRIMARY) KEY constraint|Cannot insert duplicate key row) / }, // mssql
  { code: [11000, 11001], name: /^Mongo[A-Za-z]*Error$/ },
  { code: ['P2002'], name: ['PrismaClientKnownRequestError'] },
  { code: ['P2002'], members: ['clientVersion'] },
  { code: ['P2010'], message: /Code: `(?:23505|1062|2067|1555)`/ }, // prisma, raw SQL
  { name: ['SequelizeUniqueConstraintError'] },
  { name: ['UniqueViolationError'], members: ['nativeError'] }, // objection
  { name: ['UniqueConstraintViolationException', 'UniqueIntegrityConstraintViolationError'] } // mikro-orm, slonik
]

/** A mapper that was told to find a row, and found none. */
const MISSING_ROW: readonly Signature[] = [
  { code: ['P2001', 'P2018', 'P2025'], name: ['PrismaClientKnownRequestError'] },
  { code: ['P2001', 'P2018', 'P2025'], members: ['clientVersion'] },
  { name: ['EntityNotFoundError'], members: ['criteria'] }, // typeorm
  { name: ['NotFoundError'], members: ['entity'] }, // mikro-orm
  { name: ['NotFoundError'], base: 'SlonikError' },
  { name: ['NotFoundError'], members: ['modelClass'] }, // objection
  { name: ['SequelizeEmptyResultError'] },
  { name: ['DocumentNotFoundError'], members: ['filter'] }, // mongoose
  { name: ['NoResultError'], members: ['node'] } // kysely
]

/** A failure that may not happen again. */
const TRANSIENT: readonly Signature[] = [
  { code: ['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ETIMEOUT', 'EAI_AGAIN', 'ESERVFAIL', 'EPIPE'], without: ['spawnargs'] },
  { code: ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_SOCKET', 'ERR_HTTP2_STREAM_CANCEL', 'ERR_HTTP2_GOAWAY_SESSION'] },
  { name: ['TimeoutError'], code: [23] }, // AbortSignal.timeout()
  { code: /^(?:08[0-9A-Z]{3}|40001|40P01|53[0-9A-Z]{3}|55P03|57P0[1-3])$/ }, // connection, serialization, deadlock, resources, lock, shutdown
  { code: ['CONNECT_TIMEOUT', 'CONNECTION_CLOSED'], members: ['errno', 'address'] }, // postgres
  { code: ['CONNECTION_POOL:QUEUE_TIMEOUT'] }, // @databases/pg
  { code: ['P2010'], message: /Code: `(?:08[0-9A-Z]{3}|40001|40P01|53[0-9A-Z]{3}|55P03|57P0[1-3])`/ }, // prisma, raw SQL
  { message: /(?:^| - )(?:Connection terminated (?:unexpectedly|due to connection timeout)|timeout exceeded when trying to connect)$/, without: ['code'] }, // pg
  { code: ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CON_COUNT_ERROR', 'ER_CONNECTION_TIMEOUT', 'ER_SOCKET_UNEXPECTED_CLOSE'], members: ['errno'] },
  { code: ['ER_GET_CONNECTION_TIMEOUT'], without: ['cause'] }, // a pool that is full; with a cause, that decides
  { code: ['PROTOCOL_CONNECTION_LOST'] },
  { code: /^SQLITE_(?:BUSY|LOCKED)(?:_[A-Z]+)?$/ },
  { code: ['ERR_SQLITE_ERROR'], message: /^database (?:table )?is locked/ },
  { code: ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034'], name: ['PrismaClientKnownRequestError', 'PrismaClientInitializationError'] },
  { name: ['KnexTimeoutError', 'SequelizeConnectionAcquireTimeoutError', 'MaxRetriesPerRequestError', 'SocketClosedUnexpectedlyError'] },
  { name: /^Mongo(?:Network|NetworkTimeout|ServerSelection|PoolCleared|WaitQueueTimeout)Error$/ },
  { code: [112], name: ['MongoServerError'] }, // a write conflict
  { code: [4, 8, 10, 14], members: ['details', 'metadata'] }, // gRPC: too late, exhausted, aborted, unavailable
  { name: ['ProvisionedThroughputExceededException', 'ThrottlingException', 'TransactionConflictException'], members: ['$metadata'] },
  { name: ['Neo4jError'], holds: { retriable: isTrue } },
  { name: /^KafkaJS/, holds: { retriable: isTrue } }
]

function isTrue (value: unknown): boolean {
  return value === true
}

/**
 * True if a database refused a row because a unique constraint has it already, also as the cause of another error.
 *
 * @example
 * classify: error => isUniqueViolation(error) ? 'object_already_exists' : undefined
 */
export function isUniqueViolation (error: unknown): boolean {
  return isAny(error, UNIQUE_VIOLATION)
}

/** True if a mapper was told to find a row and found none: `findOneOrFail`, `findFirstOrThrow` and the like. */
export function isMissingRow (error: unknown): boolean {
  return isAny(error, MISSING_ROW)
}

/**
 * True if the same may work when it is tried again: connections that broke, time limits, deadlocks, an upstream that
 * has too much to do. What the service was about to change may have been changed nevertheless.
 */
export function isTransient (error: unknown): boolean {
  return isAny(error, TRANSIENT) || linkedErrors(error).some(isOfBusyUpstream)
}

const BUSY: ReadonlySet<number | undefined> = new Set([408, 425, 429, 502, 503, 504])

function isOfBusyUpstream (error: unknown): boolean {
  if (!recognise(error).isUpstream) return false
  const response = read(error, 'response')
  return BUSY.has(statusOf(error) ?? errorStatus(read(response, 'status')) ?? errorStatus(read(response, 'statusCode')))
}

function isAny (error: unknown, signatures: readonly Signature[]): boolean {
  return linkedErrors(error).some(linked => {
    const traits = traitsOf(linked)
    return signatures.some(signature => matches(traits, signature))
  })
}
