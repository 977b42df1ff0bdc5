import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import type { Catalog } from '../../src/catalog/catalog.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { resolveRaised } from '../../src/classify/resolution.js'
import { ApiError } from '../../src/raise/api-error.js'
import type { Resolution } from '../../src/classify/resolution.js'
import { revoked, thrower } from '../fixtures/hostile.js'

const sent = ({ answer }: Resolution): [status: number, body: string] => [answer.status, answer.body]

const bare = defineCatalog({
  groups: { all: { range: [1, 99], description: 'All.' } },
  errors: {
    bad: { code: '1', status: 400, description: 'Bad.' },
    worse: { code: '2', status: 500, description: 'Worse.' },
    hinted: { code: '3', status: 429, description: 'Hinted.', details: Type.Object({ hint: Type.Optional(Type.Any()) }) },
    large: { code: '4', status: 413, description: 'Large.', details: Type.Object({ size: Type.Any() }) }
  },
  fallback: { '4xx': 'bad', '5xx': 'worse' }
})

/** An ApiError as JavaScript, or a service with another catalogue registered, may make it. */
test('resolveRaised makes internal_error of details that do not fit, and says why', t => {
  for (const [catalog, key, details, problem] of [
    [defaultCatalog, 'invalid_field_value', undefined, /error "invalid_field_value" needs details, got undefined: must have required property 'fields'/],
    [defaultCatalog, 'invalid_field_value', null, /error "invalid_field_value" needs details, got null: must have/],
    [defaultCatalog, new ApiError('unauthorized'), undefined, /expected a name or a code, got an ApiError; throw it, or give its key/],
    [defaultCatalog, 'invalid_field_value', { fields: 'email' }, /do not fit/],
    [defaultCatalog, 'unauthorized', 'a text', /error "unauthorized" takes no details/],
    [bare, 'large', { size: 1n }, /details of error "large" cannot be sent as JSON: .*BigInt/],
    [bare, 'hinted', cyclic(), /details of error "hinted" cannot be sent as JSON: /],
    [bare, 'hinted', revoked(), /details of error "hinted" cannot be sent as JSON: /],
    [bare, 'hinted', thrower(), /details of error "hinted" cannot be sent as JSON: /]
  ] as const) {
    const verdict = resolveRaised(catalog, key, details)
    t.match(verdict, { origin: 'raised', headers: [], problem, answer: { entry: catalog.fallback(500), status: 500 } })
  }
  t.end()
})

test('resolveRaised sends the declared details, and none where they are optional', t => {
  t.same(sent(resolveRaised(bare, 'hinted', { hint: { a: 1 }, secret: 1 })), [429, '{"code":"3","error":"hinted","hint":{"a":1}}'])
  t.equal(resolveRaised(bare, 'hinted', undefined).answer, bare.answer(entryOf('hinted')))
  t.end()
})

test('resolveRaised warns once in the process of a code that several errors share', async t => {
  const warnings: Error[] = []
  const collect = (warning: Error): void => { warnings.push(warning) }
  process.on('warning', collect)
  t.teardown(() => process.off('warning', collect))
  t.equal(resolveRaised(defaultCatalog, 'email_already_exists', undefined).answer.entry.name, 'email_already_exists')
  t.equal(resolveRaised(defaultCatalog, '2003', undefined).answer.entry.name, 'object_already_exists')
  t.equal(resolveRaised(defaultCatalog, 'unauthorised', undefined).problem, 'the catalogue has no error "unauthorised"; did you mean "unauthorized"?')
  t.equal(resolveRaised(defaultCatalog, 2003, undefined).answer.entry.name, 'object_already_exists')
  await new Promise(resolve => setImmediate(resolve))
  t.match(warnings, [{ name: 'ApiErrorWarning', code: 'API_ERROR_SHARED_CODE', message: 'code 2003 is shared by several errors; "object_already_exists" was sent. Raise it by its name.' }])
  t.equal(warnings.length, 1)
})

function cyclic (): object {
  const details: Record<string, unknown> = {}
  details['hint'] = details
  return details
}

function entryOf (name: string): ReturnType<Catalog['fallback']> {
  const entry = bare.get(name)
  if (entry === undefined) throw new Error(`no ${name}`)
  return entry
}

test('resolveRaised makes internal_error of details that are nested too deep to be written, and never throws', t => {
  for (const depth of [100, 500, 1000, 2000, 3000, 4000, 5000, 6000, 8000, 10_000, 20_000, 100_000]) {
    let deep: unknown = []
    for (let level = 0; level < depth; level++) deep = [deep]
    const { answer, problem } = resolveRaised(bare, 'large', { size: deep })
    if (depth <= 500) t.equal(answer.body, `{"code":"4","error":"large","size":${'['.repeat(depth + 1)}${']'.repeat(depth + 1)}}`, String(depth))
    else if (depth >= 20_000) t.match([answer.status, problem], [500, /^details of error "large" cannot be sent as JSON: Maximum call stack/])
    else t.ok(answer.status === 413 || problem !== undefined, String(depth))
  }
  t.end()
})

test('resolveRaised says which key the catalogue does not have, in bounds, and what was meant', t => {
  const problemOf = (key: unknown): string | undefined => resolveRaised(defaultCatalog, key, undefined).problem
  t.equal(problemOf('unauthorised'), 'the catalogue has no error "unauthorised"; did you mean "unauthorized"?')
  t.equal(problemOf(4711), 'the catalogue has no error 4711')
  t.equal(problemOf(Symbol('x')), 'the catalogue has no error of type symbol')
  t.ok((problemOf('x'.repeat(1_000_000)) ?? '').length < 300)
  t.end()
})

test('resolveRaised warns once of a code that several errors share, for each catalogue', async t => {
  const codes: unknown[] = []
  const note = (warning: Error & { readonly code?: string }): void => { codes.push(warning.code) }
  process.on('warning', note)
  t.teardown(() => { process.off('warning', note) })
  const other = defineCatalog({ groups: {}, errors: {} }, { extend: defaultCatalog })
  for (const catalog of [defaultCatalog, defaultCatalog, other]) t.equal(resolveRaised(catalog, '2003', undefined).answer.entry.code, '2003')
  resolveRaised(defaultCatalog, 'email_already_exists', undefined)
  await new Promise(resolve => setImmediate(resolve))
  t.ok(codes.length >= 1 && codes.length <= 2 && codes.every(code => code === 'API_ERROR_SHARED_CODE'), JSON.stringify(codes))
})

test('an error of a catalogue that the scope was not given is said to be that', t => {
  const { problem } = resolveRaised(defaultCatalog, 'large', { size: 1 })
  t.equal(problem, 'the catalogue has no error "large"; this scope has the built-in catalogue; a catalogue that this scope was not given has it: give it to the plugin: register(apiError, { catalog })')
  t.end()
})
