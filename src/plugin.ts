import fp from 'fastify-plugin'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { Catalog } from './catalog/catalog.js'
import { defaultCatalog } from './catalog/default.js'
import { attachContract } from './contract/route-contract.js'
import type { RegisteredRoute } from './contract/route-contract.js'
import { apiErrorHandler } from './raise/error-handler.js'
import { guard } from './response/guard.js'
import type { Judge } from './response/raw.js'
import { createJudge } from './contract/judge.js'
import { presetForOlderRoute } from './raise/older-routes.js'
import { completeSwagger } from './openapi/swagger.js'
import { optionsError } from './messages/options-error.js'
import { listRoutes } from './reference/routes.js'
import { replyApiError } from './raise/reply.js'
import { ContractResolver, RouteSchemas } from './routes/route-schemas.js'
import { ErrorScope, ownScopeOf, requireScope, scopeOf, setScope } from './contract/scope.js'
import type { Classify, ScopeSettings } from './contract/scope.js'
import { attachServer } from './server/attach-server.js'
import { wrapErrorFormatter, wrapErrorHandler } from './raise/non-errors.js'
import { exposeSharedSchemas, registerReferencedSchemas, skipRegisteredSchemas } from './routes/shared-schemas.js'

/** Options of the plugin. All have a default. */
export interface ApiErrorPluginOptions {
  /** The catalogue of this scope (default: the built-in one). */
  readonly catalog?: Catalog
  /** Decides first which error stands for a thrown value (default: nothing does). */
  readonly classify?: Classify
  /** Refuse, as `internal_error`, what is outside the contract of a route, instead of sending the nearest (default: `false`). */
  readonly strict?: boolean
  /** Log errors: 5xx at `error` with their causes, thrown 4xx at `info` (default: `true`). Breaches of the contract are always logged. */
  readonly logErrors?: boolean
}

/** The plugin, unwrapped: registers each capability in turn. */
const apiErrorPlugin: FastifyPluginCallback<ApiErrorPluginOptions> = (fastify, options, done) => {
  try {
    register(fastify, checked(options))
    done()
  } catch (error) {
    done(error as Error)
  }
}

function register (fastify: FastifyInstance, settings: ScopeSettings): void {
  const inherited = scopeOf(fastify)
  if (ownScopeOf(fastify)?.isInherited === false) {
    throw optionsError('API_ERROR_ALREADY_REGISTERED', 'the plugin is registered in this scope already; a scope of its own (fastify.register) may have another catalogue')
  }
  const scope = new ErrorScope(settings, fastify.log, inherited)
  setScope(fastify, scope)
  if (inherited !== undefined) return // the hooks, the handler and the decorators of the scope around it serve this one too
  fastify.decorate('apiErrors', { getter (this: FastifyInstance) { return requireScope(this).face } })
  fastify.decorateReply('apiError', replyApiError as never)
  fastify.addHook('onRegister', inheritScope)
  exposeSharedSchemas(fastify)
  skipRegisteredSchemas(fastify)
  const judge = createJudge(() => scope)
  addGuard(fastify, judge, scope)
  addErrorHandler(fastify)
  addRouteContracts(fastify)
}

/** Each encapsulated scope may declare errors of its own, and has schemas of its own. */
function inheritScope (instance: FastifyInstance): void {
  setScope(instance, ErrorScope.inherit(requireScope(instance)))
  exposeSharedSchemas(instance)
}

function addGuard (fastify: FastifyInstance, judge: Judge, scope: ErrorScope): void {
  if (isRoot(fastify)) attachServer(fastify, judge, scope)
  fastify.addHook('onRequest', function guardResponse (_request, reply, done) {
    guard(reply.raw, judge, reply)
    done()
  })
}

function addErrorHandler (fastify: FastifyInstance): void {
  if (fastify.errorHandler.name !== 'defaultErrorHandler' && isRoot(fastify)) {
    fastify.log.warn('API_ERROR_HANDLER_REPLACED: the root had an error handler, which fastify-api-error replaces; set yours after the plugin, or in a scope of its own')
  }
  fastify.setErrorHandler(apiErrorHandler)
  wrapSetter(fastify, 'setErrorHandler', wrapErrorHandler)
  wrapSetter(fastify, 'setSchemaErrorFormatter', wrapErrorFormatter)
  fastify.addHook('onRoute', function wrapOwnHandlers (options) {
    if (typeof options.errorHandler === 'function') options.errorHandler = wrapErrorHandler(options.errorHandler)
    if (typeof options.schemaErrorFormatter === 'function') options.schemaErrorFormatter = wrapErrorFormatter(options.schemaErrorFormatter as never)
  })
  if (fastify.printRoutes().trim() !== '(empty tree)') {
    fastify.addHook('onError', presetForOlderRoute)
    if (isRoot(fastify)) fastify.log.warn('API_ERROR_OLDER_ROUTES: there are routes from before the plugin was loaded; what they declare is not seen, and "strict" does not hold for them. Add them after `await fastify.register(apiError)`')
  }
}

/** Wraps whatever handler the service sets, in this scope or one in it. */
function wrapSetter (fastify: FastifyInstance, name: 'setErrorHandler' | 'setSchemaErrorFormatter', wrap: (handler: never) => unknown): void {
  const set = fastify[name] as (handler: unknown) => FastifyInstance
  const wrapping = function (this: FastifyInstance, handler: unknown): FastifyInstance {
    return set.call(this, typeof handler === 'function' ? wrap(handler as never) : handler)
  }
  Object.assign(fastify, { [name]: wrapping })
}

function addRouteContracts (fastify: FastifyInstance): void {
  const routes: RegisteredRoute[] = []
  const schemas = new RouteSchemas()
  fastify.addHook('onRoute', function addContract (options) {
    const copy = schemas.copyFor(this, options)
    if (copy !== undefined) options.schema = copy.schema
    if (copy?.isNew === true) registerReferencedSchemas(this, options)
    routes.push({ instance: this, options, contract: attachContract(options) })
  })
  fastify.addHook('onReady', function resolveContracts (done) {
    try {
      const resolver = new ContractResolver()
      for (const { instance, options, contract } of routes) resolver.resolve(contract, requireScope(instance), options)
      completeSwagger(fastify, routes)
      listRoutes(fastify, routes)
      routes.length = 0 // the options of a route are needed no longer
      done()
    } catch (error) {
      done(error as Error)
    }
  })
}

/** True for the instance that `Fastify()` returned: encapsulated ones inherit from the one around them. */
const isRoot = (fastify: FastifyInstance): boolean => Object.getPrototypeOf(fastify) === Object.prototype

function checked (options: ApiErrorPluginOptions): ScopeSettings {
  const { catalog = defaultCatalog, classify, strict = false, logErrors = true } = options
  const problems: string[] = []
  if (!(catalog instanceof Catalog)) problems.push('catalog must be made by defineCatalog')
  if (classify !== undefined && typeof classify !== 'function') problems.push(`classify must be a function, got ${typeof classify}`)
  if (typeof strict !== 'boolean') problems.push(`strict must be true or false, got ${String(strict)}`)
  if (typeof logErrors !== 'boolean') problems.push(`logErrors must be true or false, got ${String(logErrors)}`)
  const unknown = Object.keys(options).filter(key => !OPTIONS.includes(key))
  if (unknown.length > 0) problems.push(`there is no option ${unknown.map(key => `"${key}"`).join(', ')}; there are ${OPTIONS.slice(0, 4).join(', ')}`)
  if (problems.length > 0) throw optionsError('API_ERROR_INVALID_OPTIONS', problems.join('; '))
  return { catalog, classify, strict, logErrors }
}

// The last three are Fastify's own, which it hands to every plugin.
const OPTIONS = ['catalog', 'classify', 'strict', 'logErrors', 'prefix', 'logLevel', 'logSerializers']

/** The plugin: `await fastify.register(apiError)`. */
export const apiError: FastifyPluginCallback<ApiErrorPluginOptions> = fp(apiErrorPlugin, { name: 'fastify-api-error', fastify: '5.x' })
