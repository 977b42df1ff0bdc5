import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'tap'
import { isNetworkError } from '../../src/classify/network.js'
import { hostileValues } from '../fixtures/hostile.js'

const CODES = [
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EPIPE', 'ETIMEDOUT',
  'ESOCKETTIMEDOUT', 'EADDRNOTAVAIL', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_NETWORK', 'ERR_SOCKET_CONNECTION_TIMEOUT', 'ERR_HTTP2_STREAM_ERROR', 'ERR_HTTP2_SESSION_ERROR',
  'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'
]

test('isNetworkError knows the codes of sockets, DNS, TLS and undici, also of a cause', t => {
  for (const code of CODES) {
    t.ok(isNetworkError({ code }), code)
    t.ok(isNetworkError(new Error('wrapped', { cause: new Error('again', { cause: { code } }) })), code)
  }
  t.end()
})

test('isNetworkError knows a refused connection and a time limit as Node makes them', async t => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve)) // nobody listens there any more
  const refused = await fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => error)
  t.ok(isNetworkError(refused), 'fetch')
  const socket = await new Promise(resolve => connect({ host: '127.0.0.1', port }).once('error', resolve))
  t.ok(isNetworkError(socket), 'a socket')
  t.ok(isNetworkError(new DOMException('The operation was aborted due to timeout', 'TimeoutError')))
})

test('isNetworkError takes nothing else for one', t => {
  for (const code of ['ENOENT', 'EACCES', 'ERR_INVALID_ARG_TYPE', 'FST_ERR_VALIDATION', 'econnrefused', 'ECONNREFUSED ', '', 111, null]) t.notOk(isNetworkError({ code }), String(code))
  t.notOk(isNetworkError(new DOMException('aborted', 'AbortError')), 'a request that the service gave up itself')
  for (const [what, value] of hostileValues) t.notOk(isNetworkError(value), what)
  t.end()
})
