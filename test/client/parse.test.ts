import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import axios from 'axios'
import got from 'got'
import ky from 'ky'
import { FetchError, ofetch } from 'ofetch'
import createFetchClient from 'openapi-fetch'
import { test } from 'tap'
import type { Test } from 'tap'
import { builtIn } from '../../src/client/built-in.js'
import { findError, parse } from '../../src/client/parse.js'

const missing = { code: '2002', error: 'object_not_found' }
const known = { known: true, name: 'object_not_found', status: 404, body: missing }

/** A service that answers every request with this body under this status. */
async function serve (t: Test, body: unknown, status = 404): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
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
})

test('the bounds of reading are handed on', async t => {
  t.equal(await findError(Response.json(missing, { status: 404 }), { maxBytes: 10 }), undefined)
  t.same(await findError(Response.json(missing, { status: 404 }), { maxBytes: 100 }), { body: missing, status: 404 })
})

test('a status that is no number is no status', async t => {
  t.same(await findError({ status: 'fail', data: missing }), { body: missing, status: undefined })
})
