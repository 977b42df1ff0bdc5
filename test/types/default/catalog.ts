import { Type } from '@sinclair/typebox'
import { defaultCatalog, defineCatalog } from 'fastify-api-error'
import type { Catalog, DefinitionsOf, ErrorKey, ErrorName, MembersOf } from 'fastify-api-error'
import { expectType } from '../equal.js'
import type { Equal } from '../equal.js'

const groups = { billing: { range: [5000, 5999], description: 'Billing.' } } as const

// Names, codes and details are inferred as literals, without `as const`.
const catalog = defineCatalog({
  groups: { billing: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to billing.' } },
  errors: {
    card_declined: { code: '5001', status: 402, description: 'The card was declined.', details: Type.Object({ retry_after: Type.Integer() }) },
    card_expired: { code: '5002', status: 402, description: 'The card has expired.' }
  },
  fallback: { 402: 'card_declined' }
}, { extend: defaultCatalog })

type Definitions = DefinitionsOf<typeof catalog>
expectType<Equal<Definitions['card_declined']['code'], '5001'>>()
expectType<Equal<Definitions['card_declined']['status'], 402>>()
expectType<Equal<Definitions['card_declined']['details']['static'], { retry_after: number }>>()
expectType<Equal<Definitions['unauthorized']['code'], '1000'>>()
expectType<Equal<Exclude<ErrorName<typeof catalog>, ErrorName<typeof defaultCatalog>>, 'card_declined' | 'card_expired'>>()
expectType<Equal<Extract<ErrorName<typeof catalog>, 'unauthorized'>, 'unauthorized'>>()

// Keys are names, codes and numbers; a code that is shared is none.
type Key = ErrorKey<DefinitionsOf<typeof defaultCatalog>>
expectType<Equal<Extract<Key, '1000' | 1000 | 'unauthorized' | '2003' | 2003 | 'email_already_exists'>, '1000' | 1000 | 'unauthorized' | 'email_already_exists'>>()

// A catalogue of any errors takes every catalogue.
const any: Catalog = catalog
export { any }

// An error of one's own takes the place of the inherited one.
export const replaced = defineCatalog({ errors: { unauthorized: { code: '1099', status: 403, description: 'Log in.' } } }, { extend: defaultCatalog })
expectType<Equal<DefinitionsOf<typeof replaced>['unauthorized']['code'], '1099'>>()

// A code that each says to share is taken.
defineCatalog({
  groups,
  errors: {
    first_one: { code: '5001', status: 400, description: 'One.', shared: true },
    other_one: { code: '5001', status: 400, description: 'Other.', shared: true }
  },
  fallback: { '4xx': 'first_one', '5xx': 'other_one' }
})

defineCatalog({
  groups,
  errors: {
    // @ts-expect-error -- the code is also that of other_one
    first_one: { code: '5001', status: 400, description: 'One.' },
    // @ts-expect-error -- the code is also that of first_one
    other_one: { code: '5001', status: 400, description: 'Other.' }
  },
  fallback: { '4xx': 'first_one', '5xx': 'other_one' }
})

defineCatalog({
  groups,
  // @ts-expect-error -- the code is that of unauthorized in the catalogue that this one extends
  errors: { own_error: { code: '1000', status: 400, description: 'Own.' } }
}, { extend: defaultCatalog })

defineCatalog({
  groups,
  errors: { own_error: { code: '5000', status: 400, description: 'Own.' } },
  // @ts-expect-error -- there is no error of this name
  fallback: { 404: 'nothing' }
}, { extend: defaultCatalog })

defineCatalog({
  groups,
  errors: { own_error: { code: '5000', status: 400, description: 'Own.' } },
  roles: { token: 'own_error', database: 'unauthorized' }
}, { extend: defaultCatalog })

defineCatalog({
  groups,
  errors: { own_error: { code: '5000', status: 400, description: 'Own.' } },
  // @ts-expect-error -- fallback is for statuses
  fallback: { token: 'own_error' }
}, { extend: defaultCatalog })

defineCatalog({
  groups,
  errors: { own_error: { code: '5000', status: 400, description: 'Own.' } },
  // @ts-expect-error -- there is no error of this name
  roles: { token: 'nothing' }
}, { extend: defaultCatalog })

defineCatalog({
  groups,
  errors: { own_error: { code: '5000', status: 400, description: 'Own.' } },
  // @ts-expect-error -- there is no such kind of error
  fallback: { '6xx': 'own_error' }
}, { extend: defaultCatalog })

defineCatalog({
  groups,
  // @ts-expect-error -- codes are texts
  errors: { own_error: { code: 5000, status: 400, description: 'Own.' } }
}, { extend: defaultCatalog })

defineCatalog({
  groups,
  // @ts-expect-error -- details are an object
  errors: { own_error: { code: '5000', status: 400, description: 'Own.', details: Type.String() } }
}, { extend: defaultCatalog })

// @ts-expect-error -- an error says what happened
defineCatalog({ groups, errors: { own_error: { code: '5000', status: 400 } } }, { extend: defaultCatalog })

// @ts-expect-error -- the two texts that there are
defineCatalog({ errors: {}, errorText: 'code' }, { extend: defaultCatalog })

// @ts-expect-error -- only a catalogue can be extended
defineCatalog({ errors: {} }, { extend: { definitions: {} } })

// Definitions of a catalogue cannot be changed.
// @ts-expect-error -- they are read-only
catalog.definitions.card_declined.code = '5009'

// The members of every error are those of the catalogue that is extended, or its own.
const carrying = defineCatalog({ errors: {}, members: Type.Object({ request_id: Type.String() }) }, { extend: defaultCatalog })
export const further = defineCatalog({ errors: {} }, { extend: carrying })
export const others = defineCatalog({ errors: {}, members: Type.Object({ trace: Type.Integer() }) }, { extend: carrying })
expectType<Equal<MembersOf<typeof carrying>['static'], { request_id: string }>>()
expectType<Equal<MembersOf<typeof further>['static'], { request_id: string }>>()
expectType<Equal<MembersOf<typeof others>['static'], { trace: number }>>()
expectType<Equal<MembersOf<typeof catalog>, undefined>>()
expectType<Equal<MembersOf<typeof defaultCatalog>, undefined>>()
