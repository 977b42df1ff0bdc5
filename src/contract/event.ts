import type { FastifyRequest } from 'fastify'
import type { ApiErrorKind } from '../response/origin.js'
import type { RegisteredErrorName, RegisteredErrors } from '../types/register.js'

/** An error that has left the service, whoever made it. */
export interface ApiErrorEvent {
  /** Where it comes from. */
  readonly kind: ApiErrorKind
  /** The name of the error that was sent. */
  readonly error: RegisteredErrorName
  readonly code: RegisteredErrors[RegisteredErrorName & keyof RegisteredErrors]['code']
  /** The status that was sent. */
  readonly status: number
  /** The method of the request, `_OTHER` where Node does not know it; `undefined` where the request could not be read. */
  readonly method: string | undefined
  /** The pattern of the route, like `/users/:id`; never a URL. `undefined` where there is no route. */
  readonly route: string | undefined
  /** False if the route says which errors it answers, and this is none of them. */
  readonly declared: boolean
  /**
   * What made it: the `cause` that was given to `reply.apiError` or `ApiError`, or else what was thrown. Of malformed HTTP and the
   * like, Node's error.
   */
  readonly cause: unknown
  /** The request; `undefined` where Fastify had none, or had not come to look for a route. */
  readonly request: FastifyRequest | undefined
}

/** Looks at an error that has left. What it throws, or rejects with, is logged once. */
export type ApiErrorObserver = (event: ApiErrorEvent) => unknown
