import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { bodyOf, createAnswer } from '../catalog/answer.js'
import type { Catalog } from '../catalog/catalog.js'
import { checkDetails } from '../catalog/details.js'
import { errorStatus } from '../values/status.js'
import { contractOf, routeOf } from './route-contract.js'
import { isStreamed } from '../response/methods.js'
import type { Judge } from '../response/raw.js'
import { write } from './log.js'
import { isRaisable } from './raisable.js'
import { scopeOf as scopeOfInstance } from './scope.js'
import type { ErrorScope } from './scope.js'

/** Longer bodies are not looked at: no error of a catalogue is that long. */
const MAX_BODY = 65_536

/**
 * Judges error responses by the contract of their route, or of a whole server where there is no route.
 *
 * @param serverScope - The scope of responses that belong to no reply: bad URLs, malformed HTTP, a closing server.
 */
export function createJudge (serverScope: () => ErrorScope): Judge {
  return { isExempt, judge, settle, fail }

  function isExempt (reply: FastifyReply | undefined): boolean {
    if (reply === undefined) return false
    return reply.sent || contractOf(reply)?.exempt === true // sent before its head is written: hijacked
  }

  function judge (status: number, body: unknown, reply: FastifyReply | undefined, suggested?: Answer): Answer {
    const scope = scopeOf(reply)
    const { catalog, strict } = scope.settings
    const asked = errorStatus(status) ?? 500
    const own = conforming(catalog, asked, body)
    if (own !== undefined) {
      return reply === undefined || isRaisable(reply, own.entry, scope) ? own : catalog.answer(catalog.fallback(500), 500)
    }
    if (suggested !== undefined) return asked === 500 && suggested.status >= 500 ? suggested : settle(suggested, asked, reply)
    if (reply === undefined || isDefaultNotFound(reply)) return catalog.answer(catalog.fallback(asked), asked)
    const sent = strict ? 500 : asked
    const answer = catalog.answer(catalog.fallback(sent), sent)
    write(reply, 'error', { status, apiError: answer.entry.name },
      `API_ERROR_FOREIGN_RESPONSE: ${routeOf(reply)} answered ${status} with ${describe(body)}, which is not in the catalogue; "${answer.entry.name}" was sent instead`)
    return answer
  }

  function settle (answer: Answer, status: number, reply: FastifyReply | undefined): Answer {
    if (status === answer.status || !(status >= 400)) return answer
    const { catalog } = scopeOf(reply).settings
    const asked = errorStatus(status) ?? 500
    if (catalog.allows(answer.entry, asked)) return { ...answer, status: asked }
    return catalog.answer(catalog.fallback(asked), asked)
  }

  function fail (error: unknown, reply: FastifyReply | undefined): Answer {
    const { settings: { catalog }, log } = scopeOf(reply)
    if (reply === undefined) log.error({ err: error }, 'API_ERROR_UNSENDABLE: the head of a response could not be written')
    else write(reply, 'error', { err: error, req: reply.request }, `API_ERROR_UNSENDABLE: the head of a response of ${routeOf(reply)} could not be written`)
    return catalog.answer(catalog.fallback(500), 500)
  }

  function scopeOf (reply: FastifyReply | undefined): ErrorScope {
    // The guard of the server also holds scopes without the plugin.
    return (reply === undefined ? undefined : scopeOfInstance(reply.server)) ?? serverScope()
  }
}

/** A body that is a pair of the catalogue and may have this status, in canonical form. What it holds may come from a client. */
function conforming (catalog: Catalog, status: number, body: unknown): Answer | undefined {
  try {
    const value = parse(body)
    return value === undefined ? undefined : answerOf(catalog, status, value)
  } catch {
    return undefined // no JSON, a detached buffer, nested too deep
  }
}

function answerOf (catalog: Catalog, status: number, { code, error, ...rest }: Readonly<Record<string, unknown>>): Answer | undefined {
  if ((typeof code !== 'string' && typeof code !== 'number') || typeof error !== 'string') return undefined
  const entry = catalog.find(String(code), error)
  if (entry === undefined || !catalog.allows(entry, status)) return undefined
  if (entry.details === undefined) return catalog.answer(entry, status)
  const { details, problem } = checkDetails(entry, rest)
  return problem === undefined ? createAnswer(entry, status, bodyOf(entry, details)) : undefined
}

function parse (body: unknown): Readonly<Record<string, unknown>> | undefined {
  const text = textOf(body)
  return text === undefined || text.length > MAX_BODY || !text.trimStart().startsWith('{') ? undefined : JSON.parse(text) as Record<string, unknown>
}

function textOf (body: unknown): string | undefined {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array && body.byteLength <= MAX_BODY ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString() : undefined
}

/** Fastify's own answer to an unknown route, which is no fault of the service. Its handler is known by its name. */
function isDefaultNotFound (reply: FastifyReply): boolean {
  return reply.request.is404 && reply.request.routeOptions.handler?.name === 'basic404'
}

function describe (body: unknown): string {
  if (isStreamed(body)) return 'a stream'
  if (body === undefined || body === null || body === '') return 'no body'
  if (typeof body === 'string') return body.trimStart().startsWith('{') ? 'an object of another shape, or of another status' : 'a text'
  return 'a buffer'
}
