import { createAnswer, bodyOf } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import type { Catalog } from '../catalog/catalog.js'
import { checkDetails } from '../catalog/details.js'
import type { CatalogEntry } from '../catalog/types.js'
import { issuesOf } from './issues.js'
import { lacksToken } from './missing-token.js'
import type { Recognition } from './recognise.js'
import { errorStatus, statusOf } from '../values/status.js'
import { failedFields } from './validation.js'

/** What is known besides the error. */
export interface Circumstances {
  /** The status that the reply had when the error was sent or thrown. */
  readonly status?: unknown
  /** The request that failed, where there is one. */
  readonly request?: unknown
  /** True if its client went away, and the error may have come of it. */
  readonly isAbandoned?: boolean
}

/**
 * What is sent for an error that the service neither raised nor classified. A status that somebody chose is kept; what
 * the error is found to be decides the entry where none was chosen, or where it fits the one that was.
 */
export function answerOfForeign (error: unknown, catalog: Catalog, found: Recognition, { status: replied, request, isAbandoned = false }: Circumstances = {}): Answer {
  if (isAbandoned) return catalog.answer(catalog.fallback(400), 400)
  const own = statusOf(error)
  const fields = failedFields(error)
  if (fields !== undefined && (own === undefined || own === 400 || own === 422)) return validationAnswer(catalog, error, fields, own ?? 400)
  if (lacksToken(error, request)) return catalog.answer(catalog.fallback(401), 401)
  const entry = found.role === undefined ? undefined : catalog.role(found.role)
  // Of a token that is no good the library's 401 is right where the catalogue has nothing better.
  const isTheirs = found.isUpstream && !(found.itself === 'token' && entry === undefined)
  const status = chosenStatus(isTheirs ? undefined : own, replied, found.itself)
  if (entry !== undefined && (status === undefined || catalog.allows(entry, status))) return catalog.answer(entry, status)
  return catalog.answer(catalog.fallback(status ?? 500), status ?? 500)
}

/** The status that the error or the reply was given on purpose. */
function chosenStatus (own: number | undefined, replied: unknown, itself: Recognition['itself']): number | undefined {
  // 500 on an error of the network says no more than that it failed.
  if (own !== undefined && !(own === 500 && itself === 'network')) return own
  const status = errorStatus(replied)
  return status === 500 ? undefined : status // Fastify sets it itself, under tracing
}

function validationAnswer (catalog: Catalog, error: unknown, fields: string[], status: number): Answer {
  const entry = catalog.role('validation')
  // A service whose formatter asks for 422 gets 422, and the entry that stands for it.
  if (entry === undefined || (status !== 400 && !catalog.allows(entry, status))) return catalog.answer(catalog.fallback(status), status)
  const sent = catalog.allows(entry, status) ? status : entry.status
  return entry.details === undefined ? catalog.answer(entry, sent) : createAnswer(entry, sent, bodyOf(entry, detailsOf(entry, error, fields)))
}

/** The fields that are wrong, and why, where the entry says so. */
function detailsOf (entry: CatalogEntry, error: unknown, fields: string[]): Readonly<Record<string, unknown>> {
  if (entry.details?.properties['issues'] === undefined) return { fields }
  return checkDetails(entry, { fields, issues: issuesOf(error) }).details ?? { fields } // cut down to what the entry names of them
}
