import type { JsonDetails, JsonSchema } from './json-schema.js'

/**
 * A schema for the members that an error sends besides `code` and `error`, of an object: made by `@sinclair/typebox` 0.34,
 * `typebox` 1, zod 4, any library whose schemas are Standard JSON Schemas, or written down as a JSON Schema.
 *
 * Structural on purpose: nothing of a library is needed to compile this, and copies of one library do not differ.
 */
export type DetailsSchema =
  | { readonly static: object }
  | { readonly '~standard': { readonly vendor: string, readonly types?: { readonly output: object } | undefined } }
  | { readonly type: 'object', readonly properties: object }
  | { readonly $ref: string }

/** A header that an error comes with, for documents: a schema of its value, of any library, or a sentence about it when its value is any text. */
export type HeaderDefinition = string | object

/** The same as the catalogue keeps it. */
export type DocumentedHeader = string | JsonSchema

/** A range of codes and what its errors are about. */
export interface ErrorGroup {
  /** First and last code of the group, both included. */
  readonly range: readonly [first: number, last: number]
  /** One sentence for the reference page. */
  readonly description: string
}

/** What an error may say to those who read about it: on the reference page, in documents and exports. Nothing of it is sent. */
export interface ErrorNotes {
  /** The version of the API that had it first. */
  readonly since?: string
  /** `true`, or a sentence that says what to use instead. The next major version removes the error. */
  readonly deprecated?: true | string
  /** Who to ask about it: a team, a channel. */
  readonly owner?: string
  /** Why it may happen, a sentence each. */
  readonly causes?: readonly string[]
  /** What may be done about it, a sentence each. */
  readonly solutions?: readonly string[]
}

/** One error as a service writes it down; its name is its key in the catalogue. */
export interface ErrorDefinition extends ErrorNotes {
  /** The number of the error as a string of digits, as it is sent: `'2002'`. */
  readonly code: string
  /** HTTP status, 400 to 599. */
  readonly status: number
  /** One sentence for people: docs, reference page, OpenAPI. */
  readonly description: string
  /** Text for the member `error`, when it should be neither the name nor the description. */
  readonly error?: string
  /** Another error has the same code on purpose. Write it in each error that shares the code. */
  readonly shared?: true
  /** A schema of the members sent after `code` and `error`: `Type.Object({ … })`, `z.object({ … })`, `{ type: 'object', properties: { … } }`. */
  readonly details?: DetailsSchema
  /** Headers that the error may come with, by lower-case name, for documents: `{ 'retry-after': { type: 'integer' } }`. Who raises the error sets them. */
  readonly headers?: Readonly<Record<string, HeaderDefinition>>
}

/** Errors by name. */
export type ErrorDefinitions = Readonly<Record<string, ErrorDefinition>>

/** Groups by name. */
export type ErrorGroups = Readonly<Record<string, ErrorGroup>>

/** An error that there was once. Old clients know it by its code. */
export interface RetiredError {
  /** The name that it had. */
  readonly name: string
  /** Why it went, or what came instead, as a sentence. */
  readonly reason: string
}

/** Codes that must not be used again, each with the error that had it. */
export type RetiredErrors = Readonly<Record<string, RetiredError>>

/** Which error stands for a bare status, and for any other 4xx or 5xx. */
export type Fallbacks<Name extends string = string> = { readonly [Status in number | '4xx' | '5xx']?: Name }

/** What the plugin recognises in an error that is not of the catalogue, before it falls back to its status. */
export type Role = 'validation' | 'token' | 'database' | 'network'

/** Which error stands for what the plugin recognises. What has none is taken by its status. */
export type Roles<Name extends string = string> = { readonly [Kind in Role]?: Name }

/** One error, complete: what the catalogue knows of it. */
export interface CatalogEntry extends ErrorNotes {
  readonly name: string
  readonly code: string
  readonly status: number
  readonly description: string
  /** The text of the member `error` on the wire. */
  readonly error: string
  /** Name of the group in whose range the code lies. */
  readonly group: string
  readonly shared: boolean
  /** The schema of its details as a JSON Schema, whichever library made it. */
  readonly details: JsonDetails | undefined
  /** Headers that it may come with, by lower-case name. */
  readonly headers?: Readonly<Record<string, DocumentedHeader>>
  /** True if it cannot be sent without details. */
  readonly needsDetails: boolean
  /** The members that every error of its catalogue carries after the details, where the catalogue declares any. */
  readonly members?: JsonDetails
}

/** The names of a set of definitions. */
export type NameOf<E> = Extract<keyof E, string>

/** The names of the errors that have this code. Not a look-up in {@link CodeIndex}, whose keys compilers would make anew for each code. */
type NamesByCode<E extends ErrorDefinitions, Code> = { [K in keyof E as E[K]['code']]: K }[Code & E[keyof E]['code']]

/** What names each error, by name: the name, its code, or its code as a number. Shared codes name none. */
export type KeysOf<E extends ErrorDefinitions> = { readonly [K in NameOf<E>]: K | CodeKey<E[K]> }

type CodeKey<D extends ErrorDefinition> = D extends { readonly shared: true } ? never : D['code'] | NumberOf<D['code']>

type NumberOf<Code> = Code extends `${infer N extends number}` ? N : never

/** What names one of these errors (default: any). */
export type ErrorKey<E extends ErrorDefinitions, Names extends keyof E = keyof E> = KeysOf<E>[Extract<Names, string>]

/** The name behind an {@link ErrorKey}. `Names` is `keyof E`, which compilers would make anew for each key. */
export type NameOfKey<E extends ErrorDefinitions, Key, Names extends keyof E> =
  Key extends Names ? Key : NamesByCode<E, `${Key & (string | number)}`>

/**
 * Refuses, in the editor, a code that two errors have without saying `shared: true`.
 * The type of the offending `code` carries the message.
 *
 * `I` is the {@link CodeIndex} of all errors; as a parameter, compilers make it once.
 */
export type WithoutDuplicates<E extends ErrorDefinitions, I extends Index> = NamesWithCodeOf<E, I> extends IdentityMap<E>
  ? unknown // one comparison, where a conditional type for each error would be most of what a catalogue costs
  : Refused<E, I, DuplicatesOf<E, I>>

type Refused<E extends ErrorDefinitions, I extends Index, Names extends keyof E> = [Names] extends [never]
  ? unknown // all of them are shared: nothing to compare the errors with
  : { readonly [K in Names]: { readonly code: DuplicateCode<`Code ${E[K]['code']} is also the code of ${Extract<Exclude<I[E[K]['code']], K>, string>}: take another, or say shared: true on each`> } }

/** The names that have the code of each error. */
type NamesWithCodeOf<E extends ErrorDefinitions, I extends Index> = { readonly [K in keyof E]: I[E[K]['code']] }

type IdentityMap<E> = { readonly [K in keyof E]: K }

/** The names of errors with a code that is taken. */
type DuplicatesOf<E extends ErrorDefinitions, I extends Index> =
  { [K in keyof E]: I[E[K]['code']] extends K ? never : E[K] extends { readonly shared: true } ? never : K }[keyof E]

type Index = Readonly<Record<string, unknown>>

declare const duplicate: unique symbol
/** The type of a code that is taken: its argument is the message. */
export interface DuplicateCode<Message extends string> { readonly [duplicate]: Message }

/** Codes, each with the names of the errors that have it. `infer`, since compilers remember the answers of conditional types, but not of look-ups by all names. */
export type CodeIndex<E extends ErrorDefinitions> = { [K in keyof E as E[K]['code'] extends infer C extends string ? C : never]: K }

/** `Base` with the members of `E` added; those of `E` win. */
export type Merge<Base extends ErrorDefinitions, E extends ErrorDefinitions> = [keyof Base & keyof E] extends [never] ? Base & E : Omit<Base, keyof E> & E
