import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import type { DetailsArgument, KeyWithoutDetails, RegisteredErrorName } from '../types/register.js'
import type { AnyApiError } from '../values/brand.js'
import type { ApiErrorObserver } from './event.js'

/** What `classify` returns: the name or code of an error, an `ApiError` where there are details or headers, or nothing when it does not know. */
export type Classification = KeyWithoutDetails | AnyApiError | undefined | null

// Compilers name an alias and not what it stands for: functions say it all, so that messages do.
/** Decides which error of the catalogue stands for a thrown value. It is asked first. */
export type Classify = (error: unknown, request: FastifyRequest) => KeyWithoutDetails | AnyApiError | undefined | null

/**
 * `classify` as a table: for each error, a function that says whether it stands for a thrown value. The first that says so decides. Routes document
 * the errors of the table.
 *
 * @example
 * classify: { object_already_exists: isUniqueViolation, object_not_found: isMissingRow }
 */
export type ClassifyTable = { readonly [Name in RegisteredErrorName]?: ClassifyFunction<ResultFor<DetailsArgument<Name>>> }

// An interface, since compilers name it in messages with what it has to return.
/** Says whether an error stands for a thrown value. */
interface ClassifyFunction<Result> {
  (error: unknown, request: FastifyRequest): Result
}

/** True, or what goes with the error, where it stands for the value; nothing or false where it does not. */
type ResultFor<Details extends readonly unknown[]> =
  Details extends [details: infer D] ? ClassifiedWithDetails<D> | false | undefined | null
    : Details extends [] ? Classified | boolean | undefined | null : ClassifiedWithOptionalDetails<Details[0]> | boolean | undefined | null

/** What goes with an error that a table of `classify` finds. */
interface Classified {
  readonly headers?: Readonly<Record<string, string | number | readonly string[]>>
  /** What the log shows in the place of what was thrown. */
  readonly cause?: unknown
}

interface ClassifiedWithDetails<D> extends Classified { readonly details: D }

interface ClassifiedWithOptionalDetails<D> extends Classified { readonly details?: D }

/** The error that leaves, for whoever fills in the members that every error carries. */
export interface LeavingError {
  readonly name: string
  readonly code: string
  /** The status that is sent. */
  readonly status: number
  readonly description: string
  /** What was thrown, or the `cause` that was given to `reply.apiError`. Nothing of it is sent, unless the service does it. */
  readonly cause: unknown
}

/** Fills in the members that every error of the catalogue carries, for the request that an error answers. */
export type MembersOfRequest<M = unknown> = (request: FastifyRequest, error: LeavingError) => M

/** An error, for whoever makes a page of it. */
export interface ErrorToShow {
  readonly name: string
  readonly code: string
  readonly status: number
  /** The sentence of the catalogue. */
  readonly description: string
  /** What a client that reads JSON gets: details and the members of every error are in it. Escape it: names that the client sent may be among it. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Makes the page of an error, for browsers. */
export type HtmlOfError = (error: ErrorToShow, request: FastifyRequest) => string

/** The settings of a scope, its defaults filled in. */
export interface ScopeSettings {
  readonly catalog: Catalog
  readonly classify: Classify | undefined
  /** The errors that a table of `classify` names: every route may answer them. */
  readonly classified?: readonly string[]
  readonly strict: boolean
  readonly logErrors: boolean
  /** Is told of each error that leaves. */
  readonly onApiError?: ApiErrorObserver | undefined
  /** Fills in the members of every error, where the catalogue declares any. */
  readonly members?: MembersOfRequest | undefined
  /** Errors by RFC 9457, for clients that prefer them; `base` is the address of the reference page. */
  readonly problemJson?: { readonly base?: string | undefined } | undefined
  /** Makes pages of errors, for browsers. */
  readonly html?: HtmlOfError | undefined
  /** Fastify's own error handler, where the service had no other when the plugin was registered: it logs as the service wants it. */
  readonly fastifyHandler?: FastifyInstance['errorHandler']
}
