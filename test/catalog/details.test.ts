import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { z } from 'zod'
import { checkDetails, isDetailsOptional } from '../../src/catalog/details.js'
import { readDetails } from '../../src/catalog/read-schema.js'
import type { CatalogEntry } from '../../src/catalog/types.js'

function entryWith (given: unknown): CatalogEntry {
  const { schema: details, problems } = given === undefined ? {} : readDetails(given, 'test_error')
  if (problems !== undefined) throw new Error(problems.join())
  return { name: 'test_error', code: '1', status: 400, description: 'd', error: 'test_error', group: 'g', shared: false, details, needsDetails: !isDetailsOptional(details) }
}

test('isDetailsOptional is true where an error can be sent without details', t => {
  const isOptional = (details: unknown): boolean => isDetailsOptional(entryWith(details).details)
  t.ok(isOptional(undefined))
  t.ok(isOptional(Type.Object({})))
  t.ok(isOptional(Type.Object({ a: Type.Optional(Type.String()) })))
  t.notOk(isOptional(Type.Object({ a: Type.String() })))
  t.notOk(isOptional(Type.Object({ a: Type.Optional(Type.String()) }, { minProperties: 1 })))
  const either = (...anyOf: object[]): unknown => ({ type: 'object', properties: { a: {}, b: {} }, anyOf })
  t.notOk(isOptional(either({ required: ['a'] }, { required: ['b'] })))
  t.ok(isOptional(either({ required: ['a'] }, {})))
  t.end()
})

test('checkDetails lets an error without details have none', t => {
  t.same(checkDetails(entryWith(undefined), undefined), { details: undefined })
  t.same(checkDetails(entryWith(undefined), { a: 1 }), { details: undefined }, 'what another of several errors needs is cut away')
  t.same(checkDetails(entryWith(undefined), 'text'), { problem: 'error "test_error" takes no details' })
  t.end()
})

test('checkDetails takes what fits the schema', t => {
  const cases: ReadonlyArray<readonly [object, unknown]> = [
    [Type.Object({ a: Type.Integer() }), { a: 1 }],
    [Type.Object({ a: Type.Optional(Type.String()) }), undefined],
    [Type.Object({ a: Type.Optional(Type.String()) }), null],
    [Type.Object({ a: Type.String({ format: 'uuid' }), format: Type.String() }), { a: '123e4567-e89b-42d3-a456-426614174000', format: 'x' }],
    [Type.Object({ a: Type.String({ format: 'unheard-of' }) }), { a: 'anything' }],
    [Type.Object({ a: Type.Unsafe<'x' | 'y'>({ type: 'string', enum: ['x', 'y'] }) }), { a: 'x' }],
    [Type.Object({ a: Type.Union([Type.Literal('x'), Type.Literal('y')]) }), { a: 'y' }]
  ]
  for (const [schema, details] of cases) t.same(checkDetails(entryWith(schema), details), { details: details ?? {} })
  t.end()
})

test('checkDetails says what does not fit', t => {
  const entry = entryWith(Type.Object({ a: Type.Object({ b: Type.Integer() }) }))
  const begin = 'details of error "test_error" do not fit its schema: '
  for (const none of [undefined, null]) t.equal(checkDetails(entry, none).problem, `error "test_error" needs details, got ${none}: must have required property 'a'`)
  t.equal(checkDetails(entry, { a: { b: 'one' } }).problem, `${begin}/a/b must be integer`)
  for (const details of ['a', 1, true, [], () => {}]) t.match(checkDetails(entry, details).problem, begin)
  const told = entryWith({ type: 'object', properties: { at: { type: 'string', format: 'date-time' }, kind: { enum: ['a', 'b'] }, only: { const: 1 }, constructor: {} }, required: ['constructor'] })
  t.equal(checkDetails(told, { constructor: 1, at: 'today' }).problem, `${begin}/at must match format "date-time"`)
  t.equal(checkDetails(told, { constructor: 1, kind: 'c' }).problem, `${begin}/kind must be equal to one of the allowed values (["a","b"])`)
  t.equal(checkDetails(told, { constructor: 1, only: 2 }).problem, `${begin}/only must be equal to constant (1)`)
  t.equal(checkDetails(told, {}).problem, `${begin}must have required property 'constructor'`, 'which every object inherits')
  t.end()
})

test('checkDetails removes undeclared members at every depth and leaves the value alone', t => {
  const entry = entryWith(Type.Object({ user: Type.Object({ id: Type.Integer() }), list: Type.Array(Type.Object({ a: Type.Integer() })) }))
  const row = { user: { id: 1, password: 'p' }, list: [{ a: 1, b: 2 }], secret: 's' }
  t.same(checkDetails(entry, row), { details: { user: { id: 1 }, list: [{ a: 1 }] } })
  t.same(row, { user: { id: 1, password: 'p' }, list: [{ a: 1, b: 2 }], secret: 's' })
  t.end()
})

test('checkDetails does not look at undeclared members', t => {
  const row: Record<string, unknown> = { id: 1, get secret () { throw new Error('read') } }
  row['self'] = row
  t.same(checkDetails(entryWith(Type.Object({ id: Type.Integer() })), row), { details: { id: 1 } })
  t.end()
})

test('checkDetails sends no value that it has not checked', t => {
  let reads = 0
  const details = { get fields () { return reads++ === 0 ? ['a'] : 'secret' } }
  t.strictSame(checkDetails(entryWith(Type.Object({ fields: Type.Array(Type.String()) })), details), { details: { fields: ['a'] } })
  t.equal(reads, 1)
  t.end()
})

test('checkDetails gives what JSON has of the value', t => {
  class Row {
    id = 1
    #secret = 's'
    get name (): string { return this.#secret }
    toJSON (): object { return { id: this.id, extra: 'e' } }
  }
  const hidden = Object.defineProperty({ id: 1 }, 'name', { value: 's', enumerable: false })
  const schema = Type.Object({ id: Type.Integer(), name: Type.Optional(Type.String()) })
  for (const row of [new Row(), hidden, Object.create({ name: 's' }, { id: { value: 1, enumerable: true } }), { id: 1, name: undefined }, { id: 1, name: Symbol('s') }, { id: 1, name: () => 's' }]) {
    t.strictSame(checkDetails(entryWith(schema), row), { details: { id: 1 } })
    t.strictSame(checkDetails(entryWith(Type.Object({ row: schema })), { row }), { details: { row: { id: 1 } } })
  }
  const texts = Type.Object({ at: Type.String({ format: 'date-time' }), link: Type.String() })
  t.strictSame(checkDetails(entryWith(texts), { at: new Date(0), link: new URL('https://example.com/a') }), { details: { at: '1970-01-01T00:00:00.000Z', link: 'https://example.com/a' } })
  t.match(checkDetails(entryWith(schema), { id: Number.NaN }).problem, '/id must be integer')
  t.match(checkDetails(entryWith(schema), { id: Symbol('1') }).problem, "must have required property 'id'")
  t.end()
})

test('checkDetails cuts unions down to the type that fits', t => {
  const schema = Type.Object({ of: Type.Union([Type.Object({ kind: Type.Literal('card'), last: Type.String() }), Type.Object({ kind: Type.Literal('iban') })]) })
  t.strictSame(checkDetails(entryWith(schema), { of: { kind: 'iban', last: 's', more: 1 } }), { details: { of: { kind: 'iban' } } })
  const either = Type.Object({ of: Type.Union([Type.Object({ a: Type.String() }), Type.Object({ b: Type.Integer() })]) })
  for (let again = 0; again < 2; again++) t.strictSame(checkDetails(entryWith(either), { of: { a: 1, b: 1 } }), { details: { of: { b: 1 } } }, 'the first that fits')
  const kinds = z.object({ of: z.discriminatedUnion('kind', [z.object({ kind: z.literal('card'), last: z.string() }), z.object({ kind: z.literal('iban') })]) })
  t.strictSame(checkDetails(entryWith(kinds), { of: { kind: 'iban', last: 's', more: 1 } }), { details: { of: { kind: 'iban' } } })
  t.match(checkDetails(entryWith(kinds), { of: { kind: 'cash' } }).problem, 'do not fit')
  t.strictSame(checkDetails(entryWith(Type.Object({ all: Type.Record(Type.String(), Type.Object({ a: Type.Integer() })) })), { all: { x: { a: 1, b: 2 } } }), { details: { all: { x: { a: 1 } } } })
  t.end()
})

test('checkDetails says why JSON cannot have a value', t => {
  const entry = entryWith(Type.Object({ any: Type.Unknown() }))
  const cycle: Record<string, unknown> = {}
  cycle['self'] = cycle
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const cases: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{ any: cycle }, /circular/],
    [{ any: [1n] }, /BigInt/],
    [{ get any () { throw new Error('not now') } }, /not now$/],
    [{ get any () { throw 'not now' } }, /not now$/], // eslint-disable-line no-throw-literal -- anything may be thrown
    [{ get any () { throw new Error('x'.repeat(1000)) } }, /: x{200}…$/],
    [proxy, /revoked/],
    [{ any: { toJSON () { throw new Error('not now') } } }, /not now$/]
  ]
  for (const [details, reason] of cases) {
    const { problem } = checkDetails(entry, details)
    t.match(problem, 'details of error "test_error" cannot be sent as JSON: ')
    t.match(problem, reason)
  }
  t.end()
})

test('checkDetails names three failures at most, and looks no further', t => {
  const entry = entryWith(Type.Object({ a: Type.Union([Type.String(), Type.Integer(), Type.Boolean(), Type.Null()]) }))
  t.equal(checkDetails(entry, { a: [] }).problem, 'details of error "test_error" do not fit its schema: /a must be string; /a must be integer; /a must be boolean')
  const long = Array.from({ length: 100_000 }, () => '')
  const lists = entryWith(Type.Object({ list: Type.Array(Type.String({ minLength: 1 })) }))
  checkDetails(lists, {}) // which compiles it
  const before = performance.now()
  t.match(checkDetails(lists, { list: long }).problem, '/list/0 must NOT have fewer than 1 characters')
  t.ok(performance.now() - before < 1000, 'the wrong items of a long list are not collected')
  const key = 'k'.repeat(10_000)
  t.ok(String(checkDetails(entryWith(Type.Object({ map: Type.Record(Type.String(), Type.String()) })), { map: { [key]: 1 } }).problem).length < 400, 'long keys are cut')
  t.end()
})
