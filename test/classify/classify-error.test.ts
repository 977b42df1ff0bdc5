import type { FastifyRequest } from 'fastify'
import { test } from 'tap'
import { defineCatalog } from '../../src/catalog/define.js'
import { classifyError } from '../../src/classify/classify-error.js'
import { ApiError } from '../../src/raise/api-error.js'
import { hostileValues } from '../fixtures/hostile.js'

test('classifyError says what the plugin would make of an error', t => {
  t.equal(classifyError({ code: 'ECONNREFUSED' }), 'network_error')
  t.equal(classifyError({ code: 'SQLITE_BUSY' }), 'database_error')
  t.equal(classifyError({ name: 'JsonWebTokenError' }), 'invalid_token')
  t.equal(classifyError({ validation: [{ instancePath: '/a' }] }), 'invalid_field_value')
  t.equal(classifyError({ statusCode: 404 }), 'object_not_found')
  t.equal(classifyError(new ApiError('not_allowed')), 'not_allowed')
  t.equal(classifyError(new ApiError('nothing' as never)), 'internal_error')
  t.equal(classifyError({ code: 'FST_JWT_BAD_REQUEST', statusCode: 400 }, { request: { headers: {} } as FastifyRequest }), 'unauthorized')
  for (const [what, value] of hostileValues) t.equal(classifyError(value), 'internal_error', what)
  t.end()
})

test('classifyError says it in the names of the catalogue that is given', t => {
  const catalog = defineCatalog({
    groups: { all: { range: [1, 99], description: 'All.' } },
    errors: { bad: { code: '1', status: 400, description: 'Bad.' }, worse: { code: '2', status: 500, description: 'Worse.' }, later: { code: '3', status: 503, description: 'Later.' } },
    fallback: { '4xx': 'bad', '5xx': 'worse' },
    roles: { database: 'later' }
  })
  t.equal(classifyError({ code: 'SQLITE_BUSY' }, { catalog }), 'later')
  t.equal(classifyError({ code: 'ECONNREFUSED' }, { catalog }), 'worse')
  t.end()
})
