import type { FastifyRequest } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { defaultCatalog } from '../catalog/default.js'
import type { RegisteredErrorName } from '../types/register.js'
import { isBranded } from '../values/brand.js'
import { read } from '../values/read.js'
import { answerOfForeign } from './foreign.js'
import { recognise } from './recognise.js'

/** Options of {@link classifyError}. */
export interface ClassifyErrorOptions {
  /** The catalogue whose names are wanted (default: the built-in one). */
  readonly catalog?: Catalog
  /** The request that failed. The meaning of some errors depends on it. */
  readonly request?: FastifyRequest
}

/**
 * The name of the error that the plugin makes of a value when `classify` does not decide. Never throws.
 *
 * @example
 * classify (error) {
 *   return classifyError(error, { catalog }) === 'database_error' ? 'try_later' : undefined
 * }
 */
export function classifyError (error: unknown, { catalog = defaultCatalog, request }: ClassifyErrorOptions = {}): RegisteredErrorName {
  const raised = isBranded(error) ? catalog.get(read(error, 'key')) ?? catalog.fallback(500) : undefined
  const entry = raised ?? answerOfForeign(error, catalog, recognise(error), { request }).entry
  return entry.name as RegisteredErrorName // of the catalogue that the service has registered
}
