import { createAnswer, bodyOf } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import type { Catalog } from '../catalog/catalog.js'
import { isDatabaseError } from './database.js'
import { isNetworkError } from './network.js'
import { readString } from '../values/read.js'
import { statusOf } from '../values/status.js'
import { failedFields } from './validation.js'

/** What is sent for an error that the service neither raised nor classified. */
export function answerOfForeign (error: unknown, catalog: Catalog): Answer {
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
