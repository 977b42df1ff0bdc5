import { CloneType, FormatRegistry, Kind, Type } from '@sinclair/typebox'
import type { TObject } from '@sinclair/typebox'
import { test } from 'tap'
import { checkDetails, copySchema, isDetailsOptional, isDetailsSchema, isRecord, isSchema, problemOfSchema } from '../../src/catalog/details.js'
import type { CatalogEntry } from '../../src/catalog/types.js'

const entryWith = (details: TObject | undefined): CatalogEntry =>
  ({ name: 'test_error', code: '1', status: 400, description: 'd', error: 'test_error', group: 'g', shared: false, details, needsDetails: !isDetailsOptional(details) })

test('isDetailsSchema knows Type.Object from everything else', t => {
  t.ok(isDetailsSchema(Type.Object({})))
  t.ok(isDetailsSchema({ [Symbol.for('TypeBox.Kind')]: 'Object', type: 'object', properties: {} }), 'of another copy of TypeBox')
  for (const value of [undefined, null, 'object', 1, {}, [], Type.String(), Type.Array(Type.Object({})), { type: 'object', properties: {} }, { [Kind]: 'Object' }]) {
    t.notOk(isDetailsSchema(value))
  }
  t.end()
})

test('isSchema knows any schema of TypeBox from everything else', t => {
  for (const value of [Type.Object({}), Type.String(), Type.Unsafe({}), { [Symbol.for('TypeBox.Kind')]: 'Integer' }]) t.ok(isSchema(value))
  for (const value of [undefined, null, 'string', {}, { type: 'string' }, { [Kind]: 1 }]) t.notOk(isSchema(value))
  t.end()
})

test('isRecord is true for objects only', t => {
  t.same([{}, [], null, undefined, 'a', 1, () => {}].map(isRecord), [true, true, false, false, false, false, false])
  t.end()
})

test('isDetailsOptional is true where an error can be sent without details', t => {
  t.ok(isDetailsOptional(undefined))
  t.ok(isDetailsOptional(Type.Object({})))
  t.ok(isDetailsOptional(Type.Object({ a: Type.Optional(Type.String()) })))
  t.notOk(isDetailsOptional(Type.Object({ a: Type.String() })))
  t.end()
})

test('problemOfSchema says what TypeBox cannot check', t => {
  t.equal(problemOfSchema(Type.Object({ a: Type.Unsafe({ type: 'string', enum: ['x'] }), b: Type.Recursive(This => Type.Object({ c: Type.Optional(This) })) })), undefined)
  t.match(problemOfSchema(Type.Object({ a: Type.Ref('Nowhere') })), 'Nowhere')
  t.match(problemOfSchema(Type.Object({ a: { ...Type.String(), [Kind]: 'Unheard' } })), /Unknown type/i)
  t.equal(problemOfSchema(new Proxy(Type.Object({}), { ownKeys () { throw 'no' } })), 'no') // eslint-disable-line no-throw-literal -- anything may be thrown
  t.end()
})

test('copySchema makes a copy that TypeBox still knows', t => {
  const schema = Type.Object({ a: Type.Array(Type.String()) })
  const copy = copySchema(schema)
  t.not(copy, schema)
  t.not(copy.properties, schema.properties)
  t.same(copy, CloneType(schema))
  t.ok(isDetailsSchema(copy))
  t.end()
})

test('checkDetails lets an error without details have none', t => {
  t.same(checkDetails(entryWith(undefined), undefined), { details: undefined })
  t.same(checkDetails(entryWith(undefined), { a: 1 }), { problem: 'error "test_error" takes no details' })
  t.end()
})

test('checkDetails takes what fits the schema', t => {
  const cases: ReadonlyArray<readonly [TObject, unknown]> = [
    [Type.Object({ a: Type.Integer() }), { a: 1 }],
    [Type.Object({ a: Type.Optional(Type.String()) }), undefined],
    [Type.Object({ a: Type.Optional(Type.String()) }), null],
    [Type.Object({ a: Type.String({ format: 'uuid' }), format: Type.String() }), { a: 'not registered with TypeBox', format: 'x' }],
    [Type.Object({ a: Type.Unsafe<'x' | 'y'>({ type: 'string', enum: ['x', 'y'] }) }), { a: 'x' }],
    [Type.Object({ a: Type.Union([Type.Literal('x'), Type.Literal('y')]) }), { a: 'y' }]
  ]
  for (const [schema, details] of cases) t.same(checkDetails(entryWith(schema), details), { details: details ?? {} })
  t.notOk(FormatRegistry.Has('uuid'), 'the registry of the service is left alone')
  t.end()
})

test('checkDetails says what does not fit', t => {
  const entry = entryWith(Type.Object({ a: Type.Object({ b: Type.Integer() }) }))
  const begin = 'details of error "test_error" do not fit its schema: '
  t.equal(checkDetails(entry, undefined).problem, `${begin}/a Expected required property; /a Expected object`)
  t.equal(checkDetails(entry, { a: { b: 'one' } }).problem, `${begin}/a/b Expected integer`)
  for (const details of ['a', 1, true, [], () => {}]) t.match(checkDetails(entry, details).problem, begin)
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
  t.match(checkDetails(entryWith(schema), { id: Number.NaN }).problem, '/id Expected integer')
  t.match(checkDetails(entryWith(schema), { id: Symbol('1') }).problem, '/id Expected required property')
  t.end()
})

test('checkDetails cuts unions down to the type that fits', t => {
  const schema = Type.Object({ of: Type.Union([Type.Object({ kind: Type.Literal('card'), last: Type.String() }), Type.Object({ kind: Type.Literal('iban') })]) })
  t.strictSame(checkDetails(entryWith(schema), { of: { kind: 'iban', last: 's', more: 1 } }), { details: { of: { kind: 'iban' } } })
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

test('checkDetails names three failures, and looks no further', t => {
  const entry = entryWith(Type.Object({ list: Type.Array(Type.String()) }))
  t.equal(checkDetails(entry, { list: [1, 2, 3, 4] }).problem, 'details of error "test_error" do not fit its schema: /list/0 Expected string; /list/1 Expected string; /list/2 Expected string')
  const long = Array.from({ length: 100_000 }, () => '')
  const before = performance.now()
  checkDetails(entryWith(Type.Object({ list: Type.Array(Type.String({ minLength: 1 })) })), { list: long })
  t.ok(performance.now() - before < 100, 'the wrong items of a long list are not collected')
  const key = 'k'.repeat(10_000)
  t.ok(String(checkDetails(entryWith(Type.Object({ map: Type.Record(Type.String(), Type.String()) })), { map: { [key]: 1 } }).problem).length < 400, 'long keys are cut')
  t.end()
})
