import type { RegisteredErrors } from '../types/register.js'
import type { ApiErrorBody, NameOf, ParsedApiError, UnknownApiError } from './types.js'

/** A message for each error: a value, or a function that makes one of the error's body. */
export type ErrorMessages<C = RegisteredErrors, T = string> = { readonly [N in NameOf<C>]: T | ((body: ApiErrorBody<C, N>) => T) }

/** The option of `createErrorMessages` for messages of some errors only. */
export interface PartialMessages { readonly partial: true }

/** The message for what `parseApiError` found. */
export type MessageOf<C = RegisteredErrors, T = string> = (error: ParsedApiError<C> | null) => T

/**
 * Messages for people: the compiler asks for one per error, so that a new error does not go without.
 *
 * @param messages - By name. Make one set per language.
 * @param otherwise - For errors of a newer service, and for what is no error of the API.
 * @example
 * const messageOf = createErrorMessages<typeof catalog>({
 *   unauthorized: 'Please sign in.',
 *   invalid_field_value: ({ fields }) => `Please check ${fields.join(', ')}.`
 *   // … the compiler names those that are missing
 * }, 'Something went wrong.')
 * messageOf(await parseApiError(response))
 */
export function createErrorMessages<C = RegisteredErrors, T = string> (
  messages: ErrorMessages<C, T>,
  otherwise: T | ((error: UnknownApiError | null) => T)
): MessageOf<C, T>
/**
 * The same for some of the errors: the others have the message for any.
 *
 * @param messages - By name.
 * @param otherwise - For the errors without a message, too.
 * @param options - `{ partial: true }` says that the missing ones are missing on purpose.
 * @example
 * const messageOf = createErrorMessages<typeof catalog>({ unauthorized: 'Please sign in.' }, 'Something went wrong.', { partial: true })
 */
export function createErrorMessages<C = RegisteredErrors, T = string> (
  messages: Partial<ErrorMessages<C, T>>,
  otherwise: T | ((error: ParsedApiError<C> | null) => T),
  options: PartialMessages
): MessageOf<C, T>
export function createErrorMessages<C = RegisteredErrors, T = string> (
  messages: Partial<ErrorMessages<C, T>>,
  otherwise: T | ((error: never) => T)
): MessageOf<C, T> {
  // What is known has a name of the type, and the message under it takes its body: one pair at a time, which a union cannot say.
  const byName = messages as Readonly<Record<string, T | ((body: unknown) => T)>>
  return error => error?.known === true && Object.hasOwn(messages, error.name)
    ? resolve(byName[error.name] as T | ((body: unknown) => T), error.body)
    : resolve(otherwise as T | ((error: unknown) => T), error)
}

function resolve<T, A> (message: T | ((argument: A) => T), argument: A): T {
  return typeof message === 'function' ? (message as (argument: A) => T)(argument) : message
}
