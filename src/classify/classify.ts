import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import type { ScopeSettings } from '../contract/settings.js'
import { isBrokenOff, isClientGone } from './client-gone.js'
import { answerOfForeign } from './foreign.js'
import { foreignHeaders, headerEntries } from './headers.js'
import { recognise } from './recognise.js'
import { NO_HEADERS, resolveBroken, resolveRaised } from './resolution.js'
import type { Resolution } from './resolution.js'
import { isBranded } from '../values/brand.js'
import { catchRejection, isThenable, read, readString } from '../values/read.js'

/**
 * Makes an error of the catalogue of anything thrown. Asked in order: the service's own `classify`, `ApiError`, and
 * for everything else validation, the status that was chosen, and what the error is found to be.
 * Never throws, whatever the value does when it is looked at.
 *
 * @param reply - Its status counts as chosen, unless it is that of a success or 500.
 */
export function classify (error: unknown, settings: ScopeSettings, request: FastifyRequest, reply?: FastifyReply): Resolution {
  const isAbandoned = reply !== undefined && isClientGone(request.raw, reply.raw) && isBrokenOff(error)
  const resolution = resolve(error, settings, request, reply, isAbandoned)
  return isAbandoned ? { ...resolution, isAbandoned } : resolution // no copy for the errors of a service that is well
}

function resolve (error: unknown, settings: ScopeSettings, request: FastifyRequest, reply: FastifyReply | undefined, isAbandoned: boolean): Resolution {
  const own = classifyByService(error, settings, request)
  if (own !== undefined) return own
  const { catalog } = settings
  if (isBranded(error)) return resolveApiError(error, catalog, 'thrown')
  const found = recognise(error)
  const answer = answerOfForeign(error, catalog, found, { status: reply?.statusCode, request, isAbandoned })
  return { answer, headers: found.isUpstream ? NO_HEADERS : foreignHeaders(error, answer.status), origin: 'foreign' }
}

/** The resolution of an `ApiError`. Read with care: a proxy may look like one and refuse the rest. */
function resolveApiError (error: object, catalog: Catalog, origin: Resolution['origin']): Resolution {
  const resolution = resolveRaised(catalog, read(error, 'key'), read(error, 'details'), origin)
  const headers = read(error, 'headers')
  return headers === undefined ? resolution : { ...resolution, headers: headerEntries(headers) }
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
  if (isThenable(found)) catchRejection(found)
  if (typeof found === 'string' || typeof found === 'number') return { ...resolveRaised(catalog, found, undefined, 'foreign'), isClassified: true }
  if (!isBranded(found)) return resolveBroken(catalog, `classify returned ${kindOf(found, catalog)}`, 'foreign')
  return { ...resolveApiError(found, catalog, 'foreign'), isClassified: true, ...read(found, 'cause') !== undefined && { logged: found } }
}

function kindOf (value: unknown, catalog: Catalog): string {
  if (isThenable(value)) return `a promise; nothing waits for it, so classify may not be async; ${RETURN}`
  if (typeof value !== 'object') return `a ${typeof value}; ${RETURN}`
  const entry = catalog.get(read(value, 'name')) ?? catalog.get(read(value, 'error'))
  return `an object that is no ApiError; ${entry === undefined ? RETURN : `return '${entry.name}', or new ApiError('${entry.name}', { details, headers })`}`
}

const RETURN = 'return a name, a code, an ApiError, or undefined'
