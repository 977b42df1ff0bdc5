import { createRequire } from 'node:module'
import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import type { JsonSchema } from '../../src/catalog/json-schema.js'
import { compileSchema } from '../../src/catalog/validate.js'
import { documentOf, documentSchema, retiredCodesOf } from '../../src/reference/catalog-document.js'
import { defaultCatalog, defineCatalog } from '../../src/index.js'

// The Ajv that Fastify has.
const { resolve } = createRequire(createRequire(import.meta.url).resolve('fastify'))
const { Ajv } = createRequire(resolve('@fastify/ajv-compiler'))('ajv') as {
  Ajv: new (options: object) => { compile (schema: object): ((value: unknown) => boolean) & { errors?: unknown } }
}

test('a document has every error of its catalogue, in order, and is plain JSON', async t => {
  const document = documentOf(defaultCatalog)
  t.same(document.errors.map(error => error.name), defaultCatalog.entries.map(entry => entry.name))
  t.same(document.errors.find(error => error.name === 'object_not_found'), {
    name: 'object_not_found', code: '2002', error: 'object_not_found', status: 404, description: 'The object was not found.', group: 'request', shared: false
  })
  t.match(document.errors.find(error => error.name === 'invalid_field_value')?.details, { type: 'object', required: ['fields'] })
  t.same(document.fallback, defaultCatalog.fallbacks)
  t.same(document.roles, { validation: 'invalid_field_value', token: 'invalid_token', database: 'database_error', network: 'network_error' })
  t.strictSame(JSON.parse(JSON.stringify(document)), document)
})

const tree = () => documentOf(defineCatalog({
  groups: { busy: { range: [5000, 5999], description: 'Busy.' } },
  errors: {
    busy: {
      code: '5000',
      status: 503,
      description: 'Busy.',
      headers: { 'retry-after': Type.Integer({ minimum: 1 }), 'x-queue': 'How long the queue is.' },
      details: Type.Object({ tree: Type.Recursive(This => Type.Object({ children: Type.Array(This) })) })
    }
  }
}, { extend: defaultCatalog }))

test('a document has the headers that errors may come with', async t => {
  t.strictSame(tree().errors.at(-1)?.headers, { 'retry-after': { minimum: 1, type: 'integer' }, 'x-queue': 'How long the queue is.' })
  t.notOk('headers' in (documentOf(defaultCatalog).errors[0] ?? {}))
})

test('recursive details are the same in every document', async t => {
  tree()
  t.strictSame(tree(), tree())
  t.match(tree().errors.at(-1)?.details, { properties: { tree: { $ref: '#/definitions/busy_tree' } }, definitions: { busy_tree: { properties: { children: { items: { $ref: '#/definitions/busy_tree' } } } } } })
})

test('a document says which codes are retired', async t => {
  t.same(documentOf(defaultCatalog).retired, [])
  t.same(documentOf(defaultCatalog, ['2008']).retired, ['2008'])
})

test('the schema of a document says what its members mean', async t => {
  const { errors, fallback, roles, retired } = documentSchema['properties'] as Readonly<Record<string, JsonSchema>>
  t.match([errors, fallback, roles, retired].map(schema => schema?.['description']), [/order of their definition/, /stands for a status/, /service recognises/, /must not be used again/])
})

test('a document fits its schema, for other validators too', async t => {
  const validate = new Ajv({ strict: true }).compile(JSON.parse(JSON.stringify(documentSchema)) as object)
  t.equal(validate(tree()), true, JSON.stringify(validate.errors))
  const document = documentOf(defaultCatalog, ['2008'])
  t.equal(validate(document), true, JSON.stringify(validate.errors))
  t.equal(compileSchema(documentSchema).failures(document), undefined)
  for (const wrong of [{}, { ...document, $schema: 'x' }, { ...document, more: 1 }, { ...document, errors: [{ ...document.errors[0], status: 200 }] }, { ...document, errors: [{ ...document.errors[0], headers: { 'retry-after': 5 } }] }]) {
    t.equal(validate(wrong), false)
    t.notOk(compileSchema(documentSchema).fits(wrong))
  }
})

test('a document says once which members every error carries', async t => {
  const document = documentOf(defineCatalog({ errors: {}, members: Type.Object({ request_id: Type.String() }) }, { extend: defaultCatalog }))
  t.strictSame(document.members, { type: 'object', required: ['request_id'], properties: { request_id: { type: 'string' } } })
  t.equal(compileSchema(documentSchema).failures(document), undefined)
  t.notOk('members' in documentOf(defaultCatalog))
  t.match((documentSchema['properties'] as Readonly<Record<string, JsonSchema>>)['members'], { description: /members of every error/ })
})

test('a document has what errors say of themselves', async t => {
  const notes = { since: '1.2', deprecated: 'Use invalid_token.', owner: '#identity', causes: ['There is no token.'], solutions: ['Log in.'] }
  const document = documentOf(defineCatalog({ errors: { unauthorized: { code: '1000', status: 401, description: 'The request is unauthorized.', ...notes } } }, { extend: defaultCatalog }))
  t.match(document.errors[0], notes)
  t.equal(compileSchema(documentSchema).failures(document), undefined)
  t.type(compileSchema(documentSchema).failures({ ...document, errors: [{ ...document.errors[0], deprecated: false }] }), 'string')
})

test('a document has the retired errors of its catalogue, and the codes that are named besides', async t => {
  const catalog = defineCatalog({ errors: {}, retired: { 2008: { name: 'old_error', reason: 'It is invalid_request now.' } } }, { extend: defaultCatalog })
  const document = documentOf(catalog, ['2008', '2009'])
  t.same(document.retired, [{ code: '2008', name: 'old_error', reason: 'It is invalid_request now.' }, '2009'])
  t.same(retiredCodesOf(document), ['2008', '2009'])
  t.same(documentOf({ groups: {}, entries: [], fallbacks: {}, roles: {} }, ['1']).retired, ['1'], 'also of a catalogue that knows of none')
  t.equal(compileSchema(documentSchema).failures(document), undefined)
})
