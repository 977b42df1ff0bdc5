import { test } from 'tap'
import { defaultCatalog } from '../../src/index.js'
import { answerOfForeign } from '../../src/classify/foreign.js'
import { recognise } from '../../src/classify/recognise.js'
import { resolveRaised } from '../../src/classify/resolution.js'
import { failures, moreFailures, rebuild } from '../fixtures/failures.js'
import type { Failure } from '../fixtures/failures.js'

// What real drivers and clients throw, and what a user expects of each.

const ROLES: Readonly<Record<string, string>> = { database: 'database_error', network: 'network_error', internal: 'internal_error', token: 'invalid_token' }

/** What stays wrong, and why. */
const WRONG: Readonly<Record<string, string>> = {
  'node:fs & co: child closed its stdin (EPIPE)': 'nothing in it tells the pipe of a child from a socket',
  'node:fs & co: timers/promises aborted by own signal': 'node:http makes the same error of a request that took too long',
  'nodemailer@10.6.1: misuse: no recipients': 'what was recorded is a refused connection',
  '@nats-io/transport-node@3.4.0: request timeout': 'any service has a TimeoutError that says "timeout"'
}

/** The same of the other packages: there is nothing in these errors but words that a service may use. */
const MORE_WRONG: Readonly<Record<string, readonly string[]>> = { 'socket.io-client': ['ack time out'], needle: ['body cut'] }

function sentFor ({ thrown, error }: Failure): { status: number, name: string } {
  const value = rebuild(error, undefined)
  const raised = thrown['ApiError'] !== undefined ? resolveRaised(defaultCatalog, error.message, undefined).answer : undefined
  const { status, entry } = raised ?? answerOfForeign(value, defaultCatalog, recognise(value))
  return { status, name: entry.name }
}

function isWanted ({ status, name }: { status: number, name: string }, { want }: Failure): boolean {
  return want.some(wanted => typeof wanted === 'number' ? status === wanted : name === ROLES[wanted] && status === defaultCatalog.get(name)?.status)
}

const rows = failures.flatMap(failure => Object.entries(failure.thrown).flatMap(([by, when]) => when.map(what => ({ what: `${by}: ${what}`, failure }))))

test('908 failures of real drivers and clients become what a user expects, but for those that are listed', t => {
  t.equal(rows.length, 908)
  for (const { what, failure } of rows) {
    const sent = sentFor(failure)
    t.equal(isWanted(sent, failure), WRONG[what] === undefined, `${what}: ${sent.status} ${sent.name}, wanted ${failure.want.join(' or ')}`)
  }
  t.same(Object.keys(WRONG).filter(what => !rows.some(row => row.what === what)), [], 'every exception is one of them')
  t.end()
})

test('so do those of other packages', t => {
  for (const failure of moreFailures) {
    const sent = sentFor(failure)
    const isRight = !Object.keys(failure.thrown).some(by => MORE_WRONG[by] !== undefined && failure.thrown[by]?.every(what => MORE_WRONG[by]?.includes(what)))
    t.equal(isWanted(sent, failure), isRight, `${JSON.stringify(failure.thrown)}: ${sent.status} ${sent.name}, wanted ${failure.want.join(' or ')}`)
  }
  t.end()
})

test('what the members hold that were not recorded does not matter', t => {
  const found = (other: unknown): unknown[] => failures.map(({ error }) => recognise(rebuild(error, other)))
  for (const other of [null, 'x', 1]) t.same(found(other), found(undefined))
  t.end()
})

test('errors of a service that only look like those of a driver are its own', t => {
  class TimeoutError extends Error {}
  const own: object[] = [
    { code: 'P2002' }, { code: 'P2025', meta: {} }, { code: 'ER_NOT_ELIGIBLE' }, { code: 'ORDER', severity: 'high' }, { code: 'ORDER', severity: 'ERROR' }, { code: 'E0001', severity: 'warning' }, { code: '23505' },
    { name: 'MongooseTrainingError' }, { name: 'MongoliaError' }, { name: 'SequelizeMigrationError' }, { name: 'PrismaticError' }, { name: 'TimeoutError' }, { name: 'DatabaseError' }, { name: 'ConnectionError' },
    { name: 'NetworkError' }, { name: 'FetchError', type: 'order' }, { name: 'RequestError' }, { name: 'ReplyError' }, { name: 'DriverException' }, { name: 'TransactionNotStartedError' }, { name: 'HTTPError' },
    { code: 'SQLITE_BACKUP_MISSING' }, { code: 'CERT_NOT_UPLOADED' }, { code: 'UNABLE_TO_GET_USER' }, { code: 'ORA-X' }, { code: 'PROTOCOL_VIOLATION' }, { code: 'UNDO_ERR' }, { code: 14 }, { code: 23 }, { code: 11000 },
    { code: 'ETIMEDOUT', syscall: 'spawnSync sleep' }, { code: 'EADDRINUSE', syscall: 'listen' }, { code: 'EADDRNOTAVAIL', syscall: 'listen' }, { code: 'EACCES', syscall: 'open' }, { code: 'ENOENT', syscall: 'spawn' },
    { message: 'the connection was terminated' }, { message: 'fetch failed' }, { message: 'Connection is closed' }, { response: 'no' }, { request: {} }
  ]
  for (const members of own) t.equal(recognise(Object.assign(new Error(), members)).role, undefined, JSON.stringify(members))
  t.equal(recognise(new TimeoutError('the job took too long')).role, undefined)
  t.same(recognise(Object.assign(new Error('gone'), { status: 410, response: { message: 'gone' }, options: {} })).isUpstream, false, 'an exception of Nest')
  t.end()
})
