import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { isStreamed } from '../response/methods.js'
import { RAISED } from '../response/origin.js'
import type { ApiErrorKind, Decided, ErrorOrigin } from '../response/origin.js'
import type { ResponsePolicy } from '../response/raw.js'
import { bounded } from '../values/bounded.js'
import { errorStatus } from '../values/status.js'
import { boundedRequest } from './bounded-request.js'
import { conforming } from './conforming.js'
import { fieldsOf, nameErrorInLog, write } from './log.js'
import { isObserved, tellObservers } from './observe.js'
import { inPreferredType, represent } from './represent.js'
import { checkRaised, reportUndeclared } from './raisable.js'
import type { Undeclared } from './raisable.js'
import { contractOf, isExempt as isExemptReply } from './route-contract.js'
import { isDefaultNotFound, routeOf } from './route.js'
import type { RouteContract } from './route-contract.js'
import { scopeOf } from './scope.js'
import type { ErrorScope } from './scope.js'

/**
 * The policy for error responses: the contract of their route, or of the server where there is no route.
 *
 * @param serverScope - The scope of responses that belong to no route: bad URLs, malformed HTTP, a closing server.
 * @param scopeOfReply - The scope of a reply, where it is not that of the server.
 */
export function createPolicy (serverScope: () => ErrorScope, scopeOfReply = (reply: FastifyReply): ErrorScope | undefined => scopeOf(reply.server)): ResponsePolicy {
  return { isExempt, replacementFor, withStatus, headFailed, nameInLog, report }

  function isExempt (reply: FastifyReply | undefined): boolean {
    return reply !== undefined && (reply.sent || isExemptReply(reply)) // sent before its head is written: hijacked
  }

  function replacementFor (status: number, body: unknown, reply: FastifyReply | undefined, preset?: Decided): Decided {
    const scope = scopeFor(reply)
    const contract = reply === undefined ? undefined : contractOf(reply)
    const decision = decide({ status, body, preset: preset?.answer, scope, contract, origin: originOf(reply) })
    if (decision.reason === 'undeclared' || decision.reason === 'refused') reportUndeclared(reply as FastifyReply, decision, contract as RouteContract)
    if (decision.reason === 'replaced' || decision.reason === 'outside') reportReplaced(status, body, reply, scope, decision.answer)
    const answer = reply === undefined ? decision.answer : represent(decision.answer, reply, scope, decision.reason === 'preset' ? preset?.origin.cause : undefined)
    return { answer, origin: decision.reason === 'preset' ? (preset as Decided).origin : ORIGINS[decision.reason] }
  }

  function withStatus (answer: Answer, status: number, reply: FastifyReply | undefined): Answer {
    if (status === answer.status || !(status >= 400)) return answer
    const scope = scopeFor(reply)
    const { plain = answer } = answer
    const changed = underStatus(plain, errorStatus(status) ?? 500, scope)
    if (reply === undefined) return changed
    return changed.entry === plain.entry ? inPreferredType(changed, reply, scope) : represent(changed, reply, scope) // of the same error, it has its members
  }

  function headFailed (error: unknown, reply: FastifyReply | undefined): Answer {
    const scope = scopeFor(reply)
    const { settings: { catalog }, log } = scope
    const answer = catalog.answer(catalog.fallback(500), 500)
    const where = reply === undefined ? 'a response without a route' : routeOf(reply)
    write(reply ?? { log }, 'error', { err: bounded(error), ...reply && { req: boundedRequest(reply.request) }, apiError: fieldsOf(answer) },
      `API_ERROR_UNSENDABLE: ${where}: Node rejected the head of the response; sent "${answer.entry.name}"`)
    return reply === undefined ? answer : represent(answer, reply, scope)
  }

  function nameInLog (answer: Answer, reply: FastifyReply): void {
    if (scopeFor(reply).settings.logErrors) nameErrorInLog(reply, answer)
  }

  function report (answer: Answer, origin: ErrorOrigin, request: { readonly method?: string | undefined } | undefined, reply: FastifyReply | undefined): void {
    if (isObserved(serverScope())) tellObservers({ answer, origin, scope: scopeFor(reply), request, reply })
  }

  function scopeFor (reply: FastifyReply | undefined): ErrorScope {
    // The guard of the server also holds scopes without the plugin.
    return (reply === undefined ? undefined : scopeOfReply(reply)) ?? serverScope()
  }
}

/** Where a response comes from: a route, Fastify's handler of unknown routes, or none of them. */
export type ResponseOrigin = 'route' | 'default-not-found' | 'no-route'

/** What there is to know of an error response that was not raised by its name. */
export interface ErrorResponse {
  /** As it was asked for; anything. */
  readonly status: number
  readonly body: unknown
  /** What was thrown before stands for this, if anything was. */
  readonly preset: Answer | undefined
  readonly scope: ErrorScope
  readonly contract: RouteContract | undefined
  readonly origin: ResponseOrigin
}

/**
 * What leaves, and why.
 *
 * - `catalogued`: the body is an error of the catalogue that the route may answer.
 * - `undeclared`: it is one that the route does not declare; sent all the same.
 * - `refused`: the same in strict mode; not sent.
 * - `preset`: what was thrown before.
 * - `expected`: Fastify's or Node's own answer, no fault of the service.
 * - `outside`: made by something that is no route, such as middleware.
 * - `replaced`: made by the service, and not in the catalogue.
 */
export type Decision =
  | Undeclared
  | { readonly reason: 'catalogued' | 'preset' | 'expected' | 'outside' | 'replaced', readonly answer: Answer }

const origin = (kind: ApiErrorKind): ErrorOrigin => Object.freeze({ kind, cause: undefined })

/** Where a response comes from that was decided here. */
const ORIGINS: Readonly<Record<Exclude<Decision['reason'], 'preset'>, ErrorOrigin>> = {
  catalogued: RAISED,
  undeclared: RAISED,
  refused: origin('replaced'),
  expected: origin('transport'),
  outside: origin('replaced'),
  replaced: origin('replaced')
}

/** Decides what leaves in place of an error response. */
export function decide ({ status, body, preset, scope, contract, origin }: ErrorResponse): Decision {
  const { catalog, strict } = scope.settings
  const asked = errorStatus(status) ?? 500
  const own = conforming(catalog, asked, body)
  if (own !== undefined) return checkRaised(own, contract, scope)
  // A status of 500 is no choice: Fastify sets it where nobody chose one.
  if (preset !== undefined) return { reason: 'preset', answer: asked === 500 || asked === preset.status ? preset : underStatus(preset, asked, scope) }
  const answer = catalog.answer(catalog.fallback(asked), asked)
  if (origin === 'default-not-found') return { reason: 'expected', answer }
  if (origin === 'no-route') return { reason: isEmpty(body) ? 'expected' : 'outside', answer } // Node's own answers have no body
  const isRefused = strict && contract?.raisable?.has(answer.entry) === false
  return { reason: 'replaced', answer: isRefused ? catalog.answer(catalog.fallback(500), 500) : answer }
}

/** The answer under another status where its entry may have that, else the fallback of the status. */
function underStatus (answer: Answer, status: number, { settings: { catalog } }: ErrorScope): Answer {
  if (catalog.allows(answer.entry, status)) return { ...answer, status }
  return catalog.answer(catalog.fallback(status), status)
}

function originOf (reply: FastifyReply | undefined): ResponseOrigin {
  if (reply === undefined) return 'no-route'
  return isDefaultNotFound(reply) ? 'default-not-found' : 'route'
}

/** Once per route and status: who sends one such response sends many. */
function reportReplaced (status: number, body: unknown, reply: FastifyReply | undefined, scope: ErrorScope, answer: Answer): void {
  const where = reply === undefined ? 'something outside the routes' : routeOf(reply)
  if (!scope.isFirst(`${where} ${status}`)) return
  write(reply ?? scope, answer.status >= 500 ? 'error' : 'warn', { status, apiError: fieldsOf(answer) },
    `API_ERROR_FOREIGN_RESPONSE: ${where} sent a ${status} with ${describe(body)} that is not an error of the catalogue; replaced it with "${answer.entry.name}". Use reply.apiError. This is logged once`)
}

const isEmpty = (body: unknown): boolean => body === undefined || body === null || body === ''

function describe (body: unknown): string {
  if (isStreamed(body)) return 'a stream'
  if (isEmpty(body)) return 'no body'
  if (typeof body === 'string') return body.trimStart().startsWith('{') ? 'a JSON object' : 'a text'
  return 'a buffer'
}
