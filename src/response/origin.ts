import type { Answer } from '../catalog/answer.js'

/**
 * Where an error that leaves comes from.
 *
 * - `raised`: the service answered it by its name, or with a body that is in the catalogue.
 * - `thrown`: an `ApiError` was thrown.
 * - `foreign`: anything else was thrown.
 * - `replaced`: the service answered something that is not in the catalogue, or that `strict` refuses.
 * - `transport`: there was no route: an unknown one, a bad URL, malformed HTTP, a timeout, a closing server.
 */
export type ApiErrorKind = 'raised' | 'thrown' | 'foreign' | 'replaced' | 'transport'

/** Where an error comes from, and what made it. */
export interface ErrorOrigin {
  readonly kind: ApiErrorKind
  /** What was thrown, or the cause that was given; `undefined` if there is none. */
  readonly cause: unknown
}

/** An answer and where it comes from. */
export interface Decided {
  readonly answer: Answer
  readonly origin: ErrorOrigin
}

/** What is raised by its name without a cause, as nearly every error. */
export const RAISED: ErrorOrigin = Object.freeze({ kind: 'raised', cause: undefined })
