import { test } from 'tap'
import { clip, compileSchema } from '../../src/catalog/validate.js'

test('compileSchema checks as Fastify does, formats and definitions included, and changes nothing', t => {
  const { fits, failures } = compileSchema({ type: 'object', required: ['at'], properties: { at: { type: 'string', format: 'date-time' }, count: { $ref: '#/definitions/count' }, preset: { default: 1 } }, additionalProperties: false, definitions: { count: { type: 'integer' } } })
  const value = { at: '2026-01-31T12:00:00Z' }
  t.equal(failures(value), undefined)
  t.same([fits(value), fits({})], [true, false])
  t.same(value, { at: '2026-01-31T12:00:00Z' })
  t.equal(failures({ at: 'today' }), '/at must match format "date-time"')
  t.equal(failures({ at: value.at, count: '1' }), '/count must be integer')
  t.equal(failures({ at: value.at, more: 1 }), 'must NOT have additional properties')
  t.equal(failures({ at: value.at, count: 1 }), undefined)
  t.end()
})

test('compileSchema takes keywords of libraries, and says what it cannot work with', t => {
  t.equal(compileSchema({ type: 'string', format: 'unheard-of', 'x-mine': 1, kind: 'String' }).failures('a'), undefined)
  t.throws(() => compileSchema({ $ref: '#/definitions/nothing' }), /nothing/)
  t.end()
})

test('compileSchema names three failures, in short', t => {
  t.equal(compileSchema({ anyOf: ['string', 'boolean', 'null', 'integer'].map(type => ({ type })) }).failures({}), 'must be string; must be boolean; must be null')
  t.equal(compileSchema({ enum: ['a'.repeat(500)] }).failures('b')?.length, 201)
  t.equal(clip('a'.repeat(200)), 'a'.repeat(200))
  t.end()
})
