import type { CatalogEntry } from '../catalog/types.js'
import { objectsIn } from './json.js'
import type { Json } from './json.js'

/** The errors of a route by status: `404`, `4xx`. */
export type RouteErrors = ReadonlyMap<string, readonly CatalogEntry[]>

/** A route as a document may show it. */
export interface ShownRoute {
  readonly method: string | readonly string[]
  readonly url: string
  readonly errors: RouteErrors
  /** The media types that its errors leave in. */
  readonly types: readonly string[]
}

/** An operation of a document that may answer errors. */
export interface Operation {
  readonly item: Json
  readonly method: string
  readonly operation: Json
  readonly errors: RouteErrors
  readonly types: readonly string[]
}

/** The key of a schema that says which route an operation comes from. @fastify/swagger copies it to the operation. */
export const ROUTE_MARK = 'x-fastify-api-error'

/**
 * Finds the operations of routes: by their mark, which is taken out; else by method and path, since a `transform` may drop
 * the mark; else a HEAD operation by the GET operation beside it.
 *
 * @param routes - Routes by their mark, in the order of their registration.
 */
export function findOperations (document: Json, routes: ReadonlyMap<string, ShownRoute>): Operation[] {
  const paths = new Map<string, ShownRoute>()
  for (const route of routes.values()) {
    for (const method of [route.method].flat()) paths.set(keyOf(method, route.url), route)
  }
  const operations = pathItemsOf(document).flatMap(([path, item]) => {
    const routeOf = ([method, operation]: [string, Json]): ShownRoute | undefined => routes.get(String(operation[ROUTE_MARK])) ?? routeAt(method, path, paths)
    const members = objectsIn(item)
    const get = members.find(([method]) => method === 'get')
    return members.flatMap(([method, operation]) => {
      const route = routeOf([method, operation]) ?? (method === 'head' && get !== undefined ? routeOf(get) : undefined)
      return route === undefined ? [] : [{ item, method, operation, errors: route.errors, types: route.types }]
    })
  })
  for (const { operation } of operations) delete operation[ROUTE_MARK]
  return operations
}

/** Objects with operations by method, also by methods of the service's own. */
function pathItemsOf (document: Json): Array<[path: string, item: Json]> {
  return objectsIn(document['paths']).flatMap(([path, item]): Array<[string, Json]> => [
    [path, item],
    ...objectsIn(item).filter(([key]) => key === 'additionalOperations').map(([, more]): [string, Json] => [path, more])
  ])
}

/** The route of a method and path, also where one has a front that the other has not: a prefix, or the path of a server. */
function routeAt (method: string, path: string, paths: ReadonlyMap<string, ShownRoute>): ShownRoute | undefined {
  const exact = paths.get(keyOf(method, path))
  if (exact !== undefined) return exact
  const shown = nameless(path)
  const alike = [...paths].filter(([key]) => {
    const [own, url = ''] = key.split(' ')
    return own === method.toUpperCase() && url !== '/' && shown !== '/' && (url.endsWith(shown) || shown.endsWith(url))
  })
  return alike.length === 1 ? alike[0]?.[1] : undefined
}

const keyOf = (method: string, path: string): string => `${method.toUpperCase()} ${nameless(path)}`

/** A path without the names of its parameters, which documents write in another way. */
const nameless = (path: string): string => path.replace(/\{[^}]*\}|:\w+(?:\([^)]*\))?\??|\*/g, '{}')
