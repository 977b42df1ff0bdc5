import { once } from 'node:events'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { test } from 'tap'
import { fastifyApiError as apiError } from '../src/plugin.js'
import { ApiError, apiErrorReference, defaultCatalog, defineCatalog, serverOptions } from '../src/index.js'
import { memoryLog } from './helpers/log.js'
import { loadOtherCopy } from './helpers/other-copy.js'

const body = (name: keyof typeof defaultCatalog.definitions): string => JSON.stringify({ code: defaultCatalog.definitions[name].code, error: name })

const billing = defineCatalog({
  groups: { billing: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to billing.' } },
  errors: { card_declined: { code: '5001', status: 402, description: 'The card was declined.' } }
}, { extend: defaultCatalog })

test('a catalogue that is undefined, as in a circular import, is no missing one', async t => {
  await t.rejects(Promise.resolve(Fastify().register(apiError, { catalog: undefined } as never).ready()), {
    code: 'API_ERROR_INVALID_OPTIONS',
    message: /^API_ERROR_INVALID_OPTIONS: catalog is undefined: the module that defines it had not run yet, as in a circular import\. Move the catalogue to a module that imports nothing of the service; where none is meant, leave catalog out$/
  })
})

test('a name of a catalogue that the plugin was not given is said to be that', async t => {
  const app = Fastify(serverOptions({ catalog: billing }))
  await app.register(apiError)
  t.throws(() => app.apiErrors.declare('card_declined' as never), {
    message: 'API_ERROR_UNKNOWN_ERROR: apiErrors.declare: the catalogue has no error "card_declined"; this scope has the built-in catalogue; the catalogue that serverOptions was given has it: give it to the plugin, too: register(apiError, { catalog })'
  })
})

test('options that make no sense are refused together, each with what was wrong', async t => {
  const app = Fastify()
  const bad = { catalog: {}, classify: 1, strict: 'true', logErrors: 0, catalogue: billing } as never
  await t.rejects(Promise.resolve(app.register(apiError, bad).ready()), {
    code: 'API_ERROR_INVALID_OPTIONS',
    message: /catalog must be made by defineCatalog; classify must be a table of errors or a function, got number; strict must be true or false, got "true"; logErrors must be true or false, got 0; there is no option "catalogue"; there are catalog, classify, strict, logErrors/
  })
})

test('Fastify\'s own register options are no mistake', async t => {
  const app = Fastify()
  await app.register(apiError, { prefix: '/x', logLevel: 'warn' } as never)
  t.equal((await app.inject('/nope')).statusCode, 404)
})

test('a second registration in one scope is refused, one in a child scope is not', async t => {
  const app = Fastify()
  await app.register(apiError)
  await t.rejects(Promise.resolve(app.register(apiError)), { code: 'API_ERROR_ALREADY_REGISTERED' })
})

test('a child scope may have a catalogue of its own', async t => {
  const app = Fastify()
  await app.register(apiError)
  await app.register(async child => {
    await child.register(apiError, { catalog: billing })
    child.get('/pay', async (_request, reply) => reply.apiError('card_declined' as never))
    child.get('/throw', async () => { throw new ApiError('card_declined' as never) })
    child.get('/own', async (_request, reply) => reply.code(402).send({ code: '5001', error: 'card_declined' }))
    await child.register(async grandchild => {
      grandchild.get('/deep', async (_request, reply) => reply.apiError('card_declined' as never))
    })
  })
  app.get('/root', async (_request, reply) => reply.apiError('card_declined' as never))
  for (const url of ['/pay', '/throw', '/own', '/deep']) {
    const response = await app.inject(url)
    t.same([response.statusCode, response.body], [402, '{"code":"5001","error":"card_declined"}'], url)
  }
  const response = await app.inject('/root')
  t.same([response.statusCode, response.body], [500, body('internal_error')])
})

test('a catalogue that another copy of the package made is taken', async t => {
  const copy = await loadOtherCopy(t)
  t.not(copy.Catalog, billing.constructor)
  const definition = { errors: { late: { code: '2408', status: 408, description: 'Late.' } } } as const
  for (const catalog of [copy.defineCatalog(definition, { extend: copy.defaultCatalog }), defineCatalog(definition, { extend: copy.defaultCatalog as never })]) {
    const app = Fastify(serverOptions({ catalog: catalog as never })) as unknown as FastifyInstance
    await app.register(apiError, { catalog: catalog as never })
    app.get('/', async (_request, reply) => reply.apiError('late' as 'unauthorized'))
    t.equal((await app.inject('/')).body, '{"code":"2408","error":"late"}')
    t.equal((await app.inject('/%')).body, body('invalid_request'))
  }
})

test('what a scope that registers the plugin again leaves out is as in the scope around it', async t => {
  const traced = defineCatalog({ errors: {}, members: { type: 'object', properties: { request_id: { type: 'string' } } } }, { extend: billing })
  const app = Fastify()
  const classify = { card_declined: (error: unknown) => error instanceof RangeError }
  await app.register(apiError, { catalog: traced, members: () => ({ request_id: 'r1' }), strict: true, problemJson: true, html: () => '<p>page</p>', classify } as never)
  await app.register(apiErrorReference)
  const addRoutes = (child: FastifyInstance): void => {
    child.get('/declined', async () => { throw new RangeError('no money') })
    child.get('/undeclared', { schema: { apiErrors: ['not_allowed'] } }, async (_request, reply) => reply.apiError('object_not_found' as never))
  }
  await app.register(async child => {
    await child.register(apiError, { logErrors: false })
    addRoutes(child)
  }, { prefix: '/same' })
  await app.register(async child => {
    await child.register(apiError, { catalog: billing, strict: false, problemJson: false })
    t.equal(child.apiErrors.catalog, billing)
    addRoutes(child)
  }, { prefix: '/other' })

  const send = async (url: string, accept = 'application/json'): Promise<string> => (await app.inject({ url, headers: { accept } })).body
  t.equal(await send('/same/declined'), '{"code":"5001","error":"card_declined","request_id":"r1"}')
  t.equal(await send('/same/undeclared'), '{"code":"3001","error":"internal_error","request_id":"r1"}', 'strict')
  t.equal(await send('/same/declined', 'text/html'), '<p>page</p>')
  t.match(JSON.parse(await send('/same/declined', 'application/problem+json')), { type: '/errors#card_declined', request_id: 'r1' })
  t.equal(await send('/other/declined'), body('internal_error'), 'classify and members speak of a catalogue: another one does not take them over')
  t.equal(await send('/other/undeclared'), body('object_not_found'), 'not strict')
  t.equal(await send('/other/declined', 'application/problem+json'), body('internal_error'))
  t.equal(await send('/other/declined', 'text/html'), '<p>page</p>')
})

test('an option that is undefined is left out', async t => {
  const traced = defineCatalog({ errors: {}, members: { type: 'object', properties: { request_id: { type: 'string' } } } }, { extend: billing })
  const typed = defineCatalog({ groups: { own: { range: [8000, 8999], description: 'Own.' } }, errors: { typed: { code: '8000', status: 400, description: 'Typed.', details: { type: 'object', properties: { type: { type: 'string' } } } } } }, { extend: billing })
  const none = { classify: undefined, strict: undefined, logErrors: undefined, onApiError: undefined, members: undefined, problemJson: undefined, html: undefined }
  const app = Fastify()
  await app.register(apiError, { catalog: traced, members: () => ({ request_id: 'r1' }), problemJson: true, html: () => '<p>page</p>' } as never)
  await app.register(async child => {
    await child.register(apiError, none as never)
    child.get('/', async (_request, reply) => reply.apiError('not_allowed'))
  })
  await app.register(async child => {
    await child.register(apiError, { html: false } as never)
    child.get('/plain', async (_request, reply) => reply.apiError('not_allowed'))
  })
  t.equal((await app.inject('/')).body, '{"code":"1007","error":"not_allowed","request_id":"r1"}')
  t.equal((await app.inject({ url: '/', headers: { accept: 'text/html' } })).body, '<p>page</p>')
  t.equal((await app.inject({ url: '/plain', headers: { accept: 'text/html' } })).body, '{"code":"1007","error":"not_allowed","request_id":"r1"}', 'a scope may go without pages')
  const other = Fastify()
  await other.register(apiError, { problemJson: true })
  await t.rejects(async () => other.register(async child => { await child.register(apiError, { ...none, catalog: typed } as never) }), { message: /details of "typed" have the member "type"/ })
})

test('a scope that registers the plugin again with the same catalogue links to the reference page of the scope around it', async t => {
  const app = Fastify()
  await app.register(apiError, { problemJson: true })
  await app.register(apiErrorReference, { path: '/codes' })
  await app.register(async child => {
    await child.register(apiError, { strict: true })
    child.get('/', async (_request, reply) => reply.apiError('not_allowed'))
  })
  await app.register(async child => {
    await child.register(apiError, { catalog: billing })
    child.get('/other', async (_request, reply) => reply.apiError('not_allowed'))
  })
  const typeAt = async (url: string): Promise<unknown> => (await app.inject({ url, headers: { accept: 'application/problem+json' } })).json<{ type: unknown }>().type
  t.equal(await typeAt('/'), '/codes#not_allowed')
  t.equal(await typeAt('/other'), '/errors#not_allowed', 'that page shows another catalogue')
})

test('a plugin registered in a child scope leaves its siblings alone', async t => {
  const app = Fastify()
  await app.register(async child => {
    await child.register(apiError)
    child.get('/inside', async () => { throw new Error('secret') })
  })
  app.get('/outside', async (_request, reply) => reply.code(404).send({ message: 'mine' }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  t.equal((await app.inject('/inside')).body, body('internal_error'))
  const response = await fetch(`${app.listeningOrigin}/outside`)
  t.same([response.status, await response.json()], [404, { message: 'mine' }])
})

test('a service without serverOptions is told once what is not covered, and one with them is not', async t => {
  const without = memoryLog()
  await Fastify({ logger: without.logger }).register(apiError)
  t.equal(without.lines.filter(line => line.msg.startsWith('API_ERROR_NO_SERVER_OPTIONS')).length, 1)
  const covered = memoryLog()
  await Fastify(serverOptions({ logger: covered.logger })).register(apiError)
  t.equal(covered.lines.length, 0)
})

test('whoever forgets to await the registration is told without a logger, too', async t => {
  const app = Fastify()
  const warned = once(process, 'warning')
  app.register(apiError)
  app.get('/users/:id', async () => 'ok')
  await app.ready()
  const [warning] = await warned
  t.match(warning, { name: 'ApiErrorWarning', code: 'API_ERROR_OLDER_ROUTES', message: 'GET /users/:id: added before the plugin was loaded' })
})

test('the log says when there are routes from before the plugin, as when its registration is not awaited', async t => {
  const warnings = (log: ReturnType<typeof memoryLog>): number => log.lines.filter(line => line.level === 40 && line.msg.startsWith('API_ERROR_OLDER_ROUTES')).length
  const late = memoryLog()
  const app = Fastify(serverOptions({ logger: late.logger }))
  app.register(apiError)
  app.get('/', { schema: { apiErrors: ['not_allowed'] } }, async () => 'ok')
  await app.ready()
  t.equal(warnings(late), 1)
  const inTime = memoryLog()
  const awaited = Fastify(serverOptions({ logger: inTime.logger }))
  await awaited.register(apiError)
  awaited.get('/', { schema: { apiErrors: ['not_allowed'] } }, async () => 'ok')
  await awaited.ready()
  t.equal(warnings(inTime), 0)
})

test('routes and hooks older than the plugin answer in the catalogue', async t => {
  const app = Fastify()
  app.addHook('onRequest', async (request, reply) => { if (request.url === '/early') return reply.code(403).send('early') })
  app.get('/throws', async () => { throw new ApiError('object_not_found') })
  app.get('/plain', async () => { throw new Error('secret') })
  app.get('/sends', async (_request, reply) => reply.code(409).send({ secret: true }))
  app.get('/early', async () => 'never')
  await app.register(apiError)
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  const expected = { '/throws': [404, body('object_not_found')], '/plain': [500, body('internal_error')], '/sends': [409, body('object_already_exists')], '/early': [403, body('not_allowed')] }
  for (const [url, answer] of Object.entries(expected)) {
    const response = await fetch(app.listeningOrigin + url)
    t.same([response.status, await response.text()], answer, url)
  }
})

test('a user\'s own not-found handler at the root, before or after the plugin, does not collide and is held to the contract', async t => {
  for (const order of ['before', 'after']) {
    const app = Fastify()
    const own = (): FastifyInstance => app.setNotFoundHandler((request, reply) => {
      if (request.url === '/own') return reply.code(404).send({ code: '4002', error: 'component_not_found' })
      return reply.code(404).send(`no ${request.url}`)
    })
    if (order === 'before') own()
    await app.register(apiError)
    if (order === 'after') own()
    t.equal((await app.inject('/own')).body, body('component_not_found'), order)
    t.equal((await app.inject('/else')).body, body('object_not_found'), order)
  }
})

test('unknown routes are no breach of the contract and log none', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError)
  const response = await app.inject('/nope')
  t.same([response.statusCode, response.headers['content-type'], response.body], [404, 'application/json; charset=utf-8', body('object_not_found')])
  t.notMatch(log.text(), 'API_ERROR_FOREIGN_RESPONSE')
})

test('a route that declares an unknown error does not boot, and is named with the likely name', async t => {
  const app = Fastify()
  await app.register(apiError)
  app.get('/users/:id', { schema: { apiErrors: ['object_not_fond' as never] } }, async () => 1)
  await t.rejects(Promise.resolve(app.ready()), { code: 'API_ERROR_UNKNOWN_ERROR', message: /GET \/users\/:id: schema\.apiErrors: .* "object_not_fond"; did you mean "object_not_found"\?/ })
})

test('fastify.apiErrors.declare adds to every route of its scope, and to no other', async t => {
  const app = Fastify()
  await app.register(apiError, { strict: true })
  await app.register(async child => {
    child.get('/in', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => reply.apiError('unauthorized' as never))
    child.apiErrors.declare('unauthorized')
  })
  app.get('/out', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => reply.apiError('unauthorized' as never))
  t.equal((await app.inject('/in')).body, body('unauthorized'))
  t.equal((await app.inject('/out')).body, body('internal_error'))
})

test('a route or a scope may opt out: what it makes itself is its own, what is raised stays in the catalogue', async t => {
  const app = Fastify()
  await app.register(apiError)
  const routes = (instance: FastifyInstance, config: { apiErrors?: false }): void => {
    instance.get('/page', { config }, async (_request, reply) => reply.code(404).type('text/html').send('<h1>Not here</h1>'))
    instance.get('/throws', { config }, async () => { throw new Error('secret') })
  }
  await app.register(async child => { routes(child, { apiErrors: false }) }, { prefix: '/route' })
  await app.register(async child => {
    child.apiErrors.exempt()
    routes(child, {})
  }, { prefix: '/scope' })
  for (const prefix of ['/route', '/scope']) {
    const page = await app.inject(`${prefix}/page`)
    t.same([page.statusCode, page.headers['content-type'], page.body], [404, 'text/html', '<h1>Not here</h1>'])
    t.equal((await app.inject(`${prefix}/throws`)).body, body('internal_error'))
  }
})

test('an object that a handler made is sent in canonical form, or replaced and the route named in the log', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError)
  app.get('/pair', async (_request, reply) => reply.code(409).send({ error: 'email_already_exists', extra: 1, code: 2003 }))
  app.get('/wrong/:id', async (_request, reply) => reply.code(409).send({ error: 'unauthorized', code: '1000' }))
  t.equal((await app.inject('/pair')).body, body('email_already_exists'))
  t.notMatch(log.text(), 'API_ERROR_FOREIGN_RESPONSE')
  t.equal((await app.inject('/wrong/7')).body, body('object_already_exists'))
  t.match(log.text(), 'API_ERROR_FOREIGN_RESPONSE: GET /wrong/:id sent a 409')
})

test('in strict mode a foreign response is a 500, unless the route may answer the fallback of its status', async t => {
  const app = Fastify()
  await app.register(apiError, { strict: true })
  const handler = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> => reply.code(404).send({ message: 'mine' })
  app.get('/declares-another', { schema: { apiErrors: ['unauthorized'] } }, handler)
  app.get('/declares-it', { schema: { apiErrors: ['object_not_found'] } }, handler)
  app.get('/declares-nothing', handler)
  app.setNotFoundHandler(handler)
  const answers: Array<[string, number, 'internal_error' | 'object_not_found']> = [['/declares-another', 500, 'internal_error'], ['/declares-it', 404, 'object_not_found'], ['/declares-nothing', 404, 'object_not_found'], ['/no-route', 404, 'object_not_found']]
  for (const [url, status, name] of answers) {
    const response = await app.inject(url)
    t.same([response.statusCode, response.body], [status, body(name)], url)
  }
})

test('a child scope\'s own error handler does what it likes, and is held to the contract', async t => {
  const app = Fastify()
  await app.register(apiError)
  await app.register(async child => {
    child.setErrorHandler((error: Error, _request, reply) => {
      if (error.message === 'again') throw error
      if (error.message === 'mine') return reply.apiError('application_not_deployed')
      return reply.code(418).send({ message: error.message })
    })
    child.get('/:message', async request => { throw new Error((request.params as { message: string }).message) })
  })
  t.same((await app.inject('/again')).json(), { code: '3001', error: 'internal_error' })
  t.same((await app.inject('/mine')).json(), { code: '4004', error: 'application_not_deployed' })
  const teapot = await app.inject('/secret')
  t.same([teapot.statusCode, teapot.body], [418, body('invalid_request')])
})

test('a table of classify that cannot be is refused', async t => {
  const refuse = (classify: unknown, message: RegExp): Promise<unknown> => t.rejects(async () => Fastify().register(apiError, { classify: classify as never }), { code: 'API_ERROR_INVALID_OPTIONS', message })
  await refuse({ object_not_fond: () => true }, /classify: the catalogue has no error "object_not_fond"; did you mean "object_not_found"\?/)
  await refuse({ unauthorized: true }, /classify\.unauthorized must be a function, got boolean/)
  await refuse(null, /classify must be a table of errors or a function, got null/)
})

test('a table of classify says what thrown values are', async t => {
  const app = Fastify()
  await app.register(apiError, { classify: { object_not_found: error => error instanceof RangeError } })
  app.get('/', async () => { throw new RangeError('row 7') })
  app.get('/other', async () => { throw new TypeError('row 7') })
  t.equal((await app.inject('/')).body, body('object_not_found'))
  t.equal((await app.inject('/other')).body, body('internal_error'))
})
