import type { DefaultErrors } from '../catalog/default.js'
import type { DefinitionsOf, MembersOf } from '../catalog/catalog.js'
import type { ValueOf } from '../catalog/infer.js'
import type { KeysOf, NameOfKey } from '../catalog/types.js'

/**
 * The types of your service: declare its catalogue once, and `reply.apiError`, `ApiError` and
 * `schema.apiErrors` know its names, codes and details.
 *
 * A program has one registered catalogue. Declaring a second `catalog` is a compile error (TS2717).
 *
 * @example
 * declare module 'fastify-api-error' {
 *   interface Register {
 *     catalog: typeof catalog
 *     declared: 'unauthorized' | 'not_allowed' // may be raised in every route, also in those that declare others
 *   }
 * }
 */
export interface Register {}

/** Definitions of the registered catalogue, else of the built-in one. */
export type RegisteredErrors = Register extends { catalog: infer C } ? DefinitionsOf<C> : DefaultErrors

/** What the option `members` gives: the members of every error of the registered catalogue; `undefined` if it declares none. */
export type RegisteredMembers = Register extends { catalog: infer C } ? MembersOf<C> extends infer Schema extends object ? ValueOf<Schema> : undefined : undefined

/** Names that every route may raise whatever it declares. */
export type DeclaredErrorName = Register extends { declared: infer N extends string } ? N : never

/** The names of the registered catalogue. */
export type RegisteredErrorName = Registered['name']

/** The names, codes and numeric codes of the registered catalogue. */
export type RegisteredErrorKey = Registered['key']

/** Unions made in a member have no alias: compilers show what is in them, and not where they come from. */
interface Registered {
  readonly name: { [Name in keyof RegisteredKeys]: Name }[keyof RegisteredKeys]
  readonly key: RegisteredKeys[keyof RegisteredKeys]
}

type RegisteredKeys = KeysOf<RegisteredErrors>

/** The keys of the registered catalogue whose errors can be sent without details. */
export type KeyWithoutDetails = {
  [Name in keyof RegisteredErrors & keyof RegisteredKeys]: ArgumentOf<RegisteredErrors, Name> extends [details: unknown] ? never : RegisteredKeys[Name]
}[keyof RegisteredErrors & keyof RegisteredKeys]

/**
 * What a route with this schema may raise: the names that it declares, and those of `Register.declared`;
 * any error when it declares none.
 */
export type RaisableKey<Schema> =
  Schema extends { readonly apiErrors: readonly (infer Declared extends string)[] } // not Schema['apiErrors'], which of `any` is `any`
    ? RegisteredKeys[Extract<Declared | DeclaredErrorName, keyof RegisteredKeys>]
    : RegisteredErrorKey

/** The argument after an error's key: there exactly if the error declares details, optional if all of them are. */
export type DetailsArgument<Key> = ArgumentOf<RegisteredErrors, NameOfKey<RegisteredErrors, Key, keyof RegisteredErrors>>

/** The details of the error with this key; `unknown` while it may be any error. */
export type ErrorDetails<Key> = RegisteredErrorKey extends Key ? unknown : DetailsArgument<Key>[0]

// `{}` asks whether every member is optional.
type ArgumentOf<E, Name extends keyof E> =
  E[Name] extends { readonly details: infer Schema } ? ArgumentFor<ValueOf<Schema>> : []

type ArgumentFor<D> = {} extends D ? [details?: D] : [details: D]
