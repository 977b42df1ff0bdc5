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
  t.same(checkDetails(entryWith(undefined), { a: 1 }), { problem: 'error "test_error" declares no details, but got some' })
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
  t.match(checkDetails(entryWith(Type.Object({ fields: Type.Array(Type.String()) })), details), { problem: /when they were read again$/ })
  t.end()
})
