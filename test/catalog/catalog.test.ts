import { test } from 'tap'
import { Catalog, isCatalog } from '../../src/catalog/catalog.js'
import { hostileValues } from '../fixtures/hostile.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'

const other = defineCatalog({
  groups: { mine: { range: [1, 99], description: 'Mine.' } },
  errors: {
    bad: { code: '7', status: 400, description: 'It is bad.' },
    worse: { code: '8', status: 500, description: 'It is worse.' }
  },
  fallback: { '4xx': 'bad', '5xx': 'worse' }
})

test('Catalog.get finds every error by name, by code and by number', t => {
  for (const entry of defaultCatalog.entries) {
    t.equal(defaultCatalog.get(entry.name), entry)
    if (entry.shared) continue
    t.equal(defaultCatalog.get(entry.code), entry)
    t.equal(defaultCatalog.get(Number(entry.code)), entry)
  }
  t.end()
})

test('Catalog.get finds the first of the errors that share a code', t => {
  t.equal(defaultCatalog.get('2003')?.name, 'object_already_exists')
  t.equal(defaultCatalog.get(2003)?.name, 'object_already_exists')
  t.end()
})

test('Catalog.get finds nothing by anything else', t => {
  for (const key of ['', '9999', 9999, 'constructor', '__proto__', 'UNAUTHORIZED', ' 1000', '01000', 1000.5, Number.NaN, null, undefined, {}, Symbol('unauthorized'), 1000n]) {
    t.equal(defaultCatalog.get(key), undefined, String(key))
  }
  t.end()
})

test('Catalog.answerTo finds what is sent for each of these, at the status of the error', t => {
  for (const key of ['unauthorized', '1000', 1000, '2003', 'invalid_field_value']) {
    const entry = defaultCatalog.get(key)
    t.ok(entry)
    if (entry !== undefined) t.equal(defaultCatalog.answerTo(key), defaultCatalog.answer(entry))
  }
  for (const key of ['none', 9999, null, undefined, {}]) t.equal(defaultCatalog.answerTo(key), undefined)
  t.end()
})

test('Catalog.find finds every error by its pair, and by no other', t => {
  for (const entry of defaultCatalog.entries) t.equal(defaultCatalog.find(entry.code, entry.error), entry)
  t.equal(defaultCatalog.find('1000', 'invalid_token'), undefined)
  t.equal(defaultCatalog.find('2003', 'object_not_found'), undefined)
  t.end()
})

test('Catalog.find does not take half of a text for a code', t => {
  const spoken = defineCatalog({ errors: {}, errorText: 'description' }, { extend: defaultCatalog })
  t.equal(spoken.find('2002', 'The object was not found.')?.name, 'object_not_found')
  t.equal(spoken.find('2002 The', 'object was not found.'), undefined)
  t.end()
})

test('Catalog.fallback takes a status outside 400 to 599 as 500', t => {
  for (const status of [0, 99, 200, 302, 399, 600, 1000, 404.5, -404, Number.NaN, Number.POSITIVE_INFINITY]) {
    t.equal(defaultCatalog.fallback(status).name, 'internal_error', String(status))
  }
  t.end()
})

test('Catalog.role finds nothing where the catalogue names no error', t => {
  for (const role of ['validation', 'token', 'database', 'network'] as const) t.equal(other.role(role), undefined)
  t.end()
})

test('Catalog.allows an error its own status and those that it stands for', t => {
  for (const entry of defaultCatalog.entries) {
    for (let status = 390; status <= 610; status++) {
      const stands = status >= 400 && status <= 599 && defaultCatalog.fallback(status) === entry
      t.equal(defaultCatalog.allows(entry, status), status === entry.status || stands, `${entry.name} ${status}`)
    }
  }
  t.end()
})

test('Catalog.answer has the bytes of every error, made once', t => {
  for (const entry of defaultCatalog.entries) {
    const answer = defaultCatalog.answer(entry)
    t.equal(answer.body, `{"code":"${entry.code}","error":"${entry.name}"}`)
    t.equal(answer.length, String(answer.body.length))
    t.equal(answer.status, entry.status)
    t.equal(answer.entry, entry)
    t.equal(defaultCatalog.answer(entry), answer)
  }
  t.end()
})

test('Catalog.answer keeps a status that the error stands for, and no other', t => {
  const entry = defaultCatalog.fallback(413)
  t.match(defaultCatalog.answer(entry, 413), { status: 413, body: '{"code":"2001","error":"invalid_request"}' })
  t.equal(defaultCatalog.answer(entry, 404).status, 400)
  t.equal(defaultCatalog.answer(entry, 200).status, 400)
  t.end()
})

test('Catalog.answer refuses an error of another catalogue', t => {
  const [foreign] = other.entries
  if (foreign === undefined) throw new Error('no entry')
  t.throws(() => defaultCatalog.answer(foreign), { message: 'API_ERROR_FOREIGN_ENTRY: bad is not an entry of this catalogue' })
  t.end()
})

test('isCatalog knows a catalogue by its brand, and never throws', t => {
  t.ok(isCatalog(defaultCatalog))
  t.ok(isCatalog({ [Symbol.for('fastify-api-error.Catalog.1')]: true }), 'also one of another copy of the package')
  const yes = 'a proxy that says yes to everything'
  for (const [what, value] of hostileValues) t.equal(isCatalog(value), what === yes, what)
  for (const value of [{}, { ...defaultCatalog }, Catalog, 'catalog']) t.notOk(isCatalog(value))
  t.end()
})

test('Catalog refuses to be made without an error for every status', t => {
  const parts = { groups: {}, definitions: {}, entries: [], roles: {}, errorText: 'name', members: undefined } as const
  t.throws(() => new Catalog({ ...parts, fallback: {} }), { message: 'API_ERROR_NO_FALLBACK: no entry stands for status 400' })
  t.throws(() => new Catalog({ ...parts, fallback: { '4xx': 'nothing' } }), { message: 'API_ERROR_NO_FALLBACK: no entry stands for status 400' })
  t.end()
})
