import type { NameOfKey } from '../catalog/types.js'
import type { ApiErrors } from './api-errors.js'
import type { NoDetails } from './refused.js'
import type { DetailsArgument, KeyArgument, RaisableName, RegisteredErrorName, RegisteredErrors } from './register.js'

declare const about: unique symbol

/**
 * What `reply.apiError` returns: nothing to use, something to `return`. A promise by type, so that
 * `no-floating-promises` finds a forgotten `return`; of `never`, so that it fits every handler.
 *
 * `About` is for people: editors show code, status and sentence of the error where they show the call. `NoInfer`, since compilers would
 * infer the key from what a handler returns, at each call. No interface, of which compilers would make all the methods for each error.
 */
export type ApiErrorReply<About = unknown> = Promise<never> & { readonly [about]?: About }

/** What editors show of an error, as in `2002 - object_not_found, 404: The object was not found.` */
type AboutError<Name> = Name extends keyof RegisteredErrors
  ? `${RegisteredErrors[Name]['code']} - ${Name}, ${RegisteredErrors[Name]['status']}: ${RegisteredErrors[Name]['description']}` : never

/** What goes with an error that `reply.apiError` sends. */
export interface RaiseOptions {
  /** What made it happen, for the log and for observers. It is never sent. */
  readonly cause?: unknown
  /** Headers to send with it, like `retry-after`. Those that describe a body are left out. */
  readonly headers?: Readonly<Record<string, string | number | readonly string[]>>
}

/** What follows the key: the details, `undefined` for an error that takes none, and then the options. */
export type RaiseArguments<Key> = DetailsArgument<Key> extends infer Details extends readonly unknown[]
  ? Details extends readonly [] ? [details?: NoDetails | undefined, options?: RaiseOptions] : [...Details, options?: RaiseOptions]
  : never

/**
 * `reply.apiError` of the routes that may raise these errors. On its own, since compilers then look at it once for all of
 * them; a method, so that the reply of a route may be given to a function that takes any reply.
 */
interface Raiser<Names> {
  apiError<const Key>(error: KeyArgument<Key, Names>, ...detailsAndOptions: RaiseArguments<Key>): ApiErrorReply<NoInfer<AboutError<NameOfKey<RegisteredErrors, Key, keyof RegisteredErrors>>>>
}

declare module 'fastify' {
  // The parameter names must be Fastify's own: only the schema is used.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface FastifyReply<RouteGeneric, RawServer, RawRequest, RawReply, ContextConfig, SchemaCompiler, TypeProvider, ReplyType> {
    /**
     * Sends an error of the catalogue. Creates no `Error` object.
     *
     * Headers set before it stay, but for those that describe another body.
     *
     * @param error - Name, code or numeric code; in a route with `schema.apiErrors`, of a declared error.
     * @param detailsAndOptions - The error's details, where it declares any, else `undefined`; and then `{ cause, headers }`.
     * @returns Itself, to be returned from the handler or hook.
     * @example
     * if (user === undefined) return reply.apiError('object_not_found')
     * return reply.apiError('database_error', undefined, { cause: error, headers: { 'retry-after': 5 } })
     */
    readonly apiError: Raiser<RaisableName<SchemaCompiler>>['apiError']
  }

  interface FastifySchema {
    /** The errors that the route raises, by name. It documents exactly those, and may raise no other. */
    readonly apiErrors?: readonly RegisteredErrorName[]
  }

  interface FastifyContextConfig {
    /** `false`: responses that the route makes itself are not held to the catalogue (proxies, pages). */
    readonly apiErrors?: false
  }

  interface FastifyInstance {
    /** The catalogue of this scope, and what its hooks may answer. */
    readonly apiErrors: ApiErrors
  }
}
