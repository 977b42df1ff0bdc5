import type { FastifyRequest } from 'fastify'
import { suggestionFor } from '../messages/closest.js'
import { createAnswer, bodyOf } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import type { Catalog } from '../catalog/catalog.js'
import { checkDetails } from '../catalog/details.js'
import type { CatalogEntry } from '../catalog/types.js'
import type { Classification, ScopeSettings } from '../contract/scope.js'
import { isDatabaseError } from './database.js'
import { foreignHeaders } from './headers.js'
import { isNetworkError } from './network.js'
import { isBranded } from '../values/brand.js'
import { read, readString } from '../values/read.js'
import { statusOf } from '../values/status.js'
import { failedFields } from './validation.js'

/** What a thrown value becomes. */
export interface Verdict {
  readonly answer: Answer
  readonly headers: ReadonlyArray<readonly [name: string, value: unknown]>
  /** True if the service raised this error by its name; false if it was made of a foreign one. */
  readonly raised: boolean
  /** What was wrong with how it was raised or classified, for the log. */
  readonly problem?: string
}

/**
 * Makes an error of the catalogue of anything thrown. Asked in order: the service's own `classify`, `ApiError`,
 * validation, tokens, database, network, the status on the error, and at last the entry for 500.
 * Never throws, whatever the value does when it is looked at.
 */
export function classify (error: unknown, settings: ScopeSettings, request: FastifyRequest): Verdict {
  const own = classifyByService(error, settings, request)
  if (own !== undefined) return own
  const { catalog } = settings
  if (isBranded(error)) {
    // Read with care: a proxy may look like an ApiError and refuse the rest.
    return { ...raised(catalog, read(error, 'error'), read(error, 'details')), headers: headersOf(read(error, 'headers')) }
  }
  return foreign(answerOfForeign(error, catalog), foreignHeaders(error))
}

/** The answer for an error that the service raised by name or code: the entry's, or `internal_error` and what was wrong. */
export function raised (catalog: Catalog, key: unknown, details: unknown): Verdict {
  const answer = catalog.answerTo(key)
  if (answer === undefined) return broken(catalog, unknown(key, catalog))
  const { entry } = answer
  if (entry.shared && key !== entry.name) warnShared(entry)
  if (details === undefined && !entry.needsDetails) return { answer, headers: NO_HEADERS, raised: true }
  const checked = checkDetails(entry, details)
  if (checked.problem !== undefined) return broken(catalog, checked.problem)
  return { answer: createAnswer(entry, entry.status, bodyOf(entry, checked.details)), headers: NO_HEADERS, raised: true }
}

function classifyByService (error: unknown, settings: ScopeSettings, request: FastifyRequest): Verdict | undefined {
  if (settings.classify === undefined) return undefined
  let found: Classification
  try {
    found = settings.classify(error, request)
  } catch (failure) {
    return { ...broken(settings.catalog, `classify threw: ${readString(failure, 'message')}`), raised: false }
  }
  if (found === undefined || found === null) return undefined
  const verdict = typeof found === 'object' ? raised(settings.catalog, read(found, 'error'), read(found, 'details')) : raised(settings.catalog, found, undefined)
  return { ...verdict, headers: headersOf(read(found, 'headers')), raised: false }
}

function answerOfForeign (error: unknown, catalog: Catalog): Answer {
  const status = statusOf(error)
  const fields = failedFields(error)
  if (fields !== undefined && (status === undefined || status === 400 || status === 422)) return validationAnswer(catalog, fields, status ?? 400)
  const role = roleOf(error, status)
  const entry = role === undefined ? undefined : catalog.role(role)
  if (entry !== undefined) return catalog.answer(entry)
  return catalog.answer(catalog.fallback(status ?? 500), status ?? 500)
}

function validationAnswer (catalog: Catalog, fields: string[], status: number): Answer {
  const entry = catalog.role('validation')
  // A service whose formatter asks for 422 gets 422, and the entry that stands for it.
  if (entry === undefined || (status !== 400 && !catalog.allows(entry, status))) return catalog.answer(catalog.fallback(status), status)
  const sent = catalog.allows(entry, status) ? status : entry.status
  return entry.details === undefined ? catalog.answer(entry, sent) : createAnswer(entry, sent, bodyOf(entry, { fields }))
}

function roleOf (error: unknown, status: number | undefined): 'token' | 'database' | 'network' | undefined {
  if (TOKEN_CODES.test(readString(error, 'code'))) return 'token'
  if (isDatabaseError(error)) return 'database'
  // One with a status of the client's is a request that broke off: Fastify gives it 400.
  return (status === undefined || status >= 500) && isNetworkError(error) ? 'network' : undefined
}

// @fastify/jwt and fast-jwt: a token that is there, but no good. One that is missing is an ordinary 401; a key or an
// option that is no good is the fault of the service.
const TOKEN_CODES = /^FST_JWT_(?:AUTHORIZATION_TOKEN_(?:INVALID|EXPIRED|UNTRUSTED)|BAD_COOKIE_REQUEST|BAD_REQUEST)$|^FAST_JWT_(?!INVALID_KEY$|INVALID_OPTION$|MISSING_KEY$|KEY_FETCHING_ERROR$|SIGN_ERROR$)/

const NO_HEADERS: Verdict['headers'] = []

function foreign (answer: Answer, headers: Verdict['headers']): Verdict {
  return { answer, headers, raised: false }
}

function broken (catalog: Catalog, problem: string): Verdict {
  return { answer: catalog.answer(catalog.fallback(500), 500), headers: NO_HEADERS, raised: true, problem }
}

function headersOf (headers: unknown): Verdict['headers'] {
  if (typeof headers !== 'object' || headers === null) return NO_HEADERS
  try {
    return Object.keys(headers).map(name => [name, read(headers, name)])
  } catch {
    return NO_HEADERS
  }
}

const warned = new Set<string>()

function warnShared (entry: CatalogEntry): void {
  if (warned.has(entry.code)) return
  warned.add(entry.code)
  process.emitWarning(`code ${entry.code} is shared by several errors; "${entry.name}" was sent. Raise it by its name.`, { code: 'API_ERROR_SHARED_CODE', type: 'ApiErrorWarning' })
}

function unknown (key: unknown, catalog: Catalog): string {
  return `the catalogue has no error ${show(key)}${typeof key === 'string' ? suggestionFor(key, catalog.entries.map(entry => entry.name)) : ''}`
}

const show = (key: unknown): string => typeof key === 'string' ? JSON.stringify(key) : typeof key === 'number' ? String(key) : `of type ${typeof key}`
