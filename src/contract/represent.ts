import type { FastifyReply, FastifyRequest } from 'fastify'
import { createAnswer } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import type { CatalogEntry } from '../catalog/types.js'
import { PROBLEM_TYPE, problemBody } from '../catalog/problem-details.js'
import { startOf } from '../values/bounded.js'
import { negotiate } from '../values/negotiate.js'
import { catchRejection, isThenable, readString } from '../values/read.js'
import { write } from './log.js'
import { withMembers } from './members.js'
import type { ErrorScope } from './scope.js'
import type { HtmlOfError } from './settings.js'

/**
 * The answer as it leaves for this request: with the members of every error, in the media type that the client prefers. Never throws.
 *
 * @param cause - What was thrown, or the cause of what was raised.
 */
export function represent (answer: Answer, reply: FastifyReply, scope: ErrorScope, cause?: unknown): Answer {
  return inPreferredType(withMembers(answer, reply, scope, cause), reply, scope)
}

/** The same for an answer that has its members. */
export function inPreferredType (plain: Answer, reply: FastifyReply, scope: ErrorScope): Answer {
  const { problemJson, html } = scope.settings
  if (problemJson === undefined && html === undefined) return plain
  const type = negotiate(acceptOf(reply.request), typesOf(problemJson !== undefined, html !== undefined))
  const shown = type === PROBLEM_TYPE ? asProblem(plain, reply.request, scope) : type === HTML ? asHtml(plain, reply, scope, html as HtmlOfError) : plain
  return { ...shown, plain }
}

const JSON_ONLY = 'application/json'
const HTML = 'text/html'

/** The media types that a scope sends errors in; of what a client likes equally, the first. */
export function typesOf (problemJson: boolean, html: boolean): [string, ...string[]] {
  return [JSON_ONLY, ...problemJson ? [PROBLEM_TYPE] : [], ...html ? [HTML] : []]
}

function acceptOf ({ headers: { accept } }: FastifyRequest): string | undefined {
  return typeof accept === 'string' ? accept : undefined
}

/** Warns once of links in problem details that lead nowhere. */
export function warnOfMissingPage (scope: ErrorScope): void {
  const { settings: { problemJson }, reference } = scope
  if (problemJson === undefined || problemJson.base !== undefined || reference !== undefined || !scope.isFirst('API_ERROR_NO_PAGE')) return
  write(scope, 'warn', {}, 'API_ERROR_NO_PAGE: the `type` of problem details links to /errors, where no reference page is. Register apiErrorReference, or give problemJson: { base }')
}

function asProblem (plain: Answer, request: FastifyRequest, scope: ErrorScope): Answer {
  return createAnswer(plain.entry, plain.status, problemBody(plain, { type: problemTypeOf(plain.entry, scope), instance: instanceOf(request) }), PROBLEM_TYPE)
}

/** Where problem details say that an error is described. */
export function problemTypeOf ({ name }: CatalogEntry, { settings: { problemJson }, reference }: ErrorScope): string {
  return `${problemJson?.base ?? reference ?? '/errors'}#${name}`
}

/**
 * The path that was asked for, as a reference of a URI. A query may hold what is not to be repeated, and so may the authority of
 * an absolute URL; a path with two slashes in front would be read as one. `rewriteUrl` of a service may give any text.
 */
function instanceOf ({ url }: FastifyRequest): string {
  const [given = ''] = String(url).split(/[?#]/, 1)
  const path = given.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/^\/*/, '/')
  const text = Buffer.from(path.slice(0, MAX_PATH)).toString() // without halves of a character
  return text.replace(/%(?![0-9a-fA-F]{2})|[^!-~]|["<>[\]\\^`{|}]/gu, character => encodeURIComponent(character))
}

const MAX_PATH = 512

function asHtml (plain: Answer, reply: FastifyReply, scope: ErrorScope, html: HtmlOfError): Answer {
  const { entry: { name, code, description }, status } = plain
  try {
    const page: unknown = html({ name, code, status, description, body: JSON.parse(plain.body) as Record<string, unknown> }, reply.request)
    if (typeof page === 'string' && page !== '') return createAnswer(plain.entry, status, page, `${HTML}; charset=utf-8`)
    if (isThenable(page)) catchRejection(page)
    report(`returned ${isThenable(page) ? 'a promise' : page === '' ? 'an empty text' : `a value of type ${typeof page}`}, not a page`)
  } catch (error) {
    report(`threw: ${startOf(readString(error, 'message'), MAX_MESSAGE)}`)
  }
  return plain

  function report (what: string): void {
    if (scope.isFirst(html)) write(reply, 'error', {}, `API_ERROR_HTML: the option html ${what}; errors leave as JSON. This is logged once`)
  }
}

const MAX_MESSAGE = 200
