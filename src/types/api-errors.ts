import type { Catalog } from '../catalog/catalog.js'
import type { RegisteredErrorName } from './register.js'

/** `fastify.apiErrors`: the catalogue of a scope, and what the hooks of the scope may answer. */
export interface ApiErrors {
  /** The catalogue of this scope. */
  readonly catalog: Catalog
  /** The names that this scope and those around it declare, outermost first. */
  readonly declared: readonly string[]
  /**
   * Says what the hooks of this scope may answer: every route in it documents these errors and may send them.
   *
   * @throws {TypeError} `API_ERROR_UNKNOWN_ERROR` for a name that is not in the catalogue.
   * @example
   * fastify.addHook('onRequest', authenticate)
   * fastify.apiErrors.declare('unauthorized', 'invalid_token')
   */
  declare (...names: readonly RegisteredErrorName[]): this
  /** Takes every route of this scope out of the response contract, as `config: { apiErrors: false }` does for one. */
  exempt (): this
}
