import type { FastifyRequest } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import type { ScopeSettings } from '../contract/scope.js'
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
  if (isBranded(error)) return resolveApiError(error, catalog, 'thrown')
  return { answer: answerOfForeign(error, catalog), headers: foreignHeaders(error), origin: 'foreign' }
}

/** The resolution of an `ApiError`. Read with care: a proxy may look like one and refuse the rest. */
function resolveApiError (error: object, catalog: Catalog, origin: Resolution['origin']): Resolution {
  return { ...resolveRaised(catalog, read(error, 'key'), read(error, 'details'), origin), headers: headersOf(read(error, 'headers')) }
}

function classifyByService (error: unknown, settings: ScopeSettings, request: FastifyRequest): Resolution | undefined {
  if (settings.classify === undefined) return undefined
  let found: unknown // it may not keep to its type
  try {
    found = settings.classify(error, request)
  } catch (failure) {
    return resolveBroken(settings.catalog, `classify threw: ${readString(failure, 'message')}`, 'foreign')
  }
  if (found === undefined || found === null) return undefined
  const { catalog } = settings
  if (typeof found === 'string' || typeof found === 'number') return resolveRaised(catalog, found, undefined, 'foreign')
  if (!isBranded(found)) return resolveBroken(catalog, `classify returned ${kindOf(found)}; return a name, a code, an ApiError, or undefined`, 'foreign')
  return { ...resolveApiError(found, catalog, 'foreign'), ...read(found, 'cause') !== undefined && { logged: found } }
}

function kindOf (value: unknown): string {
  if (typeof read(value, 'then') === 'function') return 'a promise'
  return typeof value === 'object' ? 'an object that is no ApiError' : `a ${typeof value}`
}

function headersOf (headers: unknown): Resolution['headers'] {
  if (typeof headers !== 'object' || headers === null) return NO_HEADERS
  try {
    return Object.keys(headers).map(name => [name, read(headers, name)])
  } catch {
    return NO_HEADERS
  }
}
