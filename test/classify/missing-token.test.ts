import { test } from 'tap'
import { lacksToken } from '../../src/classify/missing-token.js'
import { hostileValues } from '../fixtures/hostile.js'

const unread = { code: 'FST_JWT_BAD_REQUEST', statusCode: 400 }

test('@fastify/jwt found no token where the request has no header of the form that it reads', t => {
  for (const headers of [{}, { authorization: 'Basic YTpi' }, { authorization: '' }, undefined]) t.ok(lacksToken(unread, { headers }), JSON.stringify(headers))
  for (const authorization of ['Bearer a b', 'bearer  x', 'Bearer ']) t.notOk(lacksToken(unread, { headers: { authorization } }), authorization)
  t.notOk(lacksToken(unread, undefined), 'without a request nobody can tell')
  t.end()
})

test('jsonwebtoken says it by its message', t => {
  t.ok(lacksToken({ name: 'JsonWebTokenError', message: 'jwt must be provided' }, undefined))
  t.notOk(lacksToken({ name: 'JsonWebTokenError', message: 'jwt malformed' }, undefined))
  t.notOk(lacksToken(new Error('jwt must be provided'), {}))
  for (const [what, value] of hostileValues) t.notOk(lacksToken(value, value), what)
  t.end()
})
