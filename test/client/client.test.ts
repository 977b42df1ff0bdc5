import { test } from 'tap'
import { createAnswer } from '../../src/catalog/answer.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { createClient, isApiErrorBody, parseApiError } from '../../src/client/client.js'

type Errors = { readonly gone: { readonly code: '4' }, readonly worded: { readonly code: '5', readonly error: 'It did not work.' } }
const own = createClient<Errors>({ gone: '4', worded: { code: '5', error: 'It did not work.' } })

test('parseApiError knows every error of the built-in catalogue by its bytes', async t => {
  for (const entry of defaultCatalog.entries) {
    const body = entry.needsDetails ? JSON.stringify({ code: entry.code, error: entry.error, fields: ['email'] }) : defaultCatalog.answer(entry).body
    const { status } = createAnswer(entry, entry.status, body)
    const found = await parseApiError(new Response(body, { status, headers: { 'content-type': 'application/json; charset=utf-8' } }))
    t.same(found, { known: true, name: entry.name, status, body: JSON.parse(body) as unknown }, entry.name)
  }
})

test('parseApiError reads within the bounds it is given', async t => {
  t.equal(await parseApiError(Response.json({ code: '2002', error: 'object_not_found' }, { status: 404 }), { maxBytes: 3 }), null)
})

test('isApiErrorBody knows the body of an error, of any or of the one that is named', async t => {
  const body: unknown = { code: '2002', error: 'object_not_found' }
  t.equal(isApiErrorBody(body), true)
  t.equal(isApiErrorBody(body, 'object_not_found'), true)
  t.equal(isApiErrorBody(body, 'unauthorized'), false)
  t.equal(isApiErrorBody({ code: '2007', error: 'invalid_field_value' }), false, 'without its details')
  t.equal(isApiErrorBody({ code: '9001', error: 'from_the_future' }), false)
})

test('isApiErrorBody never throws', async t => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  for (const value of [null, undefined, 'x', 5, Symbol('x'), proxy, { get error () { throw new Error('no') } }]) t.equal(isApiErrorBody(value), false)
})

test('createClient makes the client of another catalogue', async t => {
  t.match(await own.parseApiError({ code: '5', error: 'It did not work.' }), { known: true, name: 'worded' })
  t.match(await own.parseApiError({ code: '2002', error: 'object_not_found' }), { known: false, name: 'object_not_found' })
  t.equal(own.isApiErrorBody({ code: '4', error: 'gone' }, 'gone'), true)
  t.equal(own.isApiErrorBody({ code: '4', error: 'gone' }, 'worded'), false)
  const messageOf = own.createErrorMessages({ gone: 'It is gone.', worded: 'No.' }, 'Sorry.')
  t.equal(messageOf(await own.parseApiError({ code: '4', error: 'gone' })), 'It is gone.')
})
