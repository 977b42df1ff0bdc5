import { suggestionFor } from '../messages/closest.js'
import { createAnswer, bodyOf } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import type { Catalog } from '../catalog/catalog.js'
import { elsewhereHint } from '../catalog/elsewhere.js'
import { checkDetails } from '../catalog/details.js'
import type { CatalogEntry } from '../catalog/types.js'
import { warnByProcess } from '../contract/log.js'
import { clip } from '../values/bounded.js'
import { isBranded } from '../values/brand.js'

/**
 * Who made an error: the service with `reply.apiError` (`raised`), the service with an `ApiError` (`thrown`), or
 * anybody else (`foreign`).
 */
export type Origin = 'raised' | 'thrown' | 'foreign'

/** What a raised or thrown value becomes. */
export interface Resolution {
  readonly answer: Answer
  readonly headers: ReadonlyArray<readonly [name: string, value: unknown]>
  readonly origin: Origin
  /** What the log shows in the place of what was thrown: an `ApiError` of `classify` that has a cause. */
  readonly logged?: object
  /** True if the service's `classify` found it: it is held to what the route declares, as what is raised. */
  readonly isClassified?: boolean
  /** What was wrong with how it was raised or classified, for the log. */
  readonly problem?: string
  /** True if the client went away and the error came of that: no fault of the service. */
  readonly isAbandoned?: boolean
}

export const NO_HEADERS: Resolution['headers'] = []

/** The answer for an error that the service raised by name or code: the entry's, or `internal_error` and what was wrong. */
export function resolveRaised (catalog: Catalog, key: unknown, details: unknown, origin: Origin = 'raised'): Resolution {
  const answer = catalog.answerTo(key)
  if (answer === undefined) return resolveBroken(catalog, unknown(key, catalog), origin)
  const { entry } = answer
  if (entry.shared && key !== entry.name) warnShared(entry)
  if (details === undefined && !entry.needsDetails) return { answer, headers: NO_HEADERS, origin }
  const checked = checkDetails(entry, details) // which never throws
  if (checked.problem !== undefined) return resolveBroken(catalog, checked.problem, origin)
  return { answer: createAnswer(entry, entry.status, bodyOf(entry, checked.details)), headers: NO_HEADERS, origin }
}

/** `internal_error`, for an error that was raised or classified wrongly. */
export function resolveBroken (catalog: Catalog, problem: string, origin: Origin): Resolution {
  return { answer: catalog.answer(catalog.fallback(500), 500), headers: NO_HEADERS, origin, problem }
}

const warned = new WeakSet<CatalogEntry>()

function warnShared (entry: CatalogEntry): void {
  if (warned.has(entry)) return
  warned.add(entry)
  warnByProcess('API_ERROR_SHARED_CODE', `code ${entry.code} is shared by several errors; "${entry.name}" was sent. Raise it by its name.`)
}

function unknown (key: unknown, catalog: Catalog): string {
  if (isBranded(key)) return 'expected a name or a code, got an ApiError; throw it, or give its key'
  const elsewhere = elsewhereHint(key, catalog)
  if (elsewhere !== undefined) return `the catalogue has no error ${show(key)}; ${elsewhere}`
  return `the catalogue has no error ${show(key)}${typeof key === 'string' ? suggestionFor(key, catalog.entries.map(entry => entry.name)) : ''}`
}

const show = (key: unknown): string => typeof key === 'string' ? JSON.stringify(clip(key, 100)) : typeof key === 'number' ? String(key) : `of type ${typeof key}`
