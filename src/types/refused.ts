import type { NameOfKey } from '../catalog/types.js'
import type { RegisteredErrorName, RegisteredErrors } from './register.js'

declare const refused: unique symbol

/**
 * The type of a parameter for a key that is wrong. No value has it. Compilers say the type of a parameter, and so what is wrong,
 * and which names would do.
 */
export interface Refused<Why extends string, Names = never> { readonly [refused]: [Why, Names] }

/** The details of an error that takes none. */
export interface NoDetails { readonly [refused]: 'none' }

/**
 * The parameter for a key that is none of these errors. Where the key is not known, as while somebody types it, that is their names,
 * which editors then complete.
 *
 * A look-up, since compilers go through both branches of a conditional type to infer the key, at each call.
 */
export type RefusedKey<Key, Names> = Parameters<Key, Names>[[IsLiteral<Key>] extends [true] ? 'refused' : 'names']

interface Parameters<Key, Names> {
  readonly refused: Key extends string | number ? RefusedLiteral<`${Key}`, Names, NameOfKey<RegisteredErrors, Key, keyof RegisteredErrors>> : never
  readonly names: Names
}

/** False for what is no text and no number, and for `string` and `number`; `boolean` for a union. */
type IsLiteral<Key, All = Key> =
  Key extends string | number ? string extends Key ? false : number extends Key ? false : [All] extends [Key] ? true : false : false

/** `Found` are the errors that have this name or code. It is not asked for, since a type parameter that was is taken for its intersection with all of them. */
type RefusedLiteral<Key extends string, Names, Found> =
  [Found] extends [never] ? RefusedUnknown<Key, Names>
    : [IsLiteral<Found>] extends [true] ? RefusedUndeclared<Found & string, Names> : Refused<`several errors have the code ${Key}; use a name`, Found>

type RefusedUndeclared<Name extends string, Names> = [Names] extends [never]
  ? Refused<`the route declares no errors; add ${Name} to its schema.apiErrors`>
  : Refused<`the route does not declare ${Name}; add it to its schema.apiErrors, or use`, Names>

type RefusedUnknown<Key extends string, Names> = Key extends `${number}`
  ? Refused<`no error has the code ${Key}; use a name`, Names>
  : RefusedName<Key, Names, BeginLike<Key, RegisteredErrorName> | EndLike<Key, RegisteredErrorName>>

type RefusedName<Name extends string, Names, Similar> = [Similar] extends [never]
  ? Refused<`there is no error ${Name}; there are`, Names>
  : Refused<`there is no error ${Name}; did you mean`, Similar>

// `infer _` is any letter.
/* eslint-disable @typescript-eslint/no-unused-vars */

/** The names that have the most letters in common with one, from its first on: three or more. */
type BeginLike<Rest extends string, Names, Begin extends string = '', Found = never> =
  Rest extends `${infer Letter}${infer More}`
    ? [Extract<Names, `${Begin}${Letter}${string}`>] extends [never] ? Found
        : BeginLike<More, Extract<Names, `${Begin}${Letter}${string}`>, `${Begin}${Letter}`, Begin extends `${infer _}${infer _}${string}` ? Extract<Names, `${Begin}${Letter}${string}`> : never>
    : Found

/** The same up to its last: four or more. */
type EndLike<End extends string, Names> =
  End extends `${infer _}${infer Rest}`
    ? [Extract<Names, `${string}${End}`>] extends [never] ? Rest extends `${infer _}${infer _}${infer _}${infer _}${string}` ? EndLike<Rest, Names> : never : Extract<Names, `${string}${End}`>
    : never
