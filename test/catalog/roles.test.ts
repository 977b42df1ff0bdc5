import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { z } from 'zod'
import { problemsOf } from '../../src/catalog/problems.js'
import { ERRORS, GROUPS, PLAIN, problems } from '../fixtures/parts.js'

test('problemsOf wants an error for any other 4xx and 5xx', t => {
  t.same(problemsOf({ groups: GROUPS, definitions: ERRORS, fallback: {}, roles: {}, errorText: 'name' }), [
    'fallback "4xx" is missing; name the error for any other 4xx',
    'fallback "5xx" is missing; name the error for any other 5xx'
  ])
  t.end()
})

test('problemsOf takes statuses and classes as keys of fallback', t => {
  for (const key of [400, 599, '4xx', '5xx']) t.same(problems({ fallback: { [key]: 'bad' } }), [])
  for (const key of [399, 600, '40x', '4XX', 'default', '04', '4040']) {
    t.same(problems({ fallback: { [key]: 'bad' } }), [`fallback "${key}": expected a status from 400 to 599, '4xx' or '5xx'`])
  }
  t.same(problems({ fallback: { token: 'bad' } }), ["fallback \"token\": expected a status from 400 to 599, '4xx' or '5xx'; write roles: { token: \"bad\" }"])
  t.end()
})

test('problemsOf wants fallbacks to name errors of the catalogue', t => {
  for (const [name, shown] of [['nothing', '"nothing"'], ['1', '"1"'], [undefined, 'undefined'], [null, 'null'], [Object.create(null), '[Object: null prototype] {}']] as const) {
    t.same(problems({ fallback: { 404: name } }), [`fallback "404": there is no error named ${shown}`])
  }
  t.same(problems({ errors: { plain: null }, fallback: { 404: 'plain' } }).slice(1), ['fallback "404": there is no error named "plain"'])
  t.end()
})

test('problemsOf lets no bare status stand for an error that needs details', t => {
  const withDetails = (details: unknown): unknown => ({ plain: { ...PLAIN, details } })
  t.same(problems({ errors: withDetails(Type.Object({ a: Type.Optional(Type.String()) })), fallback: { 404: 'plain' } }), [])
  t.same(problems({ errors: withDetails(Type.Object({ a: Type.String() })), fallback: { 404: 'plain' } }), ['fallback "404": "plain" cannot be a fallback: it requires details'])
  t.end()
})

test('problemsOf wants roles that there are, and errors of the catalogue for them', t => {
  for (const role of ['validation', 'token', 'database', 'network']) t.same(problems({ roles: { [role]: 'bad' } }), [])
  for (const role of ['tokens', '404', '4xx']) t.same(problems({ roles: { [role]: 'bad' } }), [`role "${role}": expected "validation", "token", "database", "network"`])
  for (const [name, shown] of [['nothing', '"nothing"'], [undefined, 'undefined'], [1, '1']] as const) {
    for (const role of ['validation', 'network']) t.same(problems({ roles: { [role]: name } }), [`role "${role}": there is no error named ${shown}`])
  }
  const errors = { plain: { ...PLAIN, details: Type.Object({ fields: Type.Array(Type.String()) }) } }
  t.same(problems({ errors, roles: { database: 'plain' } }), ['role "database": "plain" cannot have it: it requires details, which only "validation" gives'])
  t.end()
})

test('problemsOf lets validation stand for an error that takes fields, or has no details', t => {
  const problemsWith = (details: unknown): string[] => problems({ errors: { plain: { ...PLAIN, details } }, roles: { validation: 'plain' } })
  t.same(problemsWith(undefined), [])
  t.same(problemsWith(Type.Object({ fields: Type.Array(Type.String()) })), [])
  t.same(problemsWith(Type.Object({ fields: Type.Array(Type.String()), more: Type.Optional(Type.String()) })), [])
  for (const details of [z.object({ fields: z.array(z.string()).max(9) }), z.object({ fields: z.array(z.string()) }), Type.Object({ fields: Type.Optional(Type.Array(Type.String())) }), { type: 'object', properties: { fields: {} } }, Type.Object({}), Type.Object({ fields: Type.Array(Type.Union([Type.String(), Type.Null()])) })]) t.same(problemsWith(details), [], JSON.stringify(details))
  for (const details of [Type.Object({ fields: Type.String() }), Type.Object({ fields: Type.Array(Type.String()), more: Type.String() })]) {
    t.same(problemsWith(details), ['role "validation": the details of "plain" must be an object with the member "fields", a list of texts, or none'])
  }
  t.end()
})

test('problemsOf lets validation say why fields are wrong, in a list that takes what is found', t => {
  const role = (issues: unknown): string[] => problems({
    errors: { invalid: { ...PLAIN, details: { type: 'object', properties: { fields: { type: 'array', items: { type: 'string' } }, issues } } } }, roles: { validation: 'invalid' }
  })
  const wrong = ['role "validation": the member "issues" of the details of "invalid" must be a list of { field, rule, limit, expected }: limit is a number, the others are texts, limit and expected may be missing']
  const texts = { field: { type: 'string' }, rule: { type: 'string' } }
  for (const properties of [texts, { ...texts, limit: { type: 'number' }, expected: { type: 'string' } }, {}]) t.same(role({ type: 'array', items: { type: 'object', properties } }), [])
  for (const issues of [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { type: 'array', items: { type: 'object', properties: { ...texts, limit: { type: 'string' } } } }, { type: 'array', items: { type: 'object', properties: texts, required: ['limit'] } }]) t.same(role(issues), wrong)
  t.end()
})
