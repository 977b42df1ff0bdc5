import { test } from 'tap'
import { sdks } from '../../../src/classify/families/sdks.js'
import { familiesOf, unprovoked } from './provoked.js'

const examples = [
  { name: 'AuthenticationError', errorResponse: {} },
  { code: 'app/network-timeout', errorInfo: {}, codePrefix: 'app' },
  { name: 'OPError', error: 'invalid_grant' },
  { code: 'OAUTH_TIMEOUT' }
]

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(sdks, examples), [])
  t.end()
})

test('an error of a service that has the same members is its own', t => {
  const own: object[] = [
    { url: '/orders/1', status: 404, method: 'GET', requestBody: {} },
    { name: 'ApiError', status: 404, message: 'no such order' },
    { name: 'ApiException', code: 404 },
    { name: 'Error', status: 400, type: 'mailgun' },
    { name: 'VaultError', response: 'no' },
    { reason: 'closed', statusCode: 409, message: 'the order is closed' },
    { code: 'auth/not-invited', errorInfo: {}, codePrefix: 'auth' },
    { statusCode: 404, body: {}, headers: {} },
    { name: '404 Not Found', message: 'no page' }
  ]
  for (const error of own) t.same(familiesOf(sdks, error), [], JSON.stringify(error))
  t.end()
})
