import { read } from './read.js'

/** The brand by which copies of this package recognise each other's `ApiError`s. */
export const BRAND = Symbol.for('fastify-api-error.ApiError')

/** The same of their catalogues. The number is raised when a catalogue is no longer what an older copy takes it for. */
export const CATALOG_BRAND = Symbol.for('fastify-api-error.Catalog.1')

/** An `ApiError`, also one of another copy of this package. */
export interface AnyApiError extends Error {
  readonly [BRAND]: true
  readonly key: string | number
}

/** True for a value that has the brand of an `ApiError`; never throws. */
export const isBranded = (value: unknown): value is object => typeof value === 'object' && read(value, BRAND) === true
