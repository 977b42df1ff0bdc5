import type { DefaultErrors } from '../catalog/default.js'
import type { RegisteredErrors } from '../types/register.js'
import { builtIn } from './built-in.js'
import { identify } from './identify.js'
import { createErrorMessages } from './messages.js'
import type { ErrorMessages, MessageOf, PartialMessages } from './messages.js'
import { parse } from './parse.js'
import type { AnyErrorTable, ApiErrorBody, ErrorTable, NameOf, ParsedApiError, ParseOptions, UnknownApiError } from './types.js'

/** What {@link createClient} makes: the functions of this module, for the errors of one catalogue. */
export interface ApiErrorClient<C = RegisteredErrors> {
  /** See {@link parseApiError}. */
  parseApiError (source: unknown, options?: ParseOptions): Promise<ParsedApiError<C> | null>
  /** See {@link isApiErrorBody}. */
  isApiErrorBody<Name extends NameOf<C> = NameOf<C>> (value: unknown, name?: Name): value is ApiErrorBody<C, Name>
  /** See {@link createErrorMessages}. */
  createErrorMessages<T = string> (messages: ErrorMessages<C, T>, otherwise: T | ((error: UnknownApiError | null) => T)): MessageOf<C, T>
  /** See {@link createErrorMessages}: messages for some of the errors. */
  createErrorMessages<T = string> (messages: Partial<ErrorMessages<C, T>>, otherwise: T | ((error: ParsedApiError<C> | null) => T), options: PartialMessages): MessageOf<C, T>
}

/**
 * The client of a service with a catalogue of its own.
 *
 * `npx fastify-api-error export --client` writes this call for you. In a repository that has the catalogue, take its
 * type alone: the compiler says which errors are missing in the table, or wrong.
 *
 * @example
 * import type { catalog } from '../server/errors.js'
 * export const { parseApiError, isApiErrorBody } = createClient<typeof catalog>({ object_not_found: '2002', … })
 */
export function createClient<C = RegisteredErrors> (errors: ErrorTable<C>): ApiErrorClient<C> {
  const table: AnyErrorTable = errors
  return {
    parseApiError: (source, options) => parse<C>(table, source, options),
    isApiErrorBody: (value, name): value is never => is(table, value, name),
    createErrorMessages
  }
}

/**
 * Finds the error of the API in a response of `fetch`, in what axios, ky, got, ofetch or openapi-fetch give, in a
 * JSON text, or in a parsed body. Knows the built-in errors; {@link createClient} is for those of your own catalogue.
 *
 * Never throws. A response is read within bounds, as a copy: it can still be read afterwards.
 *
 * @returns `known: true` and narrowed by `name`; `known: false` for an error that this client does not know (yet), or
 *   whose details are not those it knows; `null` for anything else.
 * @example
 * const error = await parseApiError(response)
 * if (error?.known) {
 *   switch (error.name) {
 *     case 'invalid_field_value': return highlight(error.body.fields)
 *     case 'unauthorized': return signIn()
 *   }
 * }
 */
export function parseApiError (source: unknown, options?: ParseOptions): Promise<ParsedApiError<DefaultErrors> | null> {
  return parse<DefaultErrors>(builtIn, source, options)
}

/**
 * True for the body of a built-in error, or of the one that is named, with the details that it declares; never throws.
 *
 * @example
 * const { data, error } = await client.GET('/users/{id}', …)
 * if (isApiErrorBody(error, 'object_not_found')) return null
 */
export function isApiErrorBody<Name extends BuiltIn['name'] = BuiltIn['name']> (value: unknown, name?: Name): value is ApiErrorBody<DefaultErrors, Name> {
  return is(builtIn, value, name)
}

/** A union made in a member has no alias: compilers show the names, and not what they are derived from. */
interface BuiltIn { readonly name: { [Name in keyof DefaultErrors]: Name }[keyof DefaultErrors] }

function is (table: AnyErrorTable, value: unknown, name: string | undefined): boolean {
  const found = identify(table, value)
  return name ? found === name : !!found
}
