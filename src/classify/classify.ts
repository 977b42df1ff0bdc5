import type { FastifyRequest } from 'fastify'
import type { Classification, ScopeSettings } from '../contract/scope.js'
import { answerOfForeign } from './foreign.js'
import { foreignHeaders } from './headers.js'
import { NO_HEADERS, resolveBroken, resolveRaised } from './resolution.js'
import type { Resolution } from './resolution.js'
import { isBranded } from '../values/brand.js'
import { read, readString } from '../values/read.js'

/**
 * Makes an error of the catalogue of anything thrown. Asked in order: the service's own `classify`, `ApiError`,
 * validation, tokens, database, network, the status on the error, and at last the entry for 500.
 * Never throws, whatever the value does when it is looked at.
 */
export function classify (error: unknown, settings: ScopeSettings, request: FastifyRequest): Resolution {
  const own = classifyByService(error, settings, request)
  if (own !== undefined) return own
  const { catalog } = settings
  if (isBranded(error)) {
    // Read with care: a proxy may look like an ApiError and refuse the rest.
    return { ...resolveRaised(catalog, read(error, 'error'), read(error, 'details'), 'thrown'), headers: headersOf(read(error, 'headers')) }
  }
  return { answer: answerOfForeign(error, catalog), headers: foreignHeaders(error), origin: 'foreign' }
}

function classifyByService (error: unknown, settings: ScopeSettings, request: FastifyRequest): Resolution | undefined {
  if (settings.classify === undefined) return undefined
  let found: Classification
  try {
    found = settings.classify(error, request)
  } catch (failure) {
    return resolveBroken(settings.catalog, `classify threw: ${readString(failure, 'message')}`, 'foreign')
  }
  if (found === undefined || found === null) return undefined
  const [key, details] = typeof found === 'object' ? [read(found, 'error'), read(found, 'details')] : [found]
  return { ...resolveRaised(settings.catalog, key, details, 'foreign'), headers: headersOf(read(found, 'headers')) }
}

function headersOf (headers: unknown): Resolution['headers'] {
  if (typeof headers !== 'object' || headers === null) return NO_HEADERS
  try {
    return Object.keys(headers).map(name => [name, read(headers, name)])
  } catch {
    return NO_HEADERS
  }
}
