import { test } from 'tap'
import { readErrors } from '../../src/cli/route-errors.js'

const keys = (mentions: ReadonlyArray<{ readonly key: string }> | undefined): string[] | undefined => mentions?.map(mention => mention.key)

test('a route has what it declares and raises in its own call', async t => {
  const { routes, raised, declared, unread } = readErrors(`
    app.get('/users/:id', { schema: { apiErrors: ['object_not_found', "not_allowed"] } }, async (request, reply) => {
      if (request.params.id === '0') return reply.apiError('object_not_found')
      throw new ApiError(1007, { cause: error })
    })
    app.route({ method: 'POST', url: '/', schema: { apiErrors: ['invalid_email',], body: { type: 'object' } }, handler })
    app.delete('*', () => reply.apiError('a'))`, 'app.ts')
  t.same(routes.map(route => [route.label, keys(route.declared), keys(route.raised)]), [
    ['GET /users/:id', ['object_not_found', 'not_allowed'], ['object_not_found', '1007']],
    ['app.ts:6', ['invalid_email'], []],
    ['DELETE *', undefined, ['a']]
  ])
  t.same(routes[0]?.raised.map(mention => mention.place), ['app.ts:3', 'app.ts:4'])
  t.same([raised, declared, unread], [[], [], []])
})

test('a route may have type arguments', async t => {
  const { routes, raised } = readErrors(`
    app.get<{ Params: { id: string }, Querystring: Record<string, () => void> }>('/users/:id', { schema: { apiErrors: ['a'] } }, async () => reply.apiError('b'))
    app.route<Body>({ method: 'POST', url: '/', schema: { apiErrors: ['c'] } })
    if (list.get > ('/d')) throw new ApiError('e')
    if (a > (${'b, '.repeat(600)}c)) throw new ApiError('f')`, 'app.ts')
  t.same(routes.map(route => [route.label, keys(route.declared), keys(route.raised)]), [['GET /users/:id', ['a'], ['b']], ['app.ts:3', ['c'], []]])
  t.same(keys(raised), ['e', 'f'])
})

test('what is outside of a route is apart', async t => {
  const { routes, raised, declared } = readErrors(`
    app.addHook('onRequest', async (request, reply) => reply.apiError('unauthorized'))
    app.apiErrors.declare('unauthorized', 'invalid_token')
    const schema = { apiErrors: ['object_not_found'] } as const
    export function find () { throw new ApiError('database_error') }
    app.get('/', { schema }, list)`, 'app.ts')
  t.same(routes.map(route => route.declared), [undefined])
  t.same(keys(raised), ['unauthorized', 'database_error'])
  t.same(keys(declared), ['unauthorized', 'invalid_token', 'object_not_found'])
})

test('what is no literal is told', async t => {
  const { routes, unread, raised } = readErrors(`
    app.get('/a', { schema: { apiErrors: names } }, () => {})
    app.get('/b', { schema: { apiErrors: [...common, 'x'] } }, () => reply.apiError(name))
    app.get('/c', () => reply.apiError('a' + b))
    app.apiErrors.declare(...names)
    throw new ApiError(\`\${a}\`)`, 'app.ts')
  t.same(routes.map(route => [route.isOpen, keys(route.declared)]), [[true, []], [true, ['x']], [false, undefined]])
  t.same(unread, ['app.ts:2', 'app.ts:3', 'app.ts:3', 'app.ts:4', 'app.ts:5', 'app.ts:6'])
  t.same(raised, [])
})

test('what only looks like it is left alone', async t => {
  const found = readErrors(`
    // reply.apiError('comment') new ApiError('comment')
    const text = "reply.apiError('text')", pattern = /reply.apiError('pattern')/
    cache.get('key', () => 1); axios.get(url); map.delete('x'); get('/path'); router.route('/x'); ({ declare (x) {} }).declare('y')
    function apiError (name) {} ; class ApiError {} ; interface Schema { apiErrors?: readonly string[] }
    app.get('/', { config: { apiErrors: false } }, proxy)
    export type { apiErrors }`, 'app.ts')
  t.same(found.routes.map(route => [route.label, route.declared, route.isOpen]), [['GET /', undefined, false]])
  t.same([found.raised, found.declared, found.unread], [[], [], []])
})

test('a route inside of another call is the innermost', async t => {
  const { routes, raised } = readErrors(`
    app.register(async app => {
      app.get('/a', { schema: { apiErrors: ['x'] } }, () => { setTimeout(() => reply.apiError('y')) })
      reply.apiError('z')
    })
    }})]`, 'app.ts')
  t.same(routes.map(route => keys(route.raised)), [['y']])
  t.same(keys(raised), ['z'])
})

test('imports are found in each of their forms', async t => {
  const { imports } = readErrors("import a from './a.js'; import './b.js'; export * from './c.js'; await import('./d.js'); require('./e.js'); import(f); const from = 1; import type { G } from \"./g.js\"", 'app.ts')
  t.same(imports, ['./a.js', './b.js', './c.js', './d.js', './e.js', './g.js'])
})

test('a text that ends anywhere is read to its end', async t => {
  const source = "app.get('/a', { schema: { apiErrors: ['x', ...y] } }, () => reply.apiError('x')); apiErrors.declare('z'); new ApiError('w'); import b from 'c'"
  for (let end = 0; end <= source.length; end++) t.doesNotThrow(() => readErrors(source.slice(0, end), 'app.ts'))
})
