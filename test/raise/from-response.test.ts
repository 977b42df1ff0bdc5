import { test } from 'tap'
import { Type } from '@sinclair/typebox'
import { defaultCatalog, defineCatalog } from '../../src/index.js'
import { upstreamError } from '../../src/raise/from-response.js'

/** A response as fetch gives it, which has an address. */
function answer (body: unknown, init: ResponseInit, url = 'http://upstream.local/users/7?token=secret#x'): Response {
  return Object.defineProperty(Response.json(body, init), 'url', { value: url })
}

test('an error of the upstream that the catalogue has is passed on, each of them', async t => {
  for (const { name, code, status, needsDetails } of defaultCatalog.entries) {
    const details = needsDetails ? { fields: ['email'] } : undefined
    const found = await upstreamError(answer({ code, error: name, ...details }, { status }))
    t.match(found, { key: name, details, headers: undefined })
    t.equal(found.cause.message, `upstream http://upstream.local/users/7 answered ${status} with ${code} ${name}`)
  }
})

test('details that the catalogue does not declare stay behind, those that do not fit are no error of it', async t => {
  t.strictSame((await upstreamError({ code: '2007', error: 'invalid_field_value', fields: ['a'], secret: 'x' })).details, { fields: ['a'] })
  t.strictSame((await upstreamError({ code: '2002', error: 'object_not_found', secret: 'x' })).details, undefined)
  t.equal((await upstreamError({ code: '2007', error: 'invalid_field_value', fields: 'a' })).key, 'network_error')
})

test('anything else is a network error, with its cause', async t => {
  const unknown = await upstreamError(answer({ code: '9001', error: 'from_the_future' }, { status: 418 }))
  t.match(unknown, { key: 'network_error', details: undefined, cause: { message: 'upstream http://upstream.local/users/7 answered 418 with 9001 from_the_future' } })
  const page = new Response('<h1>Bad Gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } })
  t.match(await upstreamError(page), { key: 'network_error', cause: { message: 'upstream answered 502 with no error of a catalogue' } })
  const failed = new TypeError('fetch failed')
  const { key, cause } = await upstreamError(failed)
  t.equal(key, 'network_error')
  t.equal(cause.cause, failed)
})

test('another catalogue decides otherwise', async t => {
  const catalog = defineCatalog({
    groups: { all: { range: [1, 99], description: 'All.' } },
    errors: { bad: { code: '1', status: 400, description: 'Bad.' }, down: { code: '2', status: 503, description: 'Down.', details: Type.Object({ since: Type.Optional(Type.String()) }) } },
    fallback: { '4xx': 'bad', '5xx': 'down' }
  })
  t.match(await upstreamError({ code: '1', error: 'bad' }, { catalog }), { key: 'bad' })
  t.match(await upstreamError({ code: '2', error: 'down', since: 'May' }, { catalog }), { key: 'down', details: { since: 'May' } })
  t.match(await upstreamError({ code: '2002', error: 'object_not_found' }, { catalog }), { key: 'down', details: undefined })
})

test('retry-after is passed on, no other header is', async t => {
  const headers = { 'retry-after': '30', 'set-cookie': 'a=b', 'www-authenticate': 'Bearer' }
  const body = { code: '2002', error: 'object_not_found' }
  t.same((await upstreamError(answer(body, { status: 404, headers }))).headers, { 'retry-after': '30' })
  const thrown = Object.assign(new Error('Request failed'), { response: { status: 404, statusCode: 404, headers, data: body } })
  const found = await upstreamError(thrown)
  t.same(found.headers, { 'retry-after': '30' })
  t.equal(found.cause.cause, thrown)
})

test('the bounds of reading are kept, and the response stays readable', async t => {
  const body = { code: '2002', error: 'object_not_found' }
  const response = answer(body, { status: 404 })
  t.equal((await upstreamError(response, { maxBytes: 5 })).key, 'network_error')
  t.same(await response.json(), body)
})

test('hostile values are network errors', async t => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const values = [null, undefined, 'x', proxy, { response: proxy }, { headers: proxy }, { headers: { get () { throw new Error('no') } } }, { url: { toString () { throw new Error('no') } }, status: Symbol('x') }]
  for (const value of values) t.match(await upstreamError(value), { key: 'network_error', headers: undefined })
})

test('a catalogue whose network error is not the one for 502 has its own', async t => {
  const catalog = defineCatalog({
    groups: { more: { range: [5000, 5999], description: 'More.' } },
    errors: { upstream_down: { code: '5000', status: 503, description: 'It is down.' } },
    roles: { network: 'upstream_down' }
  }, { extend: defaultCatalog })
  t.equal((await upstreamError(new TypeError('fetch failed'), { catalog })).key, 'upstream_down')
})

test('a body that cannot be read or checked is a network error', async t => {
  const catalog = defineCatalog({ errors: { nested: { code: '5000', status: 400, description: 'Nested.', details: Type.Object({ tree: Type.Recursive(This => Type.Array(This)) }) } }, groups: { more: { range: [5000, 5999], description: 'More.' } } }, { extend: defaultCatalog })
  let tree: unknown[] = []
  for (let depth = 0; depth < 20_000; depth++) tree = [tree]
  t.match(await upstreamError({ code: '5000', error: 'nested', tree }, { catalog }), { key: 'network_error', details: undefined })
  t.match(await upstreamError(answer({ code: '5000', error: 'nested', tree: [[]] }, { status: 400 }), { catalog }), { key: 'nested', details: { tree: [[]] } })
  const text = `{"code":"5000","error":"nested","tree":${'['.repeat(3000)}${']'.repeat(3000)}}`
  t.type(await upstreamError(new Response(text, { status: 400, headers: { 'content-type': 'application/json' } }), { catalog }), 'object')
  let reads = 0
  const turning = new Proxy({ code: '2002', error: 'object_not_found' }, {
    get (target, key) { if (++reads > 2) throw new Error('no'); return Reflect.get(target, key) as unknown },
    ownKeys () { throw new Error('no') }
  })
  t.match(await upstreamError(turning), { key: 'network_error', details: undefined })
})

test('the cause is short, whatever the upstream sent', async t => {
  const { cause } = await upstreamError({ code: '9'.repeat(10_000), error: 'x'.repeat(10_000) })
  t.equal(cause.message, `upstream answered with ${'9'.repeat(100)} ${'x'.repeat(100)}`)
})
