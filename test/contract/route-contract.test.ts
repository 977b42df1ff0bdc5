import Fastify from 'fastify'
import type { FastifyReply, RouteOptions } from 'fastify'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import apiError, { ApiError, serverOptions } from '../../src/index.js'
import { ErrorScope } from '../../src/contract/scope.js'
import { memoryLog } from '../helpers/log.js'
import { frameworkAnswers, takesBody } from '../../src/contract/framework-answers.js'
import { contractOf, isExemptRoute, raisableBy } from '../../src/contract/route-contract.js'
import { isEarlierRoute, isFastifysOwn, markLaterRoute, nameOfRoute, routeOf } from '../../src/contract/route.js'

const options = (members: Partial<RouteOptions> = {}): RouteOptions => ({ method: 'GET', url: '/users/:id', handler: () => {}, ...members })
const replyAt = (routeOptions: object, method = 'GET'): FastifyReply => ({ request: { method, routeOptions }, server: {} }) as unknown as FastifyReply

const bare = defineCatalog({
  groups: { all: { range: [1, 99], description: 'All.' } },
  errors: { bad: { code: '1', status: 418, description: 'Bad.' }, worse: { code: '2', status: 503, description: 'Worse.' } },
  fallback: { '4xx': 'bad', '5xx': 'worse' }
})

test('contractOf makes the contract of a route at its first error, and keeps it', t => {
  const config = { url: '/users/:id', method: 'GET' }
  const contract = contractOf(replyAt({ config, method: 'GET' }))
  t.same(contract, { raisable: undefined, exempt: false, reported: undefined })
  t.equal(contractOf(replyAt({ config, method: 'GET' })), contract)
  t.same(JSON.stringify(config), '{"url":"/users/:id","method":"GET"}', 'nobody who writes the config down sees it')
  const frozen = Object.freeze({ apiErrors: false })
  t.match(contractOf(replyAt({ config: frozen, method: 'GET' })), { exempt: true })
  t.equal(contractOf(replyAt({ config: frozen, method: 'GET' })), contractOf(replyAt({ config: frozen, method: 'GET' })))
  t.end()
})

test('markLaterRoute changes no config that routes share', t => {
  const config = { rateLimit: 1 } as RouteOptions['config'] & object
  const route = options({ config })
  t.ok(isEarlierRoute(replyAt({ config: route.config })))
  markLaterRoute(route)
  t.notOk(isEarlierRoute(replyAt({ config: route.config })))
  t.same(Reflect.ownKeys(config), ['rateLimit'])
  t.same(JSON.stringify(route.config), '{"rateLimit":1}')
  t.end()
})

test('raisableBy has what a route declares, what its scope does, and what Fastify may answer', t => {
  const scope = new ErrorScope({ catalog: defaultCatalog, classify: undefined, strict: false, logErrors: true }, {} as never)
  scope.declare(['unauthorized'])
  const namesFor = (route: RouteOptions): string[] | undefined => { const found = raisableBy(scope, route); return found && [...found].map(({ name }) => name) }
  t.same(namesFor(options({ schema: { apiErrors: ['object_not_found'] } })), ['object_not_found', 'unauthorized', 'internal_error'])
  t.same(namesFor(options({ schema: { apiErrors: [] } })), ['unauthorized', 'internal_error'])
  t.same(namesFor(options({ method: 'POST', schema: { apiErrors: [] } })), ['unauthorized', 'internal_error', 'invalid_request'])
  t.equal(namesFor(options()), undefined, 'a route that declares nothing may still answer any')
  t.end()
})

test('isExemptRoute is true for a route, or a scope, that says so', t => {
  const scope = new ErrorScope({ catalog: defaultCatalog, classify: undefined, strict: false, logErrors: true }, {} as never)
  t.notOk(isExemptRoute(scope, options()))
  t.ok(isExemptRoute(scope, options({ config: { apiErrors: false } })))
  scope.exempt()
  t.ok(isExemptRoute(scope, options()))
  t.end()
})

test('the config of a route stays the object that the service wrote', async t => {
  const app = Fastify()
  await app.register(apiError)
  const seen: unknown[] = []
  app.addHook('onRoute', ({ config }) => { seen.push(config) })
  const config = {}
  app.get('/', { config }, async () => ({}))
  app.get('/none', async () => ({}))
  t.equal(seen[0], config)
  t.same(seen.slice(2), [undefined, undefined])
})

test('contractOf finds none at an unknown route', t => {
  t.equal(contractOf(replyAt({ config: undefined })), undefined)
  t.end()
})

test('a route that was added before the plugin is held to what it declares', async t => {
  for (const strict of [false, true]) {
    const log = memoryLog()
    const app = Fastify({ logger: log.logger })
    app.get('/', { schema: { apiErrors: ['unauthorized', 'no_such_error' as never] } }, async () => { throw new ApiError('not_allowed') })
    app.get('/declared', { schema: { apiErrors: ['unauthorized'] } }, async () => { throw new ApiError('unauthorized') })
    app.get('/free', async (_request, reply) => reply.code(403).send('x'))
    await app.register(apiError, { strict })
    t.equal((await app.inject('/')).json().error, strict ? 'internal_error' : 'not_allowed')
    t.equal((await app.inject('/')).json().error, strict ? 'internal_error' : 'not_allowed')
    t.equal((await app.inject('/declared')).json().error, 'unauthorized')
    t.equal((await app.inject('/free')).json().error, 'not_allowed')
    t.equal(log.lines.filter(line => line.msg.startsWith('API_ERROR_UNDECLARED: GET /')).length, strict ? 2 : 1)
    t.same(log.lines.filter(line => line.msg.startsWith('API_ERROR_UNDECLARED') && line.msg.includes('/declared')), [])
  }
})

test('a scope without the plugin has no contracts', async t => {
  const app = Fastify(serverOptions())
  await app.register(async child => { await child.register(apiError) })
  app.get('/', { schema: { apiErrors: ['unauthorized'] } }, async (_request, reply) => reply.code(404).send('x'))
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  t.same(await (await fetch(app.listeningOrigin)).json(), { code: '2002', error: 'object_not_found' })
})

test('isFastifysOwn tells a handler of Fastify from those of a service', t => {
  const handler = function (this: unknown): unknown { return this }
  t.ok(isFastifysOwn(handler))
  t.notOk(isFastifysOwn(handler.bind(null)))
  for (const value of [undefined, null, {}, { prototype: {} }]) t.notOk(isFastifysOwn(value))
  t.end()
})

test('routeOf names a route by its pattern, and an unknown one by no part of its URL', t => {
  t.equal(routeOf(replyAt({ method: 'GET', url: '/users/:id' })), 'GET /users/:id')
  t.equal(routeOf(replyAt({ method: ['GET', 'HEAD'], url: '/' })), 'GET,HEAD /')
  t.equal(routeOf(replyAt({ method: undefined, url: undefined }, 'POST')), 'POST (no route)')
  t.equal(routeOf(replyAt({ method: undefined, url: undefined }, 'ANY-WORD-OF-A-CLIENT')), '_OTHER (no route)', 'what is logged once is remembered, and clients must not fill the memory')
  t.end()
})

test('nameOfRoute names a route with all of its methods', t => {
  t.equal(nameOfRoute(options()), 'GET /users/:id')
  t.equal(nameOfRoute(options({ method: ['PUT', 'PATCH'] })), 'PUT,PATCH /users/:id')
  t.end()
})

test('frameworkAnswers has internal_error at every route', t => {
  t.same(frameworkAnswers(defaultCatalog, options()), [[defaultCatalog.get('internal_error'), 500]])
  t.same(frameworkAnswers(bare, options()), [[bare.get('worse'), 500]])
  t.end()
})

test('frameworkAnswers has the entry for validation where there is something to validate', t => {
  for (const part of ['body', 'querystring', 'query', 'params', 'headers']) {
    t.same(frameworkAnswers(defaultCatalog, options({ schema: { [part]: {} } })).slice(1), [[defaultCatalog.get('invalid_field_value'), 400]], part)
    t.same(frameworkAnswers(bare, options({ schema: { [part]: {} } })).slice(1), [[bare.get('bad'), 400]], part)
  }
  for (const schema of [undefined, {}, { response: {} }, { tags: ['a'] }, { body: undefined }]) {
    t.equal(frameworkAnswers(defaultCatalog, options(schema === undefined ? {} : { schema })).length, 1)
  }
  t.end()
})

test('frameworkAnswers has what the body parser may say where requests have a body', t => {
  const parser = [400, 413, 415].map(status => [defaultCatalog.get('invalid_request'), status])
  for (const method of ['POST', 'put', 'PATCH', 'QUERY', ['GET', 'POST']]) t.same(frameworkAnswers(defaultCatalog, options({ method })).slice(1), parser, String(method))
  for (const method of ['GET', 'head', 'TRACE', 'DELETE', 'OPTIONS', ['GET', 'HEAD'], ['GET', 'DELETE']]) t.same(frameworkAnswers(defaultCatalog, options({ method })).slice(1), [], String(method))
  t.end()
})

test('takesBody is false for methods whose body nobody reads, and for DELETE and OPTIONS without a schema for one', t => {
  t.same(['GET', 'HEAD', 'TRACE', 'get', 'DELETE', 'OPTIONS', 'POST', 'QUERY'].map(method => takesBody(options({ method } as never))), [false, false, false, false, false, false, true, true])
  t.same(['GET', 'DELETE', 'options', 'POST'].map(method => takesBody(options({ method, schema: { body: {} } } as never))), [false, true, true, true])
  t.same(frameworkAnswers(defaultCatalog, options({ method: 'DELETE', schema: { body: {} } })).map(([, status]) => status), [500, 400, 400, 413, 415])
  t.end()
})

test('frameworkAnswers has the entry for validation with its own status', t => {
  const catalog = defineCatalog({
    groups: { more: { range: [5000, 5999], description: 'More.' } },
    errors: { unprocessable: { code: '5000', status: 422, description: 'No.' } },
    roles: { validation: 'unprocessable' }
  }, { extend: defaultCatalog })
  t.same(frameworkAnswers(catalog, options({ schema: { params: {} } })).slice(1), [[catalog.get('unprocessable'), 422]])
  t.end()
})
