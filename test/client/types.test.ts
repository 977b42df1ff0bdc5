import ts from 'typescript'
import type { Catalog } from '../../src/catalog/catalog.js'
import type { defaultCatalog } from '../../src/catalog/default.js'
import { createClient, createErrorMessages, isApiErrorBody, parseApiError } from '../../src/client/index.js'
import type { ApiErrorBody, ErrorTable, KnownApiError, ParsedApiError } from '../../src/client/index.js'
import { testClientTypes } from './compile-types.js'

// This file is its own subject: the test compiles it. What follows is not run. TypeScript 5.9 compiles it in test/all/types.

type BuiltIn = typeof defaultCatalog
type Own = {
  readonly gone: { readonly code: '4' }
  readonly worded: { readonly code: '5', readonly error: 'It did not work.' }
  readonly detailed: { readonly code: '6', readonly details: { readonly static: { list: string[], note?: string, parent: { id: number } | null, any: unknown } } }
}

export declare const carrying: Catalog<(typeof defaultCatalog)['definitions'], { readonly static: { request_id: string }, readonly type: 'object', readonly properties: object }>

/** An interface is a source, too. */
interface Written {
  readonly gone: { readonly code: '4' }
  readonly detailed: { readonly code: '6', readonly details: { readonly static: { left: number } } }
}

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
const holds = <T extends true> (): T | undefined => undefined

export async function narrowing (response: Response): Promise<string[] | string> {
  const error = await parseApiError(response)
  if (error === null || !error.known) return error?.body.code ?? ''
  switch (error.name) {
    case 'invalid_field_value': return error.body.fields
    // @ts-expect-error -- it has no details
    case 'unauthorized': return error.body.fields
    // @ts-expect-error -- there is no such error
    case 'no_such_error': return ''
    default: return error.body.error
  }
}

export async function unasked (response: Response): Promise<unknown> {
  const error = await parseApiError(response)
  if (error?.name !== 'invalid_field_value') return undefined
  holds<Equal<typeof error.body.fields, unknown>>() // whether it is known was not asked
  return error.body
}

export function exhaustive (body: ApiErrorBody<Own>): string {
  switch (body.error) {
    case 'gone': holds<Equal<typeof body.code, '4'>>(); return ''
    case 'It did not work.': holds<Equal<typeof body.code, '5'>>(); return ''
    case 'detailed': return body.list.join() + (body.note ?? '') + String(body.parent?.id)
    default: holds<Equal<typeof body, never>>(); return body
  }
}

export function guards (value: unknown): void {
  if (isApiErrorBody(value, 'invalid_field_value')) holds<Equal<typeof value, ApiErrorBody<BuiltIn, 'invalid_field_value'>>>()
  if (isApiErrorBody(value)) holds<Equal<typeof value.code, ApiErrorBody<BuiltIn>['code']>>()
  // @ts-expect-error -- there is no such error
  isApiErrorBody(value, 'no_such_error')
}

const written = createClient<Written>({ gone: '4', detailed: { code: '6', details: { left: 'Number' } } })
export const partial = [
  written.createErrorMessages({ detailed: ({ left }) => left.toFixed() }, '', { partial: true }),
  // @ts-expect-error -- there is no such error
  written.createErrorMessages({ detaild: '' }, '', { partial: true }),
  // @ts-expect-error -- one is missing
  written.createErrorMessages({ gone: '' }, ''),
  // @ts-expect-error -- there is no such detail
  written.createErrorMessages({ gone: '', detailed: ({ lft }) => lft }, '')
]

export const bodies = [
  holds<Equal<ApiErrorBody<Written>['error'], 'gone' | 'detailed'>>(),
  holds<Equal<ApiErrorBody<Written, 'detailed'>, { readonly code: '6', readonly error: 'detailed', left: number }>>(),
  holds<Equal<ApiErrorBody<Own, 'gone'>, { readonly code: '4', readonly error: 'gone' }>>(),
  holds<Equal<ApiErrorBody<BuiltIn, 'object_not_found'>, { readonly code: '2002', readonly error: 'object_not_found' }>>(),
  holds<Equal<ApiErrorBody<BuiltIn, 'invalid_field_value'>['fields'], string[]>>(),
  holds<Equal<ApiErrorBody<BuiltIn>['error'], keyof BuiltIn['definitions']>>(),
  holds<Equal<ApiErrorBody, ApiErrorBody<BuiltIn>>>(), // nothing is registered here
  holds<Equal<KnownApiError<Own>['name'], 'gone' | 'worded' | 'detailed'>>(),
  holds<Equal<ParsedApiError<Own>['known'], boolean>>(),
  holds<Equal<ApiErrorBody<typeof carrying, 'object_not_found'>, { readonly code: '2002', readonly error: 'object_not_found', readonly request_id?: string }>>(),
  holds<Equal<ApiErrorBody<typeof carrying, 'invalid_field_value'>['fields'], string[]>>(),
  holds<Equal<KnownApiError<typeof carrying>['body']['request_id'], string | undefined>>(),
  holds<Equal<ApiErrorBody<{ readonly gone: { readonly code: '4', readonly members: { readonly static: { id: number } } } }>, { readonly code: '4', readonly error: 'gone', readonly id?: number }>>()
]

const detailed = { code: '6', details: { list: 'Array', note: 'String|Undefined', parent: 'Null|Object', any: '' } } as const
export const tables: Array<ErrorTable<Own>> = [
  { gone: '4', worded: { code: '5', error: 'It did not work.' }, detailed },
  { gone: { code: '4', error: 'A text that the type does not know.' }, worded: { code: '5', error: 'It did not work.' }, detailed },
  // @ts-expect-error -- one is missing
  { gone: '4', detailed },
  // @ts-expect-error -- another code
  { gone: '5', worded: { code: '5', error: 'It did not work.' }, detailed },
  // @ts-expect-error -- without its text
  { gone: '4', worded: '5', detailed },
  // @ts-expect-error -- without its details
  { gone: '4', worded: { code: '5', error: 'It did not work.' }, detailed: '6' },
  // @ts-expect-error -- one more
  { gone: '4', worded: { code: '5', error: 'It did not work.' }, detailed, fourth: '7' },
  // @ts-expect-error -- a detail of another kind
  { gone: '4', worded: { code: '5', error: 'It did not work.' }, detailed: { code: '6', details: { ...detailed.details, list: 'String' } } },
  // @ts-expect-error -- a detail that may be missing, and does not say so
  { gone: '4', worded: { code: '5', error: 'It did not work.' }, detailed: { code: '6', details: { ...detailed.details, note: 'String' } } }
]

export const messages = [
  createErrorMessages<Own>({ gone: 'x', worded: 'y', detailed: ({ list }) => list.join() }, 'z'),
  // @ts-expect-error -- one is missing
  createErrorMessages<Own>({ gone: 'x', worded: 'y' }, 'z'),
  // @ts-expect-error -- one too many
  createErrorMessages<Own>({ gone: 'x', worded: 'y', detailed: 'z', fourth: '' }, 'z'),
  // @ts-expect-error -- it has no such detail
  createErrorMessages<Own>({ gone: ({ list }) => list, worded: 'y', detailed: 'z' }, 'z'),
  createClient<Own>({ gone: '4', worded: { code: '5', error: 'It did not work.' }, detailed }).createErrorMessages({ gone: 1, worded: 2, detailed: 3 }, 0),
  createClient<Own>({ gone: '4', worded: { code: '5', error: 'It did not work.' }, detailed }).createErrorMessages({ gone: 1 }, 0, { partial: true }),
  createErrorMessages<Own>({ detailed: ({ list }) => list.join() }, error => error?.known === true ? error.body.code : 'z', { partial: true }),
  // @ts-expect-error -- there is no such error
  createErrorMessages<Own>({ fourth: '' }, 'z', { partial: true })
]

testClientTypes(ts)
