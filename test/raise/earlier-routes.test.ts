import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { test } from 'tap'
import apiError, { ApiError } from '../../src/index.js'

const SECRET = 'older-secret'

async function older (routes: (app: FastifyInstance) => void): Promise<FastifyInstance> {
  const app = Fastify()
  routes(app)
  await app.register(apiError)
  return app
}

test('an error of an older route leaves as what it stands for, with the headers that it may have', async t => {
  const values: Array<[unknown, number, string]> = [
    [new ApiError('object_not_found', { headers: { 'x-own': '1' } }), 404, 'object_not_found'],
    [Object.assign(new Error(SECRET), { statusCode: 429, headers: { 'retry-after': '5', 'X-Secret': SECRET, 'x-secret-too': SECRET } }), 429, 'invalid_request'],
    [SECRET, 500, 'internal_error'], [null, 500, 'internal_error'], [{ get headers (): never { throw new Error(SECRET) } }, 500, 'internal_error']
  ]
  for (const [value, status, name] of values) {
    const app = await older(app => app.get('/', async () => { throw value }))
    const response = await app.inject('/')
    t.same([response.statusCode, response.json().error, Object.keys(response.json())], [status, name, ['code', 'error']])
    t.notMatch(JSON.stringify(response.headers), SECRET)
  }
})

test('the service\'s own handler of an older route may answer with an error of the catalogue, or recover', async t => {
  const app = await older(app => {
    app.get('/pair', { errorHandler: (_error, _request, reply) => { reply.code(409).send({ code: '2003', error: 'email_already_exists' }) } }, async () => { throw new Error(SECRET) })
    app.get('/own', { errorHandler: (_error, _request, reply) => { reply.code(418).send({ message: SECRET }) } }, async () => { throw new Error(SECRET) })
    app.get('/recovers', { errorHandler: (_error, _request, reply) => { reply.code(200).send({ recovered: true }) } }, async () => { throw new Error(SECRET) })
  })
  t.equal((await app.inject('/pair')).body, '{"code":"2003","error":"email_already_exists"}')
  const own = await app.inject('/own')
  t.same([own.statusCode, own.json().error], [418, 'invalid_request'])
  t.same((await app.inject('/recovers')).json(), { recovered: true })
})

test('newer routes and unknown ones are none of its concern', async t => {
  const app = await older(app => app.get('/old', async () => 'old'))
  app.get('/new', async () => { throw new ApiError('not_allowed') })
  app.setNotFoundHandler(async () => { throw new ApiError('component_not_found') })
  t.equal((await app.inject('/new')).json().error, 'not_allowed')
  t.equal((await app.inject('/nowhere')).json().error, 'component_not_found')
  t.equal((await app.inject('/old')).body, 'old')
})
