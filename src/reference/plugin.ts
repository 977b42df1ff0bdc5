import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import { documentOf } from './catalog-document.js'
import { referencePage } from './markdown.js'
import { SCRIPT, STYLE } from './assets.js'
import { negotiate } from '../values/negotiate.js'
import { referenceHtml } from './page.js'
import { routesOf } from './routes.js'
import { requireScope } from '../contract/scope.js'
import { withAccept } from '../response/response-headers.js'

/** Options of {@link apiErrorReference}. */
export interface ApiErrorReferenceOptions {
  /** Where the page is (default: `/errors`). */
  readonly path?: string
  /** What the page is called (default: `API errors`). */
  readonly title?: string
}

/** A file that the plugin serves. */
interface Resource { readonly type: string, readonly body: string, readonly etag: string }

const TYPES = ['text/html', 'application/json', 'text/markdown'] as const

/** The page where its address ends in a slash. */
const HTML_WITH_SLASH = 'text/html /'

/** A parameter of a route: where the page is, each request says. */
const PARAMETER = /[:*]/

/**
 * Serves the catalogue of a scope at `/errors`: a page for people, with an anchor for each error; as JSON, what the
 * command `export` writes, for `Accept: application/json`; as Markdown, what the command `docs` writes, for `text/markdown`.
 *
 * @throws {TypeError} `API_ERROR_NO_PLUGIN` when the plugin is not registered, `API_ERROR_INVALID_OPTIONS` for a bad path or title.
 * @example
 * await app.register(apiError)
 * await app.register(apiErrorReference)
 */
export const apiErrorReference: FastifyPluginCallback<ApiErrorReferenceOptions> = (fastify, options, done) => {
  const { path = '/errors', title = 'API errors' } = options
  const problem = problemOf(fastify, path, title)
  if (problem === undefined) serve(fastify, path, title)
  done(problem)
}

function problemOf (fastify: FastifyInstance, path: unknown, title: unknown): Error | undefined {
  if (!fastify.hasDecorator('apiErrors')) return fault('API_ERROR_NO_PLUGIN', 'register fastify-api-error before apiErrorReference')
  if (typeof path !== 'string' || !/^\/[^:*?#]*[^/:*?#]$/.test(path)) return fault('API_ERROR_INVALID_OPTIONS', `path must be like '/errors', got ${JSON.stringify(path)}`)
  if (typeof title !== 'string' || title.trim() === '') return fault('API_ERROR_INVALID_OPTIONS', `title must be a text, got ${JSON.stringify(title)}`)
  return undefined
}

function fault (code: string, message: string): TypeError {
  return Object.assign(new TypeError(`${code}: ${message}`), { code })
}

function serve (fastify: FastifyInstance, path: string, title: string): void {
  if (!PARAMETER.test(fastify.prefix)) requireScope(fastify).noteReference(fastify.prefix + path)
  const all = routesOf(fastify) // filled when all plugins are loaded
  const { catalog } = fastify.apiErrors
  const page = (assets: string) => () => referenceHtml({ title, catalog, routes: all.filter(route => route.catalog === catalog), assets })
  const writers = {
    // Relative: a proxy in front may have the page under another path. With `ignoreTrailingSlash` it has two.
    'text/html': page(`${path.slice(path.lastIndexOf('/') + 1)}/reference`),
    [HTML_WITH_SLASH]: page('reference'),
    'application/json': () => JSON.stringify(documentOf(catalog)),
    'text/markdown': () => referencePage(documentOf(catalog))
  }
  const made = new Map<string, Resource>()
  const options = { schema: { hide: true, apiErrors: [] } } // `hide` keeps it out of the OpenAPI document

  fastify.get(path, options, (request, reply) => {
    const type = negotiate(request.headers.accept, TYPES)
    const form = type === 'text/html' && hasTrailingSlash(request) ? HTML_WITH_SLASH : type
    const resource = made.get(form) ?? createResource(type, writers[form]())
    made.set(form, resource)
    addPolicy(reply)
    send(request, reply.header('vary', withAccept(reply.getHeader('vary'))), resource)
  })
  for (const [suffix, type, body] of [['css', 'text/css', STYLE], ['js', 'text/javascript', SCRIPT]] as const) {
    const resource = createResource(type, body)
    fastify.get(`${path}/reference.${suffix}`, options, (request, reply) => { send(request, reply, resource) })
  }
}

/** What a browser has as the address: what is relative is found from there. */
const hasTrailingSlash = ({ originalUrl }: FastifyRequest): boolean => /^[^?#;]*\/(?:[?#;]|$)/.test(originalUrl)

function createResource (type: string, body: string): Resource {
  return { type: `${type}; charset=utf-8`, body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` }
}

/** The page loads its own style and script only. A policy of the service stays. */
function addPolicy (reply: FastifyReply): void {
  if (!reply.hasHeader('content-security-policy')) {
    reply.header('content-security-policy', "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
  }
}

function send (request: FastifyRequest, reply: FastifyReply, { type, body, etag }: Resource): void {
  // Cached, but checked each time: a new version of the service may have new errors.
  reply.header('cache-control', 'no-cache').header('etag', etag).header('x-content-type-options', 'nosniff')
  if (matches(request.headers['if-none-match'], etag)) reply.code(304).send()
  else reply.type(type).send(body)
}

function matches (header: string | undefined, etag: string): boolean {
  return header !== undefined && header.split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
