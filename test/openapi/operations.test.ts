import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { ROUTE_MARK, findOperations } from '../../src/openapi/operations.js'
import type { ShownRoute } from '../../src/openapi/operations.js'

const route = (method: string | string[], url: string): ShownRoute => ({ method, url, errors: new Map([['404', [defaultCatalog.fallback(404)]]]), types: ['application/json'] })
const marked = (mark: string): Record<string, unknown> => ({ [ROUTE_MARK]: mark })

/** Which route each operation is found to come from. */
function found (paths: Record<string, unknown>, routes: Record<string, ShownRoute>): Record<string, string | undefined> {
  const byErrors = new Map(Object.entries(routes).map(([mark, { errors }]) => [errors, mark]))
  const operations = findOperations({ paths }, new Map(Object.entries(routes)))
  return Object.fromEntries(operations.map(({ item, method, errors }) => [`${method} ${Object.keys(paths).find(path => paths[path] === item) ?? '(additional)'}`, byErrors.get(errors)]))
}

test('findOperations knows operations by their mark, wherever they are, and takes it out', t => {
  const paths = { '/renamed': { get: marked('1'), summary: 'text' }, '/b': { post: marked('2'), additionalOperations: { PURGE: marked('3') } }, '/c': { get: {} } }
  t.strictSame(found(paths, { 1: route('GET', '/a'), 2: route('POST', '/b'), 3: route('PURGE', '/b') }), { 'get /renamed': '1', 'post /b': '2', 'PURGE (additional)': '3' })
  t.strictSame(paths, { '/renamed': { get: {}, summary: 'text' }, '/b': { post: {}, additionalOperations: { PURGE: {} } }, '/c': { get: {} } })
  t.end()
})

test('findOperations knows each operation of a route with several methods', t => {
  const operation = marked('1')
  t.strictSame(found({ '/a': { get: operation, put: operation, additionalOperations: { PURGE: operation } } }, { 1: route(['GET', 'PUT', 'PURGE'], '/b') }), { 'get /a': '1', 'put /a': '1', 'PURGE (additional)': '1' })
  t.end()
})

test('findOperations knows operations without a mark by method and path', t => {
  const routes = { 1: route('GET', '/things/:id'), 2: route(['PUT', 'PATCH'], '/things/:id(^\\d+$)'), 3: route('GET', '/files/*'), 4: route('GET', '/things') }
  t.strictSame(found({ '/things/{id}': { get: {}, patch: {}, delete: {} }, '/files/{*}': { get: {} }, '/things': { get: {}, post: {} } }, routes),
    { 'get /things/{id}': '1', 'patch /things/{id}': '2', 'get /files/{*}': '3', 'get /things': '4' })
  t.end()
})

test('findOperations takes the last of two routes with one method and path, as @fastify/swagger does', t => {
  t.strictSame(found({ '/a': { get: {} } }, { 1: route('GET', '/a'), 2: route('GET', '/a') }), { 'get /a': '2' })
  t.end()
})

test('findOperations knows a path that has lost its front, or got one, where it can be no other', t => {
  const routes = { 1: route('GET', '/api/things'), 2: route('GET', '/users/:id'), 3: route('GET', '/') }
  t.strictSame(found({ '/things': { get: {} }, '/v1/users/{id}': { get: {} }, '/v1/': { get: {} }, '/other': { get: {} } }, routes), { 'get /things': '1', 'get /v1/users/{id}': '2' })
  t.strictSame(found({ '/things': { get: {} } }, { 1: route('GET', '/a/things'), 2: route('GET', '/b/things') }), {}, 'two routes may be meant')
  t.strictSame(found({ '/': { get: {} } }, { 1: route('GET', '/a/') }), {}, 'every path ends like the root')
  t.end()
})

test('findOperations knows HEAD by the GET beside it', t => {
  t.strictSame(found({ '/renamed': { head: {}, get: marked('1') }, '/alone': { head: {} } }, { 1: route('GET', '/a') }), { 'head /renamed': '1', 'get /renamed': '1' })
  t.strictSame(found({ '/a': { head: marked('2'), get: marked('1') } }, { 1: route('GET', '/a'), 2: route('HEAD', '/a') }), { 'head /a': '2', 'get /a': '1' })
  t.end()
})
