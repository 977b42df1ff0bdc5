import { test } from 'tap'
import { http } from '../../../src/classify/families/http.js'
import { familiesOf, unprovoked } from './provoked.js'

const examples = [
  { code: 'FST_REPLY_FROM_GATEWAY_TIMEOUT' },
  { name: 'FastifyError', code: 'UND_ERR_CONNECT_TIMEOUT' },
  { code: 'UND_ERR_RESPONSE' },
  { requestId: '1', retryable: false, time: new Date(0) },
  { name: 'GaxiosError' },
  { name: 'RestError', request: {} },
  { status: 429, headers: {}, requestID: '1' },
  { status: 429, headers: {}, request_id: '1' },
  { isBoom: true, output: { statusCode: 400 }, data: { isResponseError: true, headers: {}, payload: {} } },
  { code: 'slack_webapi_platform_error' },
  { name: 'RestException', moreInfo: 'https://…' },
  { __isAuthError: true },
  { __isStorageError: true },
  { name: 'ResponseError', response: { headers: {} } }
]

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(http, examples), [])
  t.end()
})

test('a boom error that a service made is its own', t => {
  for (const data of [null, undefined, {}, { isResponseError: false }]) t.same(familiesOf(http, { isBoom: true, output: { statusCode: 400 }, data }), [])
  t.end()
})

test('a response that is none does not make a client of an error', t => {
  const generic = 'clients that keep the response with the error'
  for (const response of [{ status: 404, headers: {} }, { headers: {} }, new Response('no', { status: 404 }), undefined, {}]) t.ok(familiesOf(http, { status: 404, response }).includes(generic))
  const hostile = new Proxy({}, { ownKeys () { throw new Error('no') } })
  for (const response of [{ message: 'gone' }, { statusCode: 404, error: 'Not Found' }, hostile]) t.same(familiesOf(http, { status: 404, response }), [])
  for (const error of [{ status: 404, response: undefined, getStatus () {} }, { status: 404, response: undefined, options: {} }]) t.same(familiesOf(http, error), [], 'an exception of Nest')
  t.end()
})
