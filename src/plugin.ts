import fp from 'fastify-plugin'
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Catalog } from './catalog/catalog.js'
import type { DetailsSchema, ErrorDefinitions } from './catalog/types.js'
import { defaultCatalog } from './catalog/default.js'
import type { ApiErrorObserver } from './contract/event.js'
import { classifyBy } from './classify/classify-table.js'
import { createPolicy } from './contract/policy.js'
import { nameNotFoundInLog } from './contract/log.js'
import { problemsOfOptions } from './contract/plugin-options.js'
import { isDefaultNotFound, isExemptRoute, isFastifysOwn, markLaterRoute, noteExemption } from './contract/route-contract.js'
import type { RegisteredRoute } from './contract/route-contract.js'
import { warnOfMissingPage } from './contract/represent.js'
import { ErrorScope, ownScopeOf, requireScope, scopeOf, setScope } from './contract/scope.js'
import type { Classify, ClassifyTable, HtmlOfError, MembersOfRequest, ScopeSettings } from './contract/settings.js'
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
import type { RegisteredMembers } from './types/register.js'

/** Options of the plugin. All have a default, but `members` where the catalogue declares some. */
export interface ApiErrorPluginOptions {
  /** The catalogue of this scope (default: the built-in one). */
  readonly catalog?: Catalog
  /** Decides first which error stands for a thrown value (default: nothing does): a table of errors, which routes then document, or a function. */
  readonly classify?: ClassifyTable | Classify
  /** Refuse, as `internal_error`, what is outside the contract of a route, instead of sending the nearest (default: `false`). */
  readonly strict?: boolean
  /** Log errors: 5xx at `error` with their causes, thrown 4xx at `info` (default: `true`). Breaches of the contract are always logged. */
  readonly logErrors?: boolean
  /** Is told of each error that leaves this scope and those in it, as the diagnostics channel `fastify-api-error` is of all. */
  readonly onApiError?: ApiErrorObserver
  /** Fills in the members that every error of the catalogue carries: `(request, error) => ({ request_id: request.id })`. Needed where the catalogue declares some. Errors leave without them when it throws or gives something else, which is logged once. */
  readonly members?: MembersOfRequest<GivenMembers>
  /** Send errors by RFC 9457 to clients that prefer `application/problem+json` (default: `false`). `base` is the address of the reference page, which `type` links to (default: where `apiErrorReference` is, else `/errors`). */
  readonly problemJson?: boolean | { readonly base?: string }
  /** Makes the page of an error, for clients that prefer `text/html`: browsers. Errors leave as JSON when it throws or returns nothing to show, which is logged once. */
  readonly html?: HtmlOfError
}

/** What `members` gives; any, where no catalogue is registered. */
type GivenMembers = RegisteredMembers extends undefined ? Readonly<Record<string, unknown>> : RegisteredMembers

// Compilers explain what is wrong by the last of several types: that is the one with `members`.
/** The members that the registered catalogue declares have to be given; a scope whose catalogue declares none goes without. */
type RequiredMembers = RegisteredMembers extends undefined ? unknown
  : { readonly catalog: Catalog<ErrorDefinitions, undefined>, readonly members?: never }
  | { readonly catalog: Catalog<ErrorDefinitions, DetailsSchema>, readonly members: MembersOfRequest<RegisteredMembers> }

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

const DEFAULTS: ScopeSettings = { catalog: defaultCatalog, classify: undefined, strict: false, logErrors: true }

/**
 * The settings that options say, checked. What they leave out is as in the scope around; but `classify` and `members` speak of
 * its catalogue, and are not for another one.
 */
function settingsOf (given: ApiErrorPluginOptions, outer: ScopeSettings = DEFAULTS): ScopeSettings {
  const base = given.catalog === undefined || given.catalog === outer.catalog ? outer : { ...outer, ...settingsOfClassify(undefined), members: undefined }
  const { catalog = base.catalog, members = base.members, strict = base.strict, logErrors = base.logErrors, onApiError = base.onApiError, html = base.html } = given
  const problems = problemsOfOptions({ catalog, members, problemJson: base.problemJson ?? false, ...given })
  if (problems.length > 0) throw optionsError('API_ERROR_INVALID_OPTIONS', problems.join('; '))
  return { ...base, ...given.classify === undefined ? {} : settingsOfClassify(given.classify), catalog, members, strict, logErrors, onApiError, html, problemJson: settingOfProblemJson(given.problemJson, base) }
}

function settingsOfClassify (classify: ApiErrorPluginOptions['classify']): Pick<ScopeSettings, 'classify' | 'classified'> {
  return typeof classify === 'object' ? { classify: classifyBy(classify), classified: Object.keys(classify) } : { classify, classified: [] }
}

function settingOfProblemJson (given: ApiErrorPluginOptions['problemJson'], base: ScopeSettings): ScopeSettings['problemJson'] {
  if (given === undefined) return base.problemJson
  return given === true ? {} : given === false ? undefined : given
}

/** The plugin: `await fastify.register(fastifyApiError)`. */
export const fastifyApiError: FastifyPluginCallback<ApiErrorPluginOptions & RequiredMembers> = fp(apiErrorPlugin, { name: 'fastify-api-error', fastify: '5.x || 6.x' })
