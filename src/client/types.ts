import type { Flat, ValueOf } from '../catalog/infer.js'
import type { RegisteredErrors } from '../types/register.js'

/** What the types of the client are derived from: a catalogue (`typeof catalog`), or its errors by name. */
export type ErrorSource = { readonly definitions: ErrorTypes, readonly entries: readonly unknown[], readonly members?: object | undefined } | ErrorTypes

/** Errors by name, as types: what `export --client` writes, and what a catalogue's definitions are. */
export type ErrorTypes = Readonly<Record<string, ErrorType>>

/** One error, as a type. `details` is a schema of the members after `code` and `error`, or says their type: `{ static: { fields: string[] } }`. */
export interface ErrorType {
  readonly code: string
  readonly error?: string
  readonly details?: object
  /** The same of the members that every error may carry after them. */
  readonly members?: object
}

/** The errors of a source, by name. */
export type ErrorsOf<C> =
  C extends { readonly definitions: infer E extends ErrorTypes, readonly entries: readonly unknown[] } ? E
    : C extends { readonly [Name in keyof C]: ErrorType } ? C : never // not `ErrorTypes`, which no interface is

/** The error names of a source. */
export type NameOf<C> = Extract<keyof ErrorsOf<C>, string>

/**
 * The body of an error as it is on the wire: a union in which `switch (body.error)` narrows, details included.
 *
 * @example
 * type Body = ApiErrorBody<typeof catalog>
 * type Missing = ApiErrorBody<typeof catalog, 'object_not_found'> // { code: '2002', error: 'object_not_found' }
 */
export type ApiErrorBody<C = RegisteredErrors, Name extends NameOf<C> = NameOf<C>> = { [N in Name]: BodyOf<ErrorsOf<C>[N], N, CarriedBy<C>> }[Name]

type BodyOf<E, Name, M> = Flat<{ readonly code: CodeOf<E>, readonly error: TextOf<E, Name> } & DetailsOf<E> & MembersOf<E> & M>
/** The members of every error of a catalogue. */
type CarriedBy<C> = C extends { readonly entries: readonly unknown[] } ? MembersOf<C> : unknown
/** One that belongs to no request is sent without. */
type MembersOf<E> = E extends { readonly members: infer Schema extends object } ? Readonly<Partial<ValueOf<Schema>>> : unknown
type CodeOf<E> = E extends { readonly code: infer Code } ? Code : never
type TextOf<E, Name> = E extends { readonly error: infer Text extends string } ? Text : Name
type DetailsOf<E> = E extends { readonly details: infer Schema } ? ValueOf<Schema> : unknown

/** An error that the client knows. `switch (error.name)` narrows `body`. */
export type KnownApiError<C = RegisteredErrors> = {
  [N in NameOf<C>]: {
    readonly known: true
    readonly name: N
    /** HTTP status, where the source had one: a body alone has none. */
    readonly status: number | undefined
    readonly body: BodyOf<ErrorsOf<C>[N], N, CarriedBy<C>>
  }
}[NameOf<C>]

/** An error of a service that is newer than the client, as data. */
export interface UnknownApiError {
  readonly known: false
  /** The member `error` as it was sent. */
  readonly name: string
  readonly status: number | undefined
  readonly body: WireError
}

/** What `parseApiError` finds: an error that the client knows, or one of a newer service. */
export type ParsedApiError<C = RegisteredErrors> = KnownApiError<C> | UnknownApiError

/** The shape that every error of every catalogue has. */
export interface WireError { readonly code: string, readonly error: string, readonly [member: string]: unknown }

/**
 * The errors that a client knows at run time. The compiler sees to it that it is complete and right:
 * per error its code, with its text and the kinds of its details where it has any.
 *
 * @example
 * const errors: ErrorTable<typeof catalog> = {
 *   object_not_found: '2002',
 *   invalid_field_value: { code: '2007', details: { fields: 'Array' } }
 * }
 */
export type ErrorTable<C = RegisteredErrors> = { readonly [N in NameOf<C>]: TableEntry<ErrorsOf<C>[N]> }

type TableEntry<E> =
  E extends { readonly details: infer Schema }
    ? { readonly code: CodeOf<E>, readonly details: KindsOf<ValueOf<Schema>> } & TableText<E>
    : E extends { readonly error: string } ? { readonly code: CodeOf<E> } & TableText<E> : CodeOf<E> | ({ readonly code: CodeOf<E> } & TableText<E>)

// A catalogue whose errorText is 'description' sends texts that its type does not know.
type TableText<E> = E extends { readonly error: infer Text extends string } ? { readonly error: Text } : { readonly error?: string }

type KindsOf<D> = { readonly [K in keyof D]-?: Kinds<KindOf<{} extends Pick<D, K> ? D[K] | undefined : D[K]>> | '' }
type KindOf<T> =
  T extends string ? 'String'
    : T extends number ? 'Number'
      : T extends boolean ? 'Boolean'
        : T extends readonly unknown[] ? 'Array'
          : T extends null ? 'Null'
            : T extends undefined ? 'Undefined'
              : T extends object ? 'Object' : never
// Of several kinds, all are named, in any order: 'String|Undefined'.
type Kinds<K extends string, All extends string = K> = K extends unknown ? [Exclude<All, K>] extends [never] ? K : `${K}|${Kinds<Exclude<All, K>>}` : never

/** The table as the code reads it: any table is one of these. */
export type AnyErrorTable = Readonly<Record<string, string | AnyTableEntry>>

/** An error of a table, written out. */
export interface AnyTableEntry {
  readonly code: string
  /** Its text on the wire, where that is not its name. */
  readonly error?: string
  /** Kinds of its details by name, as in `'Array'`, several separated by `|`, `Undefined` among them for one that may be missing; `''` for anything. */
  readonly details?: Readonly<Record<string, string>>
}

/** Bounds of reading a response. */
export interface ParseOptions {
  /** Longest body that is read, in bytes (default: 65536). */
  readonly maxBytes?: number
  /** Longest time that reading may take, in milliseconds (default: 5000). */
  readonly timeout?: number
}
