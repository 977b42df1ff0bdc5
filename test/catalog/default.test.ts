import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { problemsOf } from '../../src/catalog/problems.js'

const fixture = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'errors.md'), 'utf8')

/** Statuses and groups of the specification's table, one row an entry, in its order. */
const TABLE = `
authentication 1000 unauthorized 401
authentication 1001 invalid_token 401
authentication 1002 jwt_key_error 500
authentication 1003 crypto_error 500
authentication 1004 invalid_credentials 401
authentication 1005 old_password_invalid 400
authentication 1006 wrong_authentication_system 401
authentication 1007 not_allowed 403
request 2001 invalid_request 400
request 2002 object_not_found 404
request 2003 object_already_exists 409
request 2003 email_already_exists 409
request 2004 invalid_email 400
request 2005 invalid_password 400
request 2006 password_confirmation_mismatch 400
request 2007 invalid_field_value 400
server 3001 internal_error 500
server 3002 database_error 500
server 3003 network_error 502
internal 4001 provider_not_supported 501
internal 4002 component_not_found 404
internal 4003 application_already_exists 409
internal 4004 application_not_deployed 404
`.trim().split('\n')

const documented = [...fixture.matchAll(/^- `(\d+) - (\w+)`: (.*)$/gm)].map(([, code, name, description]) => ({ code, name, description }))

test('defaultCatalog has exactly the errors of errors.md, in its order and with its sentences', t => {
  t.equal(documented.length, 23)
  t.equal(documented.length, fixture.split('\n').filter(line => line.startsWith('- ')).length, 'every line of the list is understood')
  t.same(defaultCatalog.entries.map(({ code, name, description }) => ({ code, name, description })), documented)
  t.end()
})

test('defaultCatalog can be written back as the list of errors.md', t => {
  for (const { code, name, description } of defaultCatalog.entries) {
    t.ok(fixture.includes(`\n- \`${code} - ${name}\`: ${description}`), name)
  }
  t.end()
})

test('defaultCatalog has the groups of errors.md, their ranges and their sentences', t => {
  const sections = [...fixture.matchAll(/^### (\w+) errors\n\n(.+)$/gm)].map(([, title, sentence]) => {
    const range = [...sentence?.matchAll(/\d+/g) ?? []].map(Number)
    // errors.md spells the word wrong once. The reference page of a service does not repeat it.
    return [title?.toLowerCase(), { range, description: sentence?.replace(/^Erros /, 'Errors ') }]
  })
  t.equal(sections.length, 4)
  t.same(Object.entries(defaultCatalog.groups), sections)
  t.end()
})

test('defaultCatalog has the groups and statuses of the table', t => {
  t.same(defaultCatalog.entries.map(({ group, code, name, status }) => `${group} ${code} ${name} ${status}`), TABLE)
  t.end()
})

test('defaultCatalog has one error with details: the fields of invalid_field_value', t => {
  t.same(defaultCatalog.entries.filter(entry => entry.details !== undefined).map(entry => entry.name), ['invalid_field_value'])
  t.same(Object.keys(defaultCatalog.definitions.invalid_field_value.details.properties), ['fields'])
  t.same(defaultCatalog.entries.filter(entry => entry.needsDetails).map(entry => entry.name), ['invalid_field_value'])
  t.end()
})

test('defaultCatalog shares the code 2003 and no other', t => {
  t.same(defaultCatalog.entries.filter(entry => entry.shared).map(entry => entry.name), ['object_already_exists', 'email_already_exists'])
  t.same(new Set(defaultCatalog.entries.map(entry => entry.code)).size, 22)
  t.end()
})

test('defaultCatalog stands for each of the 200 statuses', t => {
  const special: Readonly<Record<number, string>> = {
    401: 'unauthorized', 403: 'not_allowed', 404: 'object_not_found', 410: 'object_not_found', 409: 'object_already_exists', 502: 'network_error', 504: 'network_error'
  }
  for (let status = 400; status <= 599; status++) {
    t.equal(defaultCatalog.fallback(status).name, special[status] ?? (status < 500 ? 'invalid_request' : 'internal_error'), String(status))
  }
  t.end()
})

test('defaultCatalog names an error for each kind of foreign error', t => {
  t.equal(defaultCatalog.role('validation')?.name, 'invalid_field_value')
  t.equal(defaultCatalog.role('token')?.name, 'invalid_token')
  t.equal(defaultCatalog.role('database')?.name, 'database_error')
  t.equal(defaultCatalog.role('network')?.name, 'network_error')
  t.end()
})

test('the built-in catalogue has no problem: it is made without the checks of defineCatalog', t => {
  t.ok(defineCatalog({ errors: {} }, { extend: defaultCatalog }))
  const { definitions, groups, fallbacks: fallback, roles } = defaultCatalog
  t.same(problemsOf({ definitions, groups, fallback, roles, errorText: 'name' }), [])
  t.end()
})
