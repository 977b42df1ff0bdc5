import Fastify from 'fastify'
import { test } from 'tap'
import apiError, { ApiError, serverOptions } from '../../src/index.js'
import { wrapErrorHandler } from '../../src/raise/wrap-handlers.js'

const SECRET = 'thrown-secret'
const hostile = new Proxy({}, { getPrototypeOf () { throw new Error(SECRET) }, get (_target, key) { if (key === 'then') return undefined; throw new Error(SECRET) } })

test('what an error handler throws, or sends on, is an error, whatever it is', async t => {
  for (const value of [SECRET, { secret: SECRET }, 7, hostile]) {
    const app = Fastify()
    await app.register(apiError)
    await app.register(async child => {
      child.setErrorHandler(() => { throw value })
      child.get('/throws', async () => { throw new Error('first') })
    })
    await app.register(async child => {
      child.setErrorHandler((error, _request, reply) => reply.send(error))
      child.get('/sends-on', async () => { throw value })
      child.get('/by-route', { errorHandler: () => { throw value } }, async () => { throw new Error('first') })
    })
    for (const url of ['/throws', '/sends-on', '/by-route']) {
      const response = await app.inject(url)
      t.same([response.statusCode, response.body], [500, '{"code":"3001","error":"internal_error"}'], url)
    }
  }
})

test('an Error that a handler throws goes to the next one as it is', async t => {
  const app = Fastify()
  await app.register(apiError)
  await app.register(async child => {
    child.setErrorHandler(() => { throw new ApiError('not_allowed') })
    child.get('/', async () => { throw new Error('first') })
  })
  t.equal((await app.inject('/')).body, '{"code":"1007","error":"not_allowed"}')
})

test('a handler that answers with something else answers with that', async t => {
  const app = Fastify()
  await app.register(apiError)
  await app.register(async child => {
    child.setErrorHandler((_error, _request, reply) => reply.code(200).send({ recovered: true }))
    child.get('/', async () => { throw SECRET })
  })
  t.same((await app.inject('/')).json(), { recovered: true })
})

test('a handler keeps its name, and a handler that is no function is refused by Fastify', async t => {
  function myErrorHandler (): void {}
  t.equal(wrapErrorHandler(myErrorHandler).name, 'myErrorHandler')
  const app = Fastify()
  await app.register(apiError)
  await t.rejects(Promise.resolve(app.register(async child => { child.setErrorHandler('no' as never) })), { code: 'FST_ERR_ERROR_HANDLER_NOT_FN' })
})

test('what a formatter of validation errors returns is an error', async t => {
  const schema = { querystring: { type: 'object', required: ['a'] } }
  for (const made of [SECRET, { statusCode: 200, secret: SECRET }, null]) {
    const app = Fastify(serverOptions({ schemaErrorFormatter: () => made as never }))
    await app.register(apiError)
    app.get('/option', { schema }, async () => 'ok')
    await app.register(async child => {
      child.setSchemaErrorFormatter(() => made as never)
      child.get('/child', { schema }, async () => 'ok')
    })
    app.get('/route', { schema, schemaErrorFormatter: () => made as never }, async () => 'ok')
    for (const url of ['/option', '/child', '/route']) {
      const response = await app.inject(url)
      t.same([response.statusCode, response.body], [400, '{"code":"2007","error":"invalid_field_value","fields":["a"]}'], url)
    }
  }
})

test('an error that a formatter makes goes on as it is, and no function is no formatter', async t => {
  const app = Fastify()
  await app.register(apiError)
  app.setSchemaErrorFormatter(errors => new ApiError('not_allowed', { cause: errors }))
  app.get('/', { schema: { querystring: { type: 'object', required: ['a'] } } }, async () => 'ok')
  t.equal((await app.inject('/')).body, '{"code":"1007","error":"not_allowed"}')
  t.throws(() => app.setSchemaErrorFormatter('none' as never))
})
