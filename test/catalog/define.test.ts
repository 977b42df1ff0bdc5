import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { z } from 'zod'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import type { CatalogDefinition } from '../../src/catalog/define.js'
import type { ErrorDefinition, ErrorDefinitions } from '../../src/catalog/types.js'

const billing = { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to billing.' } as const
const declined = { code: '5001', status: 402, description: 'The card was declined.' } as const

const catalog = defineCatalog({
  groups: { billing },
  errors: { card_declined: { ...declined, details: Type.Object({ retry_after: Type.Integer() }) } },
  fallback: { 417: 'object_not_found' }
}, { extend: defaultCatalog })

/** What JavaScript, or a definition read from elsewhere, may hand over. */
const define = (definition: unknown, options?: unknown): unknown =>
  defineCatalog(definition as CatalogDefinition<ErrorDefinitions, never>, options as undefined)

test('defineCatalog makes complete entries', t => {
  t.match(catalog.get('card_declined'), { name: 'card_declined', code: '5001', status: 402, description: 'The card was declined.', error: 'card_declined', group: 'billing', shared: false, needsDetails: true })
  t.match(catalog.get('email_already_exists'), { shared: true, details: undefined, needsDetails: false, group: 'request' })
  t.end()
})

test('defineCatalog with extend starts from the groups, errors and fallbacks of another catalogue', t => {
  t.same(Object.keys(catalog.groups), [...Object.keys(defaultCatalog.groups), 'billing'])
  t.same(catalog.entries.map(entry => entry.name), [...defaultCatalog.entries.map(entry => entry.name), 'card_declined'])
  t.equal(catalog.fallback(417).name, 'object_not_found')
  t.equal(catalog.fallback(401).name, 'unauthorized')
  t.equal(defaultCatalog.fallback(417).name, 'invalid_request', 'the other is as it was')
  t.equal(defaultCatalog.get('card_declined'), undefined)
  t.end()
})

test('defineCatalog with extend lets an error of its own take the place of the inherited one', t => {
  const own = defineCatalog({ errors: { unauthorized: { code: '1099', status: 403, description: 'Log in.' } } }, { extend: defaultCatalog })
  t.match(own.get('unauthorized'), { code: '1099', status: 403, description: 'Log in.' })
  t.equal(own.get('1000'), undefined)
  t.equal(own.entries.length, defaultCatalog.entries.length)
  t.equal(own.fallback(401).code, '1099')
  t.end()
})

test('defineCatalog makes a catalogue of its own from nothing', t => {
  const own = defineCatalog({
    groups: { all: { range: [0, 9], description: 'All.' } },
    errors: { bad: { code: '1', status: 400, description: 'Bad.' }, worse: { code: '2', status: 500, description: 'Worse.' } },
    fallback: { '4xx': 'bad', '5xx': 'worse' }
  })
  t.equal(own.fallback(404).name, 'bad')
  t.equal(own.fallback(503).name, 'worse')
  t.end()
})

test('defineCatalog lets errors share a code when each says so', t => {
  const own = defineCatalog({
    groups: { billing },
    errors: { first_one: { ...declined, shared: true }, second_one: { ...declined, shared: true } }
  }, { extend: defaultCatalog })
  t.equal(own.get('5001')?.name, 'first_one')
  t.equal(own.find('5001', 'second_one')?.name, 'second_one')
  t.end()
})

test('defineCatalog puts the name, the description or a text of its own in error', t => {
  const errors = { plain_one: declined, own_text: { ...declined, code: '5002', error: 'Ask your bank' } } as const
  const named = defineCatalog({ groups: { billing }, errors }, { extend: defaultCatalog })
  t.same([named.get('plain_one')?.error, named.get('own_text')?.error], ['plain_one', 'Ask your bank'])
  const spoken = defineCatalog({ groups: { billing }, errors, errorText: 'description' }, { extend: defaultCatalog })
  t.same([spoken.get('plain_one')?.error, spoken.get('own_text')?.error], ['The card was declined.', 'Ask your bank'])
  for (const entry of defaultCatalog.entries) t.equal(spoken.get(entry.name)?.error, entry.description)
  const extended = defineCatalog({ errors: {} }, { extend: spoken })
  t.equal(extended.errorText, 'description', 'it is inherited')
  t.equal(defineCatalog({ errors: {}, errorText: 'name' }, { extend: spoken }).get('plain_one')?.error, 'plain_one')
  t.end()
})

test('defineCatalog freezes everything but the schemas of the service', t => {
  const seen = new Set<unknown>([catalog, defaultCatalog].flatMap(({ definitions }) => Object.values(definitions).map(({ details }: ErrorDefinition) => details)))
  const check = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    t.ok(Object.isFrozen(value), path)
    for (const [key, member] of Object.entries(value)) check(member, `${path}.${key}`)
  }
  check(catalog, 'catalog')
  check(defaultCatalog, 'defaultCatalog')
  t.end()
})

test('defineCatalog copies: a caller who changes its objects afterwards changes nothing', t => {
  const details = Type.Object({ a: Type.Integer() })
  const error = { code: '5001', status: 402, description: 'The card was declined.', details }
  const group = { range: [5000, 5999] as [number, number], description: 'Billing.' }
  const errors: Record<string, typeof error> = { card_declined: error }
  const groups: Record<string, typeof group> = { billing: group }
  const fallback: Record<number, string> = { 402: 'card_missing' }
  errors['card_missing'] = { code: '5002', status: 402, description: 'No card.', details: Type.Object({}) as never }
  const own = defineCatalog({ groups, errors, fallback: fallback as Record<number, never> }, { extend: defaultCatalog })
  const known = (): string => JSON.stringify([own.entries, own.groups, own.fallbacks, own.answer(own.fallback(402))])
  const before = known()
  error.code = '5003'
  error.status = 200
  group.range[0] = 1
  group.description = ''
  Object.assign(details.properties, { code: Type.String() })
  delete errors['card_missing']
  delete groups['billing']
  fallback[402] = 'nothing'
  t.equal(known(), before)
  t.equal(defineCatalog({ errors: {} }, { extend: own }).get('5001')?.details, own.get('5001')?.details, 'what is inherited is not read again')
  t.end()
})

test('defineCatalog takes no member of Object.prototype for an error', t => {
  t.equal(catalog.definitions['constructor' as 'unauthorized'], undefined)
  t.throws(() => define({ errors: {}, fallback: { 404: 'constructor' } }, { extend: defaultCatalog }), { message: /there is no error named "constructor"/ })
  const own = defineCatalog({ groups: { billing }, errors: { constructor: declined } }, { extend: defaultCatalog })
  t.equal(own.get('constructor')?.code, '5001')
  t.end()
})

test('defineCatalog says everything that is wrong in one error', t => {
  t.plan(1)
  try {
    define({
      groups: { billing },
      errors: { CardDeclined: { code: '1', status: 200, description: ' ' } },
      fallback: { 99: 'nothing' },
      errorText: 'loud'
    })
  } catch (error) {
    t.match(error, {
      name: 'TypeError',
      code: 'API_ERROR_INVALID_CATALOG',
      problems: [
        'error "CardDeclined": the name is not snake_case; write it like "object_not_found"',
        'error "CardDeclined": code 1 is outside every group; groups: billing [ 5000, 5999 ]',
        'error "CardDeclined": status 200 is not an integer from 400 to 599',
        'error "CardDeclined": the description is empty; say in one sentence what happened',
        'fallback "4xx" is missing; name the error for any other 4xx',
        'fallback "5xx" is missing; name the error for any other 5xx',
        'fallback "99": expected a status from 400 to 599, \'4xx\' or \'5xx\'',
        'errorText is "loud"; expected \'name\' or \'description\''
      ],
      message: /^API_ERROR_INVALID_CATALOG: the catalogue has 8 problems\n- error "CardDeclined": the name.*\n- (?:.*\n- ){6}errorText is "loud"/
    })
  }
})

test('defineCatalog keeps the headers that an error declares, copied and frozen', t => {
  const headers: Record<string, string | ReturnType<typeof Type.Integer>> = { 'retry-after': Type.Integer(), 'x-hint': 'What to do.' }
  const own = defineCatalog({ groups: { billing }, errors: { card_declined: { ...declined, headers }, no_headers: { ...declined, code: '5002' } } }, { extend: defaultCatalog })
  const kept = own.get('card_declined')?.headers
  headers['x-hint'] = ''
  t.same(Object.keys(kept ?? {}), ['retry-after', 'x-hint'])
  t.equal(kept?.['x-hint'], 'What to do.')
  t.not(kept?.['retry-after'], headers['retry-after'])
  t.strictSame(kept?.['retry-after'], { type: 'integer' })
  t.ok(Object.isFrozen(kept) && Object.isFrozen(kept?.['retry-after']))
  t.notOk('headers' in (own.get('no_headers') ?? {}))
  t.end()
})

test('defineCatalog starts from the roles of the catalogue that it extends, and checks its own', t => {
  const own = defineCatalog({ errors: {}, roles: { token: 'unauthorized', validation: 'invalid_request' } }, { extend: defaultCatalog })
  t.strictSame({ ...own.roles }, { validation: 'invalid_request', token: 'unauthorized', database: 'database_error', network: 'network_error' })
  t.equal(own.role('token')?.name, 'unauthorized')
  t.equal(defaultCatalog.role('token')?.name, 'invalid_token', 'the other is as it was')
  t.ok(Object.isFrozen(own.roles))
  t.throws(() => define({ errors: {}, roles: { token: 'nothing' } }, { extend: defaultCatalog }), { message: /\n- role "token": there is no error named "nothing"$/ })
  t.throws(() => define({ errors: {}, role: {} }, { extend: defaultCatalog }), { message: /there is no member "role"; did you mean "roles"\?/ })
  t.end()
})

test('defineCatalog leaves what is neither group nor error for the list of problems', t => {
  t.throws(() => define({ groups: { some: null, more: { range: 'all' } }, errors: { plain: null } }, { extend: defaultCatalog }), {
    message: /\n- group "some": expected .*\n- group "more": expected .*\n- error "plain": expected /
  })
  t.end()
})

test('defineCatalog counts one problem as one', t => {
  t.throws(() => define({ errors: {}, errorText: 1n }, { extend: defaultCatalog }), { message: "API_ERROR_INVALID_CATALOG: the catalogue has 1 problem\n- errorText is 1n; expected 'name' or 'description'" })
  t.end()
})

test('defineCatalog refuses members and options that are mistyped, and says of an inherited error what can be done', t => {
  t.throws(() => define({ errors: {}, fallbacks: {} }, { extends: defaultCatalog }), {
    message: /^API_ERROR_INVALID_CATALOG: the catalogue has 4 problems\n- there is no member "fallbacks"; did you mean "fallback"\?\n- there is no member "extends"; did you mean "extend"\?\n- fallback "4xx" is missing/
  })
  t.throws(() => define({ errors: { twice: { code: '1000', status: 400, description: 'Twice.' } } }, { extend: defaultCatalog }), {
    message: 'API_ERROR_INVALID_CATALOG: the catalogue has 1 problem\n- code 1000 is used by "unauthorized", "twice"; take another code, or say `shared: true` on "unauthorized", "twice", for which the inherited "unauthorized" must be defined again'
  })
  t.end()
})

test('defineCatalog refuses what is no definition', t => {
  for (const definition of [undefined, null, 1, 'errors', {}, { errors: null }, { errors: 'all' }]) {
    t.throws(() => define(definition), { code: 'API_ERROR_INVALID_CATALOG', message: /expected \{ groups, errors, fallback, roles \}/ })
  }
  for (const extend of [null, {}, 'default', { definitions: {} }]) {
    t.throws(() => define({ errors: {} }, { extend }), { message: /extend is not a catalogue made by defineCatalog/ })
  }
  t.throws(() => defineCatalog({ errors: {} }, { extend: undefined } as never), { message: /extend is undefined: the module that defines it had not run yet, as in a circular import/ })
  t.end()
})

test('defineCatalog takes members of every error, and refuses those that cannot be', t => {
  const members = Type.Object({ request_id: Type.String(), trace: Type.Optional(Type.Integer()) })
  const own = defineCatalog({ errors: {}, members }, { extend: defaultCatalog })
  t.equal(own.members, members)
  t.same(own.entries[0]?.members, { type: 'object', required: ['request_id'], properties: { request_id: { type: 'string' }, trace: { type: 'integer' } } })
  t.ok(own.entries.every(entry => entry.members === own.entries[0]?.members && Object.isFrozen(entry.members)))
  const further = defineCatalog({ errors: {} }, { extend: own })
  t.equal(further.entries[0]?.members, own.entries[0]?.members, 'they are inherited')
  t.same(Object.keys(defineCatalog({ errors: {}, members: z.object({ link: z.string() }) }, { extend: own }).entries[0]?.members?.properties ?? {}), ['link'], 'or replaced')
  t.equal(defaultCatalog.members, undefined)
  t.notOk(defaultCatalog.entries.some(entry => 'members' in entry))
  const refuse = (bad: unknown, ...problems: Array<string | RegExp>): void => { t.throws(() => define({ errors: {}, members: bad }, { extend: defaultCatalog }), { problems } as unknown as Error) }
  for (const bad of [7, null, 'text', []]) refuse(bad, /^members are .*; give a schema: Type\.Object/)
  for (const bad of [Type.String(), {}]) refuse(bad, /^members: the schema is not that of an object with members; give Type\.Object/)
  refuse(Type.Object({ code: Type.String(), error: Type.String(), 7: Type.String() }),
    'members redefine "code", which every error has; name the member otherwise',
    'members redefine "error", which every error has; name the member otherwise',
    'members name "7", an integer, which JavaScript puts before "code"; name the member otherwise')
  refuse(Type.Object({ at: Type.Date() }), "members.at: Type.Date() has no JSON form; write Type.String({ format: 'date-time' })")
  refuse(Type.Object({ fields: Type.String() }), 'error "invalid_field_value": details redefine "fields", which the members of every error have; name the member otherwise')
  t.throws(() => define({ errors: { broken: null }, members }, { extend: defaultCatalog }), { code: 'API_ERROR_INVALID_CATALOG' })
  t.throws(() => define({ errors: {}, member: members }, { extend: defaultCatalog }), { problems: ['there is no member "member"; did you mean "members"?'] } as unknown as Error)
  t.end()
})
