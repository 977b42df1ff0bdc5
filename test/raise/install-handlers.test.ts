import Fastify, { LogController } from 'fastify'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { test } from 'tap'
import apiError, { ApiError, serverOptions } from '../../src/index.js'
import { memoryLog } from '../helpers/log.js'

const SECRET = 'a-secret-of-the-service'

/** Warnings of Fastify that appear while a service is set up. */
async function warningsOf (setUp: () => Promise<unknown>): Promise<string[]> {
  const codes: string[] = []
  const note = (warning: Error & { readonly code?: string }): void => { codes.push(warning.code ?? warning.name) }
  process.on('warning', note)
  await setUp()
  await new Promise(resolve => setImmediate(resolve))
  process.off('warning', note)
  return codes
}

/** A service whose root error handler is set before or after the plugin. */
async function withHandler (order: 'before' | 'after', handler: Parameters<FastifyInstance['setErrorHandler']>[0], options: FastifyServerOptions = {}): Promise<FastifyInstance> {
  const app = Fastify(serverOptions({ allowErrorHandlerOverride: false, ...options })) as FastifyInstance
  if (order === 'before') app.setErrorHandler(handler)
  await app.register(apiError)
  if (order === 'after') app.setErrorHandler(handler)
  app.get('/raised', async () => { throw new ApiError('not_allowed') })
  app.get('/foreign', async () => { throw Object.assign(new Error(SECRET), { statusCode: 409, headers: { 'x-secret': SECRET, 'retry-after': '7' } }) })
  app.get('/text', async () => { throw SECRET })
  await app.register(async child => { child.get('/child', async () => { throw new ApiError('object_not_found') }) })
  return app
}

for (const order of ['before', 'after'] as const) {
  test(`a root error handler that is set ${order} the plugin runs, without a warning, and what it sends is held to the catalogue`, async t => {
    const seen: unknown[] = []
    t.same(await warningsOf(async () => {
      const app = await withHandler(order, (error, _request, reply) => {
        seen.push(error)
        reply.code(500).send({ message: SECRET })
      })
      const raised = await app.inject('/raised')
      t.same([raised.statusCode, raised.body], [order === 'before' ? 403 : 500, order === 'before' ? '{"code":"1007","error":"not_allowed"}' : '{"code":"3001","error":"internal_error"}'])
      t.notMatch((await app.inject('/foreign')).body, SECRET)
      t.equal((await app.inject('/child')).statusCode, order === 'before' ? 404 : 500)
    }), [])
    t.match(seen, [{ name: 'ApiError' }, { message: SECRET }, { name: 'ApiError' }])
  })

  test(`a root error handler that is set ${order} the plugin may answer an error of the catalogue`, async t => {
    const app = await withHandler(order, (_error, _request, reply) => reply.apiError('application_not_deployed'))
    for (const url of ['/raised', '/foreign', '/text', '/child']) t.equal((await app.inject(url)).json().error, 'application_not_deployed', url)
  })

  test(`what a root error handler that is set ${order} the plugin throws, returns or sends on becomes an error of the catalogue`, async t => {
    const ways: Array<Parameters<FastifyInstance['setErrorHandler']>[0]> = [
      error => { throw error }, async error => { throw error }, error => error, async error => error, (error, _request, reply) => { reply.send(error) },
      (error, _request, reply) => { setImmediate(() => { reply.send(error) }) }
    ]
    for (const [index, way] of ways.entries()) {
      const app = await withHandler(order, way)
      const answers = await Promise.all(['/raised', '/foreign', '/text', '/child'].map(async url => await app.inject(url)))
      t.same(answers.map(answer => [answer.statusCode, answer.json().error]), [[403, 'not_allowed'], [409, 'object_already_exists'], [500, 'internal_error'], [404, 'object_not_found']], `way ${index}`)
      for (const answer of answers) t.notMatch(answer.body + JSON.stringify(answer.headers), SECRET)
    }
  })
}

test('what a hook throws at the answer of the service\'s handler becomes an error of the catalogue, without its headers', async t => {
  const app = await withHandler('after', (_error, _request, reply) => { reply.code(409).header('x-own', '1').send({ code: '2003', error: 'email_already_exists' }) })
  app.get('/hook', { onSend: async () => { throw Object.assign(new Error(SECRET), { statusCode: 503, headers: { 'X-Secret': SECRET, 'retry-after': '7' } }) } }, async () => { throw new Error('first') })
  const response = await app.inject('/hook')
  t.same([response.json().error, response.headers['x-secret'], response.headers['retry-after'], response.headers['x-own']], ['internal_error', undefined, '7', '1'])
})

test('a second root error handler of the service is Fastify\'s to refuse, or to warn of', async t => {
  const handler = (_error: unknown, _request: unknown, reply: { apiError (name: 'not_allowed'): unknown }): unknown => reply.apiError('not_allowed')
  const strict = await withHandler('after', handler as never)
  t.throws(() => strict.setErrorHandler(handler as never), { code: 'FST_ERR_ERROR_HANDLER_ALREADY_SET' })
  const app = Fastify({ allowErrorHandlerOverride: true })
  await app.register(apiError)
  app.setErrorHandler(() => { throw new Error('never') })
  const warnings = app.version.startsWith('5.') ? ['FSTWRN004'] : [] // who asks for it is not warned any more
  t.match(await warningsOf(async () => { app.setErrorHandler(handler as never) }), warnings)
  app.get('/', async () => { throw new Error('x') })
  t.equal((await app.inject('/')).json().error, 'not_allowed')
  t.throws(() => app.setErrorHandler(handler as never), { code: /^FST_ERR_INSTANCE_ALREADY_(?:LISTENING|STARTED)$/ })
  t.throws(() => Fastify().setErrorHandler(1 as never), { code: 'FST_ERR_ERROR_HANDLER_NOT_FN' })
})

test('an encapsulated scope may set its own handler before or after a plugin of its own', async t => {
  for (const order of ['before', 'after']) {
    const app = Fastify({ allowErrorHandlerOverride: false })
    app.setErrorHandler(() => { throw new Error('not asked') })
    await app.register(async child => {
      const own = (): unknown => child.setErrorHandler((_error, _request, reply) => { reply.code(404).send({ code: '4002', error: 'component_not_found' }) })
      if (order === 'before') own()
      await child.register(apiError)
      if (order === 'after') own()
      child.get('/', async () => { throw new Error(SECRET) })
    })
    t.equal((await app.inject('/')).body, '{"code":"4002","error":"component_not_found"}', order)
  }
})

test('the log controller of the service says what is logged of an error', async t => {
  const off = memoryLog()
  const app = await withHandler('after', (error) => { throw error }, { logger: off.logger, logController: new LogController({ disableRequestLogging: true }) } as never)
  await app.inject('/raised')
  await app.inject('/foreign')
  t.same(off.lines, [])
  const on = memoryLog()
  const logged = await withHandler('after', (error) => { throw error }, { logger: on.logger } as never)
  await logged.inject('/foreign')
  t.match(on.lines.find(line => line['apiError'] !== undefined), { level: 30, apiError: { name: 'object_already_exists', code: '2003', status: 409 }, res: { statusCode: 409 }, msg: SECRET })
})
