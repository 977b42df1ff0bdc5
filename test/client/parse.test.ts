import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import axios from 'axios'
import crossFetch from 'cross-fetch'
import got from 'got'
import ky from 'ky'
import { FetchError, ofetch } from 'ofetch'
import nodeFetch from 'node-fetch'
import createFetchClient from 'openapi-fetch'
import { test } from 'tap'
import type { Test } from 'tap'
import { request } from 'undici'
import wretch from 'wretch'
import { builtIn } from '../../src/client/built-in.js'
import { findError, parse } from '../../src/client/parse.js'

const missing = { code: '2002', error: 'object_not_found' }
const known = { known: true, name: 'object_not_found', status: 404, body: missing }

/** A service that answers every request with this body under this status. */
async function serve (t: Test, body: unknown, status = 404, type = 'application/json; charset=utf-8'): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close(); server.closeAllConnections() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/users/7`
}

const failure = async (promise: PromiseLike<unknown>): Promise<unknown> => await promise.then(() => { throw new Error('it did not fail') }, (error: unknown) => error)

test('the error in a response of fetch is found, and the response stays readable', async t => {
  const response = await fetch(await serve(t, missing))
  t.same(await parse(builtIn, response), known)
  t.same(await response.json(), missing)
})

test('the error in what axios threw is found', async t => {
  const url = await serve(t, missing)
  t.same(await parse(builtIn, await failure(axios.get(url))), known)
  t.same(await parse(builtIn, await failure(axios.get(url, { responseType: 'text', transformResponse: [] }))), known)
})

test('the error in what ky threw is found', async t => {
  t.same(await parse(builtIn, await failure(ky.get(await serve(t, missing)))), known)
})

test('the error in what got threw is found', async t => {
  const url = await serve(t, missing)
  t.same(await parse(builtIn, await failure(got(url))), known)
  t.same(await parse(builtIn, await failure(got(url, { responseType: 'json' }))), known)
})

test('the error in what ofetch threw is found', async t => {
  const error = await failure(ofetch(await serve(t, missing), { retry: false }))
  t.type(error, FetchError)
  t.same(await parse(builtIn, error), known)
})

test('the error in what node-fetch 2 (in cross-fetch) and 3 gave is found, and the response stays readable', async t => {
  const url = await serve(t, missing)
  for (const fetch of [crossFetch, nodeFetch] as const) {
    const response = await fetch(url)
    t.same(await parse(builtIn, response), known)
    t.same(await response.json(), missing)
  }
})

test('the error in what wretch threw is found', async t => {
  t.same(await parse(builtIn, await failure(wretch(await serve(t, missing)).get().json())), known)
  t.same(await parse(builtIn, await failure(wretch(await serve(t, missing, 404, '')).get().json())), known, 'without a content type')
})

test('the error in what undici.request gave is found', async t => {
  t.same(await parse(builtIn, await request(await serve(t, missing))), known)
  const success = await request(await serve(t, missing, 200))
  t.equal(await parse(builtIn, success), null)
  t.same(await success.body.json(), missing, 'what is no error is not read')
})

test('the error in a body of any form is found', async t => {
  const url = await serve(t, missing)
  for (const responseType of ['blob', 'arraybuffer', 'stream'] as const) {
    t.same(await parse(builtIn, await failure(axios.get(url, { responseType }))), known, `axios ${responseType}`)
    t.same(await parse(builtIn, await failure(axios.get(url, { responseType, adapter: 'fetch' }))), known, `axios with fetch, ${responseType}`)
  }
  for (const responseType of ['blob', 'arrayBuffer', 'stream', 'text'] as const) {
    t.same(await parse(builtIn, await failure(ofetch(url, { responseType, retry: false }))), known, `ofetch ${responseType}`)
  }
  t.same(await parse(builtIn, await failure(got(url, { responseType: 'buffer' }))), known, 'got buffer')
  const text = JSON.stringify(missing)
  const bytes = new TextEncoder().encode(text)
  for (const body of [new Blob([text]), bytes, bytes.buffer, Buffer.from(text), new Response(text).body, Readable.from([bytes])]) {
    t.same(await parse(builtIn, body), { ...known, status: undefined }, 'alone it has no status')
  }
})

test('a content type counts in any case, and need not be there', async t => {
  for (const type of ['APPLICATION/JSON', 'Application/Problem+Json', '']) t.same(await parse(builtIn, await fetch(await serve(t, missing, 404, type))), known, type)
  t.equal(await parse(builtIn, await fetch(await serve(t, missing, 404, 'text/plain'))), null)
})

test('what is inside of something without an error status is no error', async t => {
  for (const value of [{ data: missing }, { data: JSON.stringify(missing) }, { body: missing }, { error: missing }, { response: { data: missing } }, { status: 'fail', data: missing }, { status: 399, data: missing }]) {
    t.equal(await parse(builtIn, value), null, JSON.stringify(value))
  }
  t.same(await parse(builtIn, { status: 400, data: missing }), { ...known, status: 400 })
})

test('a body is an error itself, or none', async t => {
  t.equal(await parse(builtIn, Response.json({ status: 404, data: missing }, { status: 404 })), null)
  t.equal(await parse(builtIn, { status: 404, response: { data: { error: { body: missing } } } }), null, 'so deep keeps no client its body')
})

test("a response of Node's http is its own body", async t => {
  for (const [type, expected] of [['application/json', known], ['', known], ['text/html', null]] as const) {
    const response = await new Promise((resolve, reject) => { serve(t, missing, 404, type).then(url => get(url, resolve), reject) })
    t.same(await parse(builtIn, response), expected, type)
  }
})

test('the error in what openapi-fetch gave is found', async t => {
  const client = createFetchClient<Record<string, { get: { responses: { 404: { content: { 'application/json': unknown } } } } }>>({ baseUrl: await serve(t, missing) })
  const result = await client.GET('')
  t.same(await parse(builtIn, result), known)
  t.same(await parse(builtIn, result.error), { ...known, status: undefined })
})

test('the error in a body, in a JSON text, and where ky 2 keeps it is found', async t => {
  t.same(await parse(builtIn, missing), { ...known, status: undefined })
  t.same(await parse(builtIn, JSON.stringify(missing)), { ...known, status: undefined })
  const response = Response.json(missing, { status: 404 })
  await response.text()
  t.same(await parse(builtIn, Object.assign(new Error('Not Found'), { response, data: missing })), known)
})

test('an error that the client does not know is given as data', async t => {
  const body = { code: '9001', error: 'from_the_future', until: '2030' }
  t.same(await parse(builtIn, Response.json(body, { status: 418 })), { known: false, name: 'from_the_future', status: 418, body })
  t.same(await parse(builtIn, { code: '2007', error: 'invalid_field_value' }), { known: false, name: 'invalid_field_value', status: undefined, body: { code: '2007', error: 'invalid_field_value' } }, 'without the details that it should have')
})

test('what is no error of an API is null', async t => {
  const cyclic: Record<string, unknown> = {}
  Object.assign(cyclic, { data: cyclic, error: cyclic })
  const values: unknown[] = [
    null, undefined, '', 'x', '5', 'null', 5, 0, 5n, true, Symbol('x'), () => {}, [], {}, new Error('x'), new TypeError('fetch failed'), cyclic, missing.error,
    { data: null, error: null, response: null },
    { statusCode: 400, code: 'FST_ERR_VALIDATION', error: 'Bad Request', message: 'x' },
    new Response('<p>No</p>', { status: 404, headers: { 'content-type': 'text/html' } }),
    new Response(null, { status: 404 }),
    new Response('{', { status: 404, headers: { 'content-type': 'application/json' } }),
    Response.json(null, { status: 404 }),
    Response.json(missing, { status: 200 }),
    { status: 201, data: missing },
    Response.error()
  ]
  for (const value of values) t.equal(await parse(builtIn, value), null)
})

test('hostile values are null', async t => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const thrower = (): never => { throw new Error('no') }
  const values = [proxy, new Proxy({}, { get: thrower }), { get code () { return thrower() } }, { response: proxy }, { status: 400, get data () { return thrower() } }, { clone: true }, { clone: thrower, headers: new Headers({ 'content-type': 'json' }) }, Object.create(null)]
  for (const value of values) t.equal(await parse(builtIn, value), null)
  const invalid = { code: '2007', error: 'invalid_field_value' }
  for (const value of [{ ...invalid, fields: { get [Symbol.toStringTag] () { return thrower() } } }, Object.defineProperty({ ...invalid }, 'fields', { get: thrower })]) t.match(await parse(builtIn, value), { known: false, name: 'invalid_field_value' }, 'only its details refuse')
})

test('a text is no longer than a body that is read', async t => {
  const text = JSON.stringify(missing)
  t.same(await findError(text.padEnd(65_536)), { body: missing, status: undefined })
  t.equal(await findError(text.replace('{', '{'.padEnd(65_536))), undefined)
  t.same(await findError(text.replace('{', '{'.padEnd(65_536)), { maxBytes: 70_000 }), { body: missing, status: undefined })
})

test('the bounds of reading are handed on', async t => {
  t.equal(await findError(Response.json(missing, { status: 404 }), { maxBytes: 10 }), undefined)
  t.same(await findError(Response.json(missing, { status: 404 }), { maxBytes: 100 }), { body: missing, status: 404 })
})
