import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import swagger from '@fastify/swagger'
import t from 'tap'
import apiError, { isMissingRow, isUniqueViolation } from '../../src/index.js'
import type { ClassifyTable } from '../../src/index.js'
import { classifyBy } from '../../src/contract/classify-table.js'
import { memoryLog } from '../helpers/log.js'

const taken = Object.assign(new Error('duplicate key'), { code: '23505', severity: 'ERROR' })
const busy = new Error('busy')

const table: ClassifyTable = {
  object_already_exists: isUniqueViolation,
  object_not_found: isMissingRow,
  network_error: error => error === busy && { headers: { 'retry-after': 7 }, cause: new Error('the queue is full') },
  invalid_field_value: error => error instanceof RangeError ? { details: { fields: ['page'] } } : undefined
}

const find = (error: unknown, of: ClassifyTable = table): unknown => classifyBy(of)(error, {} as never)

t.test('the first error whose function says so stands for a value', async t => {
  t.equal(find(taken), 'object_already_exists')
  t.match(find(busy), { key: 'network_error', headers: { 'retry-after': 7 }, cause: { message: 'the queue is full' }, details: undefined })
  t.match(find(new RangeError('page -1')), { key: 'invalid_field_value', details: { fields: ['page'] } })
  for (const other of [new Error('other'), undefined, null, 7]) t.equal(find(other), undefined)
  t.equal(find(1, { object_not_found: () => true, unauthorized: () => true }), 'object_not_found')
  for (const no of [false, undefined, null] as const) t.equal(find(1, { object_not_found: () => no, unauthorized: () => true }), 'unauthorized')
})

t.test('what a function may not return is said', async t => {
  for (const [given, says] of [['text', 'a string'], [7, 'a number'], [Promise.resolve(true), 'a promise'], [Promise.reject(new Error('no')), 'a promise'], [{ then () { throw new Error('no') } }, 'a promise']] as const) {
    t.throws(() => find(1, { unauthorized: () => given as never }), { message: `"unauthorized" returned ${says}; return true, { details, headers, cause }, or nothing` })
  }
})

async function service (strict: boolean, classify: unknown = table, logger?: unknown): Promise<FastifyInstance> {
  const app = Fastify(logger === undefined ? {} : { logger: logger as never })
  await app.register(swagger, { openapi: { info: { title: 'a', version: '1' } } })
  await app.register(apiError, { classify: classify as ClassifyTable, strict })
  app.get('/taken', { schema: { apiErrors: [] } }, () => { throw taken })
  app.get('/page', { schema: { apiErrors: ['unauthorized'] } }, () => { throw new RangeError('page -1') })
  app.get('/busy', () => { throw busy })
  await app.ready()
  return app
}

t.test('routes document what the table may answer, and strict lets it leave', async t => {
  for (const strict of [true, false]) {
    const app = await service(strict)
    t.match(await app.inject('/taken'), { statusCode: 409, body: '{"code":"2003","error":"object_already_exists"}' })
    t.match(await app.inject('/page'), { statusCode: 400, body: '{"code":"2007","error":"invalid_field_value","fields":["page"]}' })
    t.match(await app.inject('/busy'), { statusCode: 502, headers: { 'retry-after': '7' } })
    t.same(Object.keys(app.swagger().paths?.['/taken']?.get?.responses ?? {}), ['200', '400', '404', '409', '500', '502'])
    t.same(app.apiErrors.declared, [], 'nobody declared it')
  }
})

t.test('what a function answers is held to what the route declares', async t => {
  const { logger, lines } = memoryLog()
  const strict = await service(true, (error: unknown) => error === taken ? 'object_already_exists' : undefined, logger)
  t.match(await strict.inject('/taken'), { statusCode: 500, body: '{"code":"3001","error":"internal_error"}' })
  t.match(lines.find(({ msg }) => msg.startsWith('API_ERROR_UNDECLARED')), { level: 50, msg: /GET \/taken raised "object_already_exists", which it does not declare/ })
  const loose = await service(false, (error: unknown) => error === taken ? 'object_already_exists' : undefined)
  t.equal((await loose.inject('/taken')).statusCode, 409)
})

t.test('a function of the table that throws gives internal_error', async t => {
  const { logger, text } = memoryLog()
  const app = await service(false, { unauthorized: () => { throw new Error('why') } }, logger)
  t.equal((await app.inject('/busy')).statusCode, 500)
  t.match(text(), 'classify threw: why')
})

t.test('a table that cannot be is refused', async t => {
  const refuse = (classify: unknown, says: RegExp): Promise<unknown> => t.rejects(async () => Fastify().register(apiError, { classify: classify as ClassifyTable }), { code: 'API_ERROR_INVALID_OPTIONS', message: says })
  await refuse({ object_not_fond: () => true }, /classify: the catalogue has no error "object_not_fond"; did you mean "object_not_found"\?/)
  await refuse({ unauthorized: true }, /classify\.unauthorized must be a function, got boolean/)
  await refuse(null, /classify must be a table of errors or a function, got null/)
  await refuse([['unauthorized', () => true]], /classify must be a table of errors or a function, got a list/)
  await refuse({ 1000: () => true }, /classify: "1000" is a code; use the name "unauthorized"/)
  await refuse({ 2003: () => true }, /classify: "2003" is a code; use the name "object_already_exists" or "email_already_exists"/)
  await refuse(7, /classify must be a table of errors or a function, got number/)
})
