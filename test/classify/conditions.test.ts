import { test } from 'tap'
import { isMissingRow, isTransient, isUniqueViolation } from '../../src/classify/conditions.js'
import { failures, rebuild } from '../fixtures/failures.js'
import type { Failure } from '../fixtures/failures.js'
import { hostileValues } from '../fixtures/hostile.js'

/** What was done when an error was recorded. */
const doneFor = ({ thrown }: Failure): string => Object.values(thrown).flat().join(', ')
/** Of these the recorded form says too little. */
const isSilent = ({ error }: Failure): boolean => /^(?:StripeConnectionError|CanceledError|AbortError|NatsError|HTTPError|ConnectionError) /.test(error.is)
const wrapped = (error: object): Error => new Error('wrapped', { cause: new Error('again', { cause: error }) })

test('isUniqueViolation knows those of every driver and mapper that was recorded, and no other failure', t => {
  for (const failure of failures) {
    const isOne = /\b(?:unique|primary key|duplicate key)\b|23505|createError\(409, err\)/.test(doneFor(failure))
    t.equal(isUniqueViolation(rebuild(failure.error, undefined)), isOne, JSON.stringify(failure.thrown))
  }
  t.end()
})

test('isUniqueViolation knows those that were not recorded, also as a cause', t => {
  for (const error of [
    { code: 'ORA-00001' }, { code: 'ERR_SQLITE_ERROR', message: 'UNIQUE constraint failed: users.email' }, { code: 'SQLITE_CONSTRAINT', message: 'SQLITE_CONSTRAINT: UNIQUE constraint failed: users.id' },
    { code: 'EREQUEST', message: 'Violation of UNIQUE KEY constraint \'a\'' }, { code: 'EREQUEST', message: 'Cannot insert duplicate key row in object' }, { name: 'PrismaClientKnownRequestError', code: 'P2002' },
    { code: 'P2002', clientVersion: '7' }, { code: 'P2010', message: 'Raw query failed. Code: `23505`. Message: `…`' }, { name: 'SequelizeUniqueConstraintError' }, { name: 'UniqueViolationError', nativeError: {} },
    { name: 'UniqueConstraintViolationException' }
  ]) {
    t.ok(isUniqueViolation(error), JSON.stringify(error))
    t.ok(isUniqueViolation(wrapped(error)), JSON.stringify(error))
  }
  for (const error of [{ code: 'P2002' }, { code: '23505' }, { code: 11000 }, { code: 'ER_DUP_ENTRY' }, { message: 'UNIQUE constraint failed' }]) t.notOk(isUniqueViolation(error), JSON.stringify(error))
  t.end()
})

test('isMissingRow knows what mappers throw that were told to find one, and no other failure', t => {
  for (const failure of failures) {
    const isOne = /findOneOrFail|orFail|NotFoundError|slonik one|P2025/.test(doneFor(failure))
    t.equal(isMissingRow(rebuild(failure.error, undefined)), isOne, JSON.stringify(failure.thrown))
  }
  for (const error of [{ name: 'SequelizeEmptyResultError' }, { name: 'NoResultError', node: {} }, { name: 'NotFoundError', modelClass: {} }, { code: 'P2025', clientVersion: '7' }]) t.ok(isMissingRow(wrapped(error)), JSON.stringify(error))
  for (const error of [{ name: 'NotFoundError' }, { code: 'P2025' }, { statusCode: 404 }]) t.notOk(isMissingRow(error), JSON.stringify(error))
  t.end()
})

test('isTransient knows what may work when it is tried again', t => {
  const may = /^(?:refused|reset before head|closed before head|deadlock|lock timeout|serialization failure|killed mid-query|pool exhausted|AbortSignal\.timeout|upstream (?:429|503)|busy\/locked|DEADLINE_EXCEEDED|locked)$/
  const mayNot = /syntax error|unique|foreign key|not null|missing table|misuse|wrong (?:password|database)|upstream (?:400|401|404|409|422)|certificate|^own abort|parse\(\)/
  for (const failure of failures) {
    const done = Object.values(failure.thrown).flat()
    if (done.every(what => may.test(what))) t.ok(isTransient(rebuild(failure.error, undefined)) || isSilent(failure), JSON.stringify(failure.thrown))
    if (done.every(what => mayNot.test(what))) t.notOk(isTransient(rebuild(failure.error, undefined)), JSON.stringify(failure.thrown))
  }
  for (const error of [{ isAxiosError: true, response: { status: 503 } }, { isAxiosError: true, response: { statusCode: 429 } }, { name: 'Neo4jError', retriable: true }, { name: 'KafkaJSConnectionError', retriable: true }]) t.ok(isTransient(wrapped(error)))
  for (const error of [{ statusCode: 503 }, { isAxiosError: true, response: { status: 404 } }, { name: 'Neo4jError', retriable: false }, { code: 'ETIMEDOUT', spawnargs: [] }, { code: 4 }]) t.notOk(isTransient(error), JSON.stringify(error))
  t.end()
})

test('hostile values are in no such condition', t => {
  for (const [what, value] of hostileValues) t.notOk(isUniqueViolation(value) || isMissingRow(value) || isTransient(value), what)
  t.end()
})
