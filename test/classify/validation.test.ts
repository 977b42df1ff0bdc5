import Fastify from 'fastify'
import type { FastifySchema, FastifyServerOptions, FastifySchemaCompiler } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { test } from 'tap'
import { z } from 'zod'
import { issuesOf } from '../../src/classify/issues.js'
import { failedFields } from '../../src/classify/validation.js'
import { hostileValues, revoked, thrower } from '../fixtures/hostile.js'

interface Sent { url?: string, body?: unknown, headers?: Record<string, string> }

/** The error that Fastify itself makes when a request does not fit a schema. */
async function errorOf (schema: FastifySchema, { url = '/1', body = {}, headers = {} }: Sent, allErrors = false, compiler?: FastifySchemaCompiler<FastifySchema>): Promise<unknown> {
  const options: FastifyServerOptions = allErrors ? { ajv: { customOptions: { allErrors: true } } } : {}
  const app = Fastify(options)
  if (compiler !== undefined) app.setValidatorCompiler(compiler).setSerializerCompiler(serializerCompiler as never)
  let caught: unknown
  app.setErrorHandler((error, _request, reply) => {
    caught = error
    return reply.code(400).send()
  })
  app.post('/:id', { schema }, () => 'valid')
  await app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, payload: JSON.stringify(body) })
  await app.close()
  return caught
}

const user = {
  type: 'object',
  required: ['email', 'address'],
  additionalProperties: false,
  properties: {
    email: { type: 'string', minLength: 3 },
    address: { type: 'object', required: ['zip'], properties: { zip: { type: 'string', pattern: '^\\d+$' } } },
    items: { type: 'array', minItems: 1, items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
    'a/b~c': { type: 'integer' },
    tags: { type: 'object', propertyNames: { pattern: '^[a-z]+$' } }
  },
  dependencies: { items: ['tags'] }
}
const good = { email: 'a@b', address: { zip: '1' } }

const ajv: ReadonlyArray<readonly [title: string, body: unknown, first: string[], all: string[]]> = [
  ['a missing field', { address: { zip: '1' } }, ['email'], ['email']],
  ['a nested missing field', { email: 'a@b', address: {} }, ['address.zip'], ['address.zip']],
  ['a wrong value', { ...good, email: '' }, ['email'], ['email']],
  ['a nested wrong value', { ...good, address: { zip: 'x' } }, ['address.zip'], ['address.zip']],
  ['a wrong list', { ...good, tags: {}, items: [] }, ['items'], ['items']],
  ['a missing field of an item', { ...good, tags: {}, items: [{ name: 'a' }, {}] }, ['items.1.name'], ['items.1.name']],
  ['a name with a slash and a tilde', { ...good, 'a/b~c': 'x' }, ['a/b~c'], ['a/b~c']],
  ['a field that another needs', { ...good, items: [{ name: 'a' }] }, ['tags'], ['tags']],
  ['a name that does not fit', { ...good, tags: { BAD: 1 } }, ['tags.BAD'], ['tags.BAD']],
  ['a body that is no object', [], ['body'], ['body']],
  ['many things at once', { items: [{}], tags: { BAD: 1 }, address: {} }, ['email'], ['email', 'address.zip', 'items.0.name', 'tags.BAD']]
]

for (const [title, body, first, all] of ajv) {
  test(`failedFields names the fields of Ajv's errors: ${title}`, async t => {
    t.same(failedFields(await errorOf({ body: user }, { body })), first)
    t.same(new Set(failedFields(await errorOf({ body: user }, { body }, true))), new Set(all))
  })
}

test('failedFields names a property that is too many where Ajv refuses it', async t => {
  const app = Fastify({ ajv: { customOptions: { removeAdditional: false } } })
  const errors: unknown[] = []
  app.setErrorHandler((error, _request, reply) => {
    errors.push(error)
    return reply.code(400).send()
  })
  app.post('/', { schema: { body: user } }, () => 'valid')
  app.post('/all', { schema: { body: { type: 'object', properties: { address: { type: 'object', additionalProperties: false, properties: {} } } } } }, () => 'valid')
  await app.inject({ method: 'POST', url: '/', payload: { ...good, extra: 1 } })
  await app.inject({ method: 'POST', url: '/all', payload: { address: { extra: 1 } } })
  t.same(errors.map(failedFields), [['extra'], ['address.extra']])
  await app.close()
})

test('failedFields names fields of every part of a request', async t => {
  const schema = { type: 'object', required: ['x-a'], properties: { 'x-a': { type: 'integer' } } }
  t.same(failedFields(await errorOf({ querystring: schema }, { url: '/1?b=1' })), ['x-a'])
  t.same(failedFields(await errorOf({ headers: schema }, { headers: { 'x-a': 'one' } })), ['x-a'])
  t.same(failedFields(await errorOf({ params: { type: 'object', properties: { id: { type: 'integer' } } } }, { url: '/one' })), ['id'])
  t.same(failedFields(await errorOf({ body: { type: 'string' } }, { body: {} })), ['body'])
})

test('failedFields names the fields of the zod type provider', async t => {
  const schema = { body: z.strictObject({ email: z.string(), items: z.array(z.object({ name: z.string() })) }) }
  const fields = async (body: unknown): Promise<string[] | undefined> => failedFields(await errorOf(schema as FastifySchema, { body }, false, validatorCompiler as never))
  t.same(await fields({ items: [{ name: 'a' }, {}] }), ['email', 'items.1.name'])
  t.same(await fields({ email: 'a', items: [], more: 1, evenMore: 2 }), ['more', 'evenMore'])
  t.same(await fields([]), ['body'])
})

test('failedFields names the fields of a validator that returns an error of its own', async t => {
  const joi = Object.assign(new Error('"email" is required'), { name: 'ValidationError', _original: {}, details: [{ message: 'm', path: ['email'], type: 'any.required', context: {} }, { path: ['items', 0, 'name'] }] })
  const zod = z.strictObject({ email: z.string() }).safeParse({ more: 1 }).error
  const yup = Object.assign(new Error('2 errors occurred'), { name: 'ValidationError', errors: ['a', 'b'], inner: [{ path: 'address.zip', errors: ['a'], inner: [] }, { path: 'items[0].name' }, { path: '["a.b"].c' }] })
  const yupFirst = Object.assign(new Error('zip is required'), { name: 'ValidationError', errors: ['zip is required'], inner: [], path: 'address.zip' })
  const standard = Object.assign(new Error('bad'), { issues: [{ message: 'm', path: [{ key: 'email' }, { key: Symbol('s') }, {}, null] }] })
  const aCode = Object.assign(new Error('bad'), { code: 'MY_CODE', statusCode: 422 })
  for (const [error, fields] of [
    [joi, ['email', 'items.0.name']],
    [zod, ['email', 'more']],
    [yup, ['address.zip', 'items.0.name', 'a.b.c']],
    [yupFirst, ['address.zip']],
    [standard, ['email.Symbol(s)..']],
    [new Error('no form at all'), ['body']],
    [aCode, ['body']]
  ] as const) {
    t.same(failedFields(await errorOf({ body: {} }, {}, false, () => () => ({ error: error as Error }))), fields)
  }
})

test('failedFields takes the failure of a validator that asks elsewhere for none of validation', async t => {
  for (const failure of [{ code: 'ECONNREFUSED' }, { code: '42P01', severity: 'ERROR' }]) {
    t.equal(failedFields(await errorOf({ body: {} }, {}, false, () => () => ({ error: Object.assign(new Error('down'), failure) }))), undefined)
  }
})

test('failedFields knows every keyword by which Ajv names a property', t => {
  for (const params of [{ missingProperty: 'a' }, { additionalProperty: 'a' }, { unevaluatedProperty: 'a' }, { propertyName: 'a' }, { keys: ['a'] }]) {
    t.same(failedFields({ validation: [{ instancePath: '/parent', params }] }), ['parent.a'])
  }
  t.same(failedFields({ validation: [{ instancePath: '', propertyName: 'a', params: {} }] }), ['a'])
  t.same(failedFields({ validation: [{ instancePath: '/a~01~1b' }] }), ['a~1/b'])
  t.end()
})

test('failedFields has no name for the whole where nobody says which part it is', t => {
  t.same(failedFields({ validation: [] }), [])
  t.same(failedFields({ validation: [{ instancePath: '' }, null, undefined, 'x', {}] }), [])
  t.same(failedFields({ validation: [], validationContext: 'querystring' }), ['querystring'])
  t.end()
})

test('failedFields names each field once', t => {
  const failure = { instancePath: '/email' }
  t.same(failedFields({ validation: [failure, failure, { instancePath: '', params: { missingProperty: 'email' } }] }), ['email'])
  t.end()
})

test('a name has no halves of characters, which strict parsers of JSON refuse', t => {
  const failure = (name: string): object => ({ keyword: 'additionalProperties', instancePath: '', params: { additionalProperty: name } })
  const error = { validation: [failure(`${'a'.repeat(127)}😀`), failure('\ud800'), failure('😀')], validationContext: 'body' }
  const names = [`${'a'.repeat(127)}\ufffd`, '\ufffd', '😀']
  t.same(failedFields(error), names)
  t.same(issuesOf(error)?.map(({ field }) => field), names, 'issues have the same')
  t.end()
})

test('failedFields gives 32 names of 128 characters at most', t => {
  const long = 'x'.repeat(1000)
  const validation = Array.from({ length: 1000 }, (_, index) => ({ instancePath: `/${index}${long}` }))
  const fields = failedFields({ validation })
  t.same(fields, Array.from({ length: 32 }, (_, index) => `${index}${long}`.slice(0, 128)))
  const deep = failedFields({ validation: [{ instancePath: '/a'.repeat(100_000) }, { path: Array(100_000).fill('b') }, { path: 'c.'.repeat(100_000) }, { path: '['.repeat(100_000) }] })
  t.same(deep, ['a.'.repeat(64), 'b.'.repeat(64), 'c.'.repeat(64), '['.repeat(128)])
  t.same(failedFields({ validation: [{ instancePath: '', params: { keys: Array.from({ length: 1000 }, (_, index) => `k${index}`) } }] }), Array.from({ length: 32 }, (_, index) => `k${index}`))
  t.end()
})

test('failedFields looks at 512 failures, steps and characters at most', t => {
  const counted = (length: number, item: unknown): [list: unknown, reads: () => number] => {
    let reads = 0
    return [new Proxy(Array(length).fill(item), { get (target, key) { if (/^\d+$/.test(String(key))) reads++; return Reflect.get(target, key) } }), () => reads]
  }
  for (const make of [(list: unknown) => ({ validation: list }), (path: unknown) => ({ validation: [{ path }] }), (keys: unknown) => ({ validation: [{ instancePath: '', params: { keys } }] })]) {
    const [list, reads] = counted(2000, 'a')
    failedFields(make(list))
    t.equal(reads(), 512)
  }
  const only = (last: number): unknown => ({ validation: Array.from({ length: 2000 }, (_, index) => ({ instancePath: index === last ? '/seen' : '/a' })) })
  t.same(failedFields(only(511)), ['a', 'seen'])
  t.same(failedFields(only(512)), ['a'])
  for (const key of ['instancePath', 'path']) {
    const slash = key === 'path' ? '.' : '/'
    t.same(failedFields({ validation: [{ [key]: `${slash.repeat(510)}ab` }] }), ['ab'], key)
    t.same(failedFields({ validation: [{ [key]: `${slash.repeat(511)}ab` }] }), ['a'], key)
  }
  t.end()
})

test('failedFields survives lists that lie', t => {
  const sparse: unknown[] = []
  sparse.length = 4_000_000_000
  const lying = (length: unknown): unknown => new Proxy([], { get: (target, key) => key === 'length' ? length : Reflect.get(target, key) })
  for (const validation of [sparse, lying(1e300), lying(-1), lying(Number.NaN), lying('many'), lying(Symbol('length')), thrower([])]) {
    t.same(failedFields({ validation, validationContext: 'body' }), ['body'])
  }
  t.equal(failedFields({ validation: revoked([]) }), undefined)
  t.same(failedFields({ validation: [thrower(), revoked(), { path: revoked([]) }, { path: [thrower(), { key: {} }], params: revoked() }], validationContext: 'body' }), ['body', '.'])
  t.end()
})

test('failedFields says undefined of what is no error of validation', t => {
  for (const validation of ['a string', 1, true, {}, null, undefined, () => {}]) t.equal(failedFields({ validation }), undefined)
  t.same(failedFields({ validation: 'a string', validationContext: 'body' }), ['body'], 'unless Fastify says that it is')
  for (const [what, value] of hostileValues) t.equal(failedFields(value), undefined, what)
  t.end()
})
