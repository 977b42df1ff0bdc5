import fp from 'fastify-plugin'
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import { createPolicy } from './contract/policy.js'
import { nameNotFoundInLog } from './contract/log.js'
import { settingsOf } from './contract/plugin-options.js'
import type { ApiErrorPluginOptions, RequiredMembers } from './contract/plugin-options.js'
import { isExemptRoute, noteExemption } from './contract/route-contract.js'
import { isDefaultNotFound, isFastifysOwn, markLaterRoute } from './contract/route.js'
import type { RegisteredRoute } from './contract/route.js'
import { warnOfMissingPage } from './contract/represent.js'
import { ErrorScope, ownScopeOf, requireScope, scopeOf, setScope } from './contract/scope.js'
import type { ScopeSettings } from './contract/settings.js'
import { optionsError } from './messages/options-error.js'
import { completeSwagger } from './openapi/swagger.js'
import type { DocumentedRoute } from './openapi/swagger.js'
import { installErrorHandler } from './raise/install-handlers.js'
import { presetForEarlierRoute } from './raise/earlier-routes.js'
import { replyApiError } from './raise/reply.js'
import { listRoutes } from './reference/routes.js'
import { guard } from './response/guard.js'
import { warnOfEarlierRoutes } from './routes/earlier-routes.js'
import { warnOwnResponses } from './routes/own-responses.js'
import { References } from './routes/references.js'
import { ContractResolver, RouteSchemas } from './routes/route-schemas.js'
import { exposeSharedSchemas, registerReferencedSchemas, skipRegisteredSchemas } from './routes/shared-schemas.js'
import { attachServer } from './server/attach-server.js'

/** The plugin, unwrapped. */
const apiErrorPlugin: FastifyPluginCallback<ApiErrorPluginOptions> = (fastify, options, done) => {
  try {
    register(fastify, options)
    done()
  } catch (error) {
    done(error as Error)
  }
}

function register (fastify: FastifyInstance, options: ApiErrorPluginOptions): void {
  const inherited = scopeOf(fastify)
  if (ownScopeOf(fastify)?.isInherited === false) {
    throw optionsError('API_ERROR_ALREADY_REGISTERED', 'already registered in this scope. For another catalogue, register it inside fastify.register()')
  }
  const settings = settingsOf(options, inherited?.settings)
  const scope = new ErrorScope(inherited === undefined ? { ...settings, ...fastifyHandlerOf(fastify) } : settings, fastify.log, inherited)
  setScope(fastify, scope)
  if (inherited !== undefined) return // what is installed in the scope around it serves this one too
  for (const install of INSTALLERS) install(fastify, scope)
}

/** What the plugin puts on an instance, in this order: each works by itself, and errors go through them from the last to the first. */
const INSTALLERS: ReadonlyArray<(fastify: FastifyInstance, scope: ErrorScope) => void> = [
  addDecorators, followScopes, addGuard, coverEarlierRoutes, installErrorHandler, addRouteContracts
]

/** Fastify's own error handler, where the service has set none yet. */
function fastifyHandlerOf ({ errorHandler }: FastifyInstance): Pick<ScopeSettings, 'fastifyHandler'> {
  return isFastifysOwn(errorHandler) ? { fastifyHandler: errorHandler } : {}
}

function addDecorators (fastify: FastifyInstance): void {
  fastify.decorate('apiErrors', { getter (this: FastifyInstance) { return requireScope(this).face } })
  fastify.decorateReply('apiError', replyApiError as never)
}

/** Each encapsulated scope may declare errors of its own, and has schemas of its own. */
function followScopes (fastify: FastifyInstance): void {
  fastify.addHook('onRegister', function inheritScope (instance) {
    setScope(instance, ErrorScope.inherit(requireScope(instance)))
    exposeSharedSchemas(instance)
  })
  exposeSharedSchemas(fastify)
  skipRegisteredSchemas(fastify)
}

function addGuard (fastify: FastifyInstance, scope: ErrorScope): void {
  const policy = createPolicy(() => scope)
  if (isRoot(fastify)) attachServer(fastify, policy, scope)
  fastify.addHook('onRequest', function guardResponse (request, reply, done) {
    guard(reply.raw, policy, reply)
    if (request.is404) noteNotFound(request, reply)
    if (scope.hasExemptions) noteExemption(reply)
    done()
  })
}

/** Fastify says in the log that there is no such route, before anybody is asked. */
function noteNotFound (request: FastifyRequest, reply: FastifyReply): void {
  const { catalog, logErrors } = requireScope(reply.server).settings
  if (logErrors && isDefaultNotFound(reply)) nameNotFoundInLog(request, reply, catalog.answer(catalog.fallback(404), 404))
}

function coverEarlierRoutes (fastify: FastifyInstance, scope: ErrorScope): void {
  if (fastify.printRoutes().trim() === '(empty tree)') return
  scope.addDeclaringRoute() // one of them may be
  fastify.addHook('onRoute', markLaterRoute)
  fastify.addHook('onError', presetForEarlierRoute)
  if (isRoot(fastify)) warnOfEarlierRoutes(fastify)
}

function addRouteContracts (fastify: FastifyInstance): void {
  const routes: RegisteredRoute[] = []
  const schemas = new RouteSchemas()
  const references = new References()
  fastify.addHook('onRoute', function addContract (options) {
    const copy = schemas.copyFor(this, options)
    if (copy !== undefined) options.schema = copy.schema
    if (copy?.isNew === true) registerReferencedSchemas(this, options, references)
    routes.push({ instance: this, options })
  })
  fastify.addHook('onReady', function resolveContracts (done) {
    try {
      const resolver = new ContractResolver()
      const documented: DocumentedRoute[] = []
      for (const { instance, options } of routes) {
        const scope = requireScope(instance)
        const responses = resolver.resolve(scope, options)
        if (isExemptRoute(scope, options)) scope.addExemption()
        warnOfMissingPage(scope)
        if (responses !== undefined) documented.push({ instance, options, ...responses })
      }
      warnOwnResponses(documented, fastify.log)
      completeSwagger(fastify, documented)
      listRoutes(fastify, routes)
      routes.length = 0 // the options of a route are needed no longer
      schemas.clear()
      references.clear()
      done()
    } catch (error) {
      done(error as Error)
    }
  })
}

/** True for the instance that `Fastify()` returned: encapsulated ones inherit from the one around them. */
const isRoot = (fastify: FastifyInstance): boolean => Object.getPrototypeOf(fastify) === Object.prototype

/** The plugin: `await fastify.register(fastifyApiError)`. */
export const fastifyApiError: FastifyPluginCallback<ApiErrorPluginOptions & RequiredMembers> = fp(apiErrorPlugin, { name: 'fastify-api-error', fastify: '5.x || 6.x' })
