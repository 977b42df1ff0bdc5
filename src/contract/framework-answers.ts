import type { RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import type { CatalogEntry } from '../catalog/types.js'

/** What Fastify itself can answer at a route. */
export function frameworkAnswers (catalog: Catalog, options: Pick<RouteOptions, 'method' | 'schema'>): Array<[entry: CatalogEntry, status: number]> {
  const answers: Array<[CatalogEntry, number]> = [[catalog.fallback(500), 500]]
  if (validates(options.schema)) {
    const entry = catalog.role('validation') ?? catalog.fallback(400)
    answers.push([entry, catalog.role('validation') === undefined ? 400 : entry.status])
  }
  if (takesBody(options)) {
    for (const status of [400, 413, 415]) answers.push([catalog.fallback(status), status])
  }
  return answers
}

/** True if Fastify validates some part of a request. */
export function validates (schema: RouteOptions['schema']): boolean {
  if (schema === undefined) return false
  const { body, querystring, query, params, headers }: RouteOptions['schema'] & { readonly query?: unknown } = schema
  return body !== undefined || querystring !== undefined || query !== undefined || params !== undefined || headers !== undefined
}

/** True if requests have a body that Fastify parses: with methods that rarely have one, where the route has a schema for it. */
export function takesBody ({ method, schema }: Pick<RouteOptions, 'method' | 'schema'>): boolean {
  const bodyless = schema?.body === undefined ? RARELY_WITH_BODY : BODYLESS
  return typeof method === 'string' ? !bodyless.has(method.toUpperCase()) : method.some(one => !bodyless.has(one.toUpperCase()))
}

const BODYLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'TRACE'])
const RARELY_WITH_BODY: ReadonlySet<string> = new Set([...BODYLESS, 'DELETE', 'OPTIONS'])
