import type { FastifyInstance } from 'fastify'
import { isSilent, warnByProcess } from '../contract/log.js'

/** What a viewer of documents serves: its routes are in no document, and lose nothing. */
const VIEWER_ASSETS = ['/static/swagger-initializer.js', '/js/scalar.js']

/**
 * The routes that an instance has, such as `GET /users/:id`, without those that no document shows: of viewers of
 * documents, and for any path. Fastify lists them as a tree of text only.
 */
export function routesOf (fastify: FastifyInstance): string[] {
  const routes = linesOf(fastify.printRoutes({ commonPrefix: false })).filter(({ methods }) => methods !== '')
  const viewers = routes.flatMap(({ url }) => VIEWER_ASSETS.filter(asset => url.endsWith(asset)).map(asset => url.slice(0, -asset.length)))
  const isHidden = (url: string): boolean => url === '*' || viewers.some(prefix => url === prefix || url.startsWith(`${prefix}/`))
  return routes.filter(({ url }) => !isHidden(url)).map(({ url, methods }) => `${methods.replace(', HEAD', '')} ${url}`)
}

/** The lines of the tree, each with its whole path. */
function linesOf (tree: string): Array<{ readonly url: string, readonly methods: string }> {
  const path: string[] = [] // of the branches down to this line
  return [...tree.matchAll(/^((?:[│ ] {3})*)[├└]── (\S*)(?: \(([^)]*)\))?/gm)].map(([, indent = '', part = '', methods = '']) => {
    path.splice(indent.length / 4, Infinity, part)
    return { url: path.join(''), methods }
  })
}

/** Warns of routes that were added before the plugin, also where the service has no logger: who forgets an `await` may have none yet. */
export function warnOfEarlierRoutes (fastify: FastifyInstance): void {
  const routes = routesOf(fastify)
  if (routes.length === 0) return
  const named = routes.slice(0, MAX_NAMED).join(', ') + (routes.length > MAX_NAMED ? ` and ${routes.length - MAX_NAMED} more` : '')
  const text = `${named}: added before the plugin was loaded, so no document shows the errors of ${routes.length === 1 ? 'this route' : 'these routes'}. Add routes after \`await fastify.register(apiError)\``
  if (isSilent(fastify)) warnByProcess('API_ERROR_OLDER_ROUTES', text)
  else fastify.log.warn(`API_ERROR_OLDER_ROUTES: ${text}`)
}

const MAX_NAMED = 10
