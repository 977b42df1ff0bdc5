import { test } from 'tap'
import { errorStatus, statusOf } from '../../src/values/status.js'
import { hostileValues } from '../fixtures/hostile.js'

test('errorStatus takes what is from 400 to 599, also as text', t => {
  for (let status = 400; status <= 599; status++) {
    t.equal(errorStatus(status), status)
    t.equal(errorStatus(String(status)), status)
  }
  t.end()
})

test('errorStatus reads a fraction as Fastify and Node do, which send 404 for 404.5', t => {
  for (const value of [404.5, '404.5', 404.999]) t.equal(errorStatus(value), 404, String(value))
  t.equal(statusOf({ statusCode: 404.5 }), 404)
  t.end()
})

test('errorStatus takes nothing else', t => {
  for (const value of [399, 600, 200, 302, 99, 1000, 399.9, 599.5, -404, 0, Number.NaN, Infinity, '399', '600', '4O4', ' 404', '4e2', '0404', '404.', '404 Not Found', `404.${'0'.repeat(20)}`, '', null, undefined, true, {}, [404], 404n, Symbol('404'), Object(404)]) {
    t.equal(errorStatus(value), undefined, String(value))
  }
  t.end()
})

test('statusOf takes statusCode before status, and status where statusCode is none', t => {
  t.equal(statusOf({ statusCode: 404, status: 500 }), 404)
  t.equal(statusOf({ statusCode: 200, status: 503 }), 503)
  t.equal(statusOf({ status: '409' }), 409)
  t.equal(statusOf({}), undefined)
  t.end()
})

test('statusOf finds no status on hostile values', t => {
  for (const [what, value] of hostileValues) t.equal(statusOf(value), undefined, what)
  t.end()
})
