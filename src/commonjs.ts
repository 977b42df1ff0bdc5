import { ApiError, isApiError } from './raise/api-error.js'
import { Catalog } from './catalog/catalog.js'
import { defaultCatalog } from './catalog/default.js'
import { defineCatalog } from './catalog/define.js'
import { classifyError } from './classify/classify-error.js'
import { isMissingRow, isTransient, isUniqueViolation } from './classify/conditions.js'
import { fastifyApiError } from './plugin.js'
import { apiErrorReference } from './reference/plugin.js'
import { serverOptions } from './server/server-options.js'

/** The named exports of the package. */
export interface NamedExports {
  readonly fastifyApiError: typeof fastifyApiError
  readonly ApiError: typeof ApiError
  readonly apiErrorReference: typeof apiErrorReference
  readonly Catalog: typeof Catalog
  readonly defaultCatalog: typeof defaultCatalog
  readonly defineCatalog: typeof defineCatalog
  readonly classifyError: typeof classifyError
  readonly isApiError: typeof isApiError
  readonly isMissingRow: typeof isMissingRow
  readonly isTransient: typeof isTransient
  readonly isUniqueViolation: typeof isUniqueViolation
  readonly serverOptions: typeof serverOptions
}

const named: NamedExports = {
  fastifyApiError, ApiError, apiErrorReference, Catalog, classifyError, defaultCatalog, defineCatalog, isApiError, isMissingRow, isTransient, isUniqueViolation, serverOptions
}

/** What `require('fastify-api-error')` gives: the plugin itself, with the named exports on it. */
export const commonjs: typeof fastifyApiError & NamedExports = Object.assign(fastifyApiError, named)
