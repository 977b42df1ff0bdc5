import type { DefaultErrors } from '../catalog/default.js'
import type { DefinitionsOf, MembersOf } from '../catalog/catalog.js'
import type { ValueOf } from '../catalog/infer.js'
import type { KeysOf, NameOfKey } from '../catalog/types.js'
import type { RefusedKey } from './refused.js'

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
 * What a route with this schema may raise, by name: the errors that it declares, and those of `Register.declared`;
 * any error when it declares none.
 */
export type RaisableName<Schema> =
  Schema extends { readonly apiErrors: readonly (infer Declared extends string)[] } // not Schema['apiErrors'], which of `any` is `any`
    ? Extract<Declared, RegisteredErrorName> | DeclaredErrorName
    : RegisteredErrorName

/** What names an error that a route with this schema may raise: a name, a code or a numeric code. */
export type RaisableKey<Schema> = KeyNamed<RaisableName<Schema>>

type KeyNamed<Name> = Name extends keyof RegisteredKeys ? RegisteredKeys[Name] : never

/**
 * The parameter for an error's key: the key itself, where it is one of these errors. Else what is wrong with it, in words.
 *
 * A constraint would not do: compilers take a key that breaks it for all keys together, complain about details first, and editors
 * would complete codes before names. `Exclude`, and not `[Key] extends [Names]`, for which compilers make all the methods of an array.
 */
export type KeyArgument<Key, Names = RegisteredErrorName> = Exclude<Key, Names> extends never ? Key : Exclude<Key, KeyNamed<Names>> extends never ? Key
  : [IsAny<Key>] extends [false] ? NoInfer<RefusedKey<Key, Names>> : Names // the names for a key of type `any`, and so in generic functions: there compilers take a type parameter for `any`

type IsAny<T> = [0] extends [1 & T] ? true : false

/**
 * The argument after an error's key: there exactly if the error declares details, optional if all of them are. A union of
 * keys needs what each of its errors needs. After a key that there is not, anything goes: the key is what is wrong.
 */
export type DetailsArgument<Key> =
  Exclude<Key, RegisteredErrorName> extends never ? ArgumentOf<RegisteredErrors, Key & keyof RegisteredErrors> // first, since compilers make all keys for the next
    : Exclude<Key, RegisteredErrorKey> extends never ? ArgumentOf<RegisteredErrors, NameOfKey<RegisteredErrors, Key, keyof RegisteredErrors>> : [details?: any]

/** The details of the error with this key; of several keys, those of any. A look-up, so that the error of one name is also one of any name. */
export type ErrorDetails<Key extends string | number> = DetailsByKey[Key]

interface DetailsByKey extends DetailsOfErrors {
  /** Of a key that there is not; the compiler has said so where it was written. */
  readonly [key: string]: unknown
}

type DetailsOfErrors = { readonly [Key in RegisteredErrorKey]: DetailsOf<RegisteredErrors[NameOfKey<RegisteredErrors, Key, keyof RegisteredErrors>]> }

type DetailsOf<Definition> = Definition extends { readonly details: infer Schema } ? ArgumentFor<ValueOf<Schema>>[0] : undefined

type ArgumentOf<E, Name extends keyof E> = E[Name] extends PlainError ? [] : ArgumentFor<AllDetailsOf<E[Name]>>

/** An error without details. With its code, since a type of optional members alone fits nothing that has none of them. */
interface PlainError { readonly code: string, readonly details?: undefined }

type ArgumentFor<D> = {} extends D ? [details?: D] : [details: D]

/** The details of all these errors together: what fits each of several parameters is the intersection of their types. */
type AllDetailsOf<Definition> =
  (Definition extends { readonly details: infer Schema } ? (details: ValueOf<Schema>) => void : never) extends (details: infer All) => void ? All : never
