import { test } from 'tap'
import { foreignHeaders, headerEntries } from '../../src/classify/headers.js'
import { hostileValues, revoked, thrower } from '../fixtures/hostile.js'

test('foreignHeaders keeps what tells a client what to do next', t => {
  const headers = {
    'Retry-After': 30,
    'WWW-Authenticate': 'Bearer',
    'proxy-authenticate': 'Basic',
    allow: 'GET, HEAD',
    ratelimit: '"default";r=0',
    'RateLimit-Policy': '"default";q=10',
    'ratelimit-reset': '1',
    'x-ratelimit-limit': 10,
    'x-ratelimit-limit-60s': '10'
  }
  t.same(foreignHeaders({ headers }, 429), Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
  t.end()
})

test('foreignHeaders keeps the size of a resource of which another range was asked for', t => {
  for (const [status, expected] of [[416, [['content-range', 'bytes */6']]], [404, []]] as const) {
    t.same(foreignHeaders({ headers: { 'Content-Range': 'bytes */6' } }, status), expected, String(status))
  }
  t.end()
})

test('foreignHeaders leaves out everything else', t => {
  for (const name of ['content-type', 'content-length', 'content-encoding', 'set-cookie', 'server', 'location', 'etag', 'authorization', 'x-secret', 'connection', 'transfer-encoding', 'x-retry-after', 'retry-after-x', 'allowed', 'access-control-allow-origin', 'ratelimit-a\r\nset-cookie', '']) {
    t.same(foreignHeaders({ headers: { [name]: '1' } }, 429), [], name)
  }
  t.end()
})

test('foreignHeaders leaves out values that are neither text nor number', t => {
  for (const value of [null, undefined, {}, ['30'], true, Symbol('30'), () => '30']) t.same(foreignHeaders({ headers: { 'retry-after': value } }, 429), [])
  t.end()
})

test('foreignHeaders has none of what refuses to be looked at', t => {
  for (const headers of [null, undefined, 'retry-after: 1', 1, revoked(), thrower({ 'retry-after': '1' }), { get 'retry-after' () { throw new Error('no') } }]) {
    t.same(foreignHeaders({ headers }, 429), [])
  }
  for (const [what, value] of hostileValues) t.same(foreignHeaders(value, 429), [], what)
  t.end()
})

test('headerEntries has all that the service gave, whatever it is, and none of what refuses', t => {
  t.same(headerEntries({ 'Retry-After': 5, 'x-list': ['a'], 'x-object': {}, 'x-nothing': undefined }), [['Retry-After', 5], ['x-list', ['a']], ['x-object', {}], ['x-nothing', undefined]])
  for (const headers of [undefined, null, 'a: b', 1, revoked(), thrower()]) t.same(headerEntries(headers), [])
  t.end()
})
