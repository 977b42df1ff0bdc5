import { Type } from '@sinclair/typebox'
import type { TProperties } from '@sinclair/typebox'
import t from 'tap'
import type { JsonDetails } from '../../src/catalog/json-schema.js'
import { withoutMembers, writeMembers } from '../../src/catalog/members.js'

/** The schema of an object as the catalogue keeps it. */
const plain = (properties: TProperties): JsonDetails => JSON.parse(JSON.stringify(Type.Object(properties))) as JsonDetails

const id = plain({ request_id: Type.String({ description: 'For support.', examples: ['req-1'] }) })
const written = (properties: TProperties, members: unknown): unknown => {
  const { text, problem } = writeMembers(plain(properties), members)
  return text ?? { problem }
}

t.test('members are written as they follow in a body', async t => {
  const texts = { request_id: Type.String(), 'a "link"': Type.String({ format: 'uri' }) }
  for (const value of ['', 'req-1', 'a"b', 'a\\b', 'a\nb', 'é€', '\u2028', '\ud800', 'https://example.com/errors?a=1&b=%20#unauthorized']) {
    const members = { request_id: value, 'a "link"': 'x' }
    t.equal(written(texts, members), `,${JSON.stringify(members).slice(1, -1)}`, value)
  }
})

t.test('they come in the order of the schema, and nothing else comes', async t => {
  t.equal(written({ a: Type.String(), b: Type.String() }, { secret: 1, b: 'b', a: 'a' }), ',"a":"a","b":"b"')
  t.equal(written({ a: Type.Integer(), b: Type.Optional(Type.String()) }, { secret: 1, a: 1 }), ',"a":1')
  t.equal(written({ a: Type.Optional(Type.String()) }, {}), '')
  t.equal(written({}, { secret: 1 }), '')
})

t.test('they are what JSON makes of them, whatever they are', async t => {
  class Ids { get request_id (): string { return 'inherited' } }
  t.match(writeMembers(id, new Ids()), { problem: /request_id/ }, 'which leaves out what is inherited')
  t.same(writeMembers(id, { request_id: 'b', toJSON: () => ({ request_id: 'a' }) }), { text: ',"request_id":"a"' })
  t.same(writeMembers(id, Object.assign(Object.create(null), { request_id: 'a' })), { text: ',"request_id":"a"' })
  t.same(writeMembers(plain({ at: Type.String() }), { at: new Date(0) }), { text: ',"at":"1970-01-01T00:00:00.000Z"' })
})

t.test('what does not fit is said', async t => {
  for (const members of [null, undefined, 'text', 7, [], {}, { request_id: 7 }, { request_id: null }]) t.match(writeMembers(id, members), { problem: /^the members of every error do not fit/ })
  for (const rule of [Type.String({ maxLength: 2 }), Type.Literal('a'), Type.String({ pattern: '^a$' }), Type.Integer()]) t.match(written({ a: rule }, { a: 'abc' }), { problem: /\/a/ })
})

t.test('a promise is none, and harms nobody when it is rejected', async t => {
  for (const members of [Promise.resolve({ request_id: 'a' }), Promise.reject(new Error('x')), { request_id: 'a', then () { throw new Error('no') } }]) t.match(writeMembers(id, members), { problem: /returned a promise/ })
})

t.test('the members of every error are taken out of others', async t => {
  const members = { request_id: 'a', fields: ['b'] }
  t.same(withoutMembers(members, id), { fields: ['b'] })
  t.equal(withoutMembers(members, undefined), members)
})
