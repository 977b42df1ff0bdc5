import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { problemTypeOf, typesOf } from '../contract/represent.js'
import type { CatalogEntry } from '../catalog/types.js'
import { requireScope } from '../contract/scope.js'
import type { ErrorScope } from '../contract/scope.js'
import { isDocument } from './dialect.js'
import { completeDocument } from './document.js'
import type { Documented } from './document.js'
import { findGenerators } from './generators.js'
import type { Generate, Generator } from './generators.js'
import { walk } from './json.js'
import { ROUTE_MARK } from './operations.js'
import type { RouteErrors, ShownRoute } from './operations.js'
import { read } from '../values/read.js'
import { toYaml } from './yaml.js'

/** A route and the errors that its documents are to show. */
export interface DocumentedRoute {
  readonly instance: FastifyInstance
  readonly options: RouteOptions
  readonly errors: RouteErrors
  /** The responses that the route describes itself. */
  readonly ownResponses: unknown
  /** False for a route that was registered without a schema. */
  readonly hasSchema: boolean
}

interface State extends Documented {
  readonly catalogs: Set<Catalog>
  readonly routes: Map<string, MarkedRoute>
  readonly links: Map<CatalogEntry, string>
  readonly problemTypes: Map<CatalogEntry, string>
}

interface MarkedRoute extends ShownRoute {
  readonly options: RouteOptions
  /** The schema of the route while a document is made: without errors, and with a mark. A transform may expect that there is none. */
  readonly schema: FastifySchema | undefined
}

const states = new WeakMap<Generate, State>()

/**
 * Makes the documents of @fastify/swagger in the scopes of these routes show the errors of the routes.
 *
 * It is done on what `fastify.swagger()` returns, when all plugins are loaded. So it needs no option of @fastify/swagger,
 * and the order in which the two plugins are registered makes no difference.
 */
export function completeSwagger (fastify: FastifyInstance, routes: readonly DocumentedRoute[]): void {
  const instances = [...new Set([fastify, ...routes.map(({ instance }) => instance)])]
  const generators = findGenerators(instances)
  if (generators.length === 0) return
  const marked = new Map(routes.map(markedRoute))
  for (const generator of generators) {
    const state = states.get(generator.generate) ?? wrap(generator)
    for (const instance of instances) addCatalog(state, requireScope(instance))
    for (const [mark, route] of marked) state.routes.set(mark, route)
  }
}

function addCatalog ({ catalogs, links, problemTypes }: State, scope: ErrorScope): void {
  const { catalog, reference } = scope
  catalogs.add(catalog)
  for (const entry of catalog.entries) {
    if (reference !== undefined) links.set(entry, `${reference}#${entry.name}`)
    problemTypes.set(entry, problemTypeOf(entry, scope))
  }
}

let lastMark = 0

function markedRoute ({ instance, options, errors, ownResponses, hasSchema }: DocumentedRoute): [mark: string, route: MarkedRoute] {
  const mark = String(++lastMark)
  const { response: _response, ...rest }: FastifySchema = { ...options.schema }
  const schema: FastifySchema & { [ROUTE_MARK]: string } = { ...rest, ...ownResponses !== undefined && { response: ownResponses }, [ROUTE_MARK]: mark }
  return [mark, { method: options.method, url: options.url, errors, types: typesOfScope(instance), options, schema: hasSchema ? schema : undefined }]
}

function typesOfScope (instance: FastifyInstance): readonly string[] {
  const { problemJson, html } = requireScope(instance).settings
  return typesOf(problemJson !== undefined, html !== undefined)
}

/** Completes what a decorator returns, if that is a document. A proxy, for it may be something else: a class, a function with members. */
function wrap ({ owner, key, generate }: Generator): State {
  const state: State = { catalogs: new Set(), routes: new Map(), links: new Map(), problemTypes: new Map() }
  const completed = new WeakSet<object>()
  /** What is returned in the place of frozen documents. */
  const thawed = new WeakMap<object, object>()
  let isOther = false
  const wrapped = new Proxy(generate, {
    apply (target, self: unknown, args: unknown[]): unknown {
      const call = (...given: unknown[]): unknown => Reflect.apply(target, self, given)
      if (isOther) return call(...args)
      const document = complete(() => call(...args))
      isOther ||= !isDocument(document) && typeof document !== 'string'
      if (isOther || !isYaml(args)) return document
      const same = complete(call)
      return completed.has(Object(same)) ? toYaml(same) : document
    }
  })
  owner[key] = wrapped
  states.set(wrapped, state)
  return state

  function complete (make: () => unknown): unknown {
    const { result, shown } = withoutErrors(state.routes, make)
    if (!isDocument(result) || completed.has(result)) return result // @fastify/swagger keeps the document that it has made
    const known = thawed.get(result)
    if (known !== undefined) return known
    const document = isFrozen(result) ? structuredClone(result) : result
    if (!completeDocument(document, { catalogs: state.catalogs, routes: shown, links: state.links, problemTypes: state.problemTypes })) return result
    if (document !== result) thawed.set(result, document)
    completed.add(document)
    return document
  }
}

/** True where a transform has frozen something of a document. */
function isFrozen (document: unknown): boolean {
  let found = false
  walk(document, node => { found ||= Object.isFrozen(node) && Object.keys(node).length > 0 })
  return found
}

/** True where a document is asked for as YAML, which @fastify/swagger writes of a document that it makes anew. */
const isYaml = ([options]: readonly unknown[]): boolean => read(options, 'yaml') === true

/**
 * Makes a document of the routes as they are without errors.
 *
 * @returns What was made, and the routes that went into it.
 */
function withoutErrors (routes: ReadonlyMap<string, MarkedRoute>, make: () => unknown): { readonly result: unknown, readonly shown: Map<string, MarkedRoute> } {
  try {
    return makeWith(routes, make, true)
  } catch {
    return makeWith(routes, make, false) // a transform that takes no keys but its own: it may be the mark that it refuses
  }
}

function makeWith (routes: ReadonlyMap<string, MarkedRoute>, make: () => unknown, isMarked: boolean): ReturnType<typeof withoutErrors> {
  const shown = new Map<string, MarkedRoute>()
  const restore = [...routes].map(([mark, route]) => hideErrors(route, isMarked, () => { shown.set(mark, route) }))
  try {
    const result = make()
    // @fastify/swagger may have copies of HEAD routes.
    for (const [mark, route] of routes) if (shown.size > 0 && route.method === 'HEAD') shown.set(mark, route)
    return { result, shown }
  } finally {
    for (const restoreOne of restore) restoreOne()
  }
}

function hideErrors ({ options, schema }: MarkedRoute, isMarked: boolean, onRead: () => void): () => void {
  const { schema: complete } = options
  let current: FastifySchema | undefined = isMarked ? schema : withoutMark(schema)
  Object.defineProperty(options, 'schema', {
    configurable: true,
    enumerable: true,
    get () { onRead(); return current },
    set (value: FastifySchema | undefined) { current = value } // a transform may do so
  })
  return () => { Object.defineProperty(options, 'schema', { configurable: true, enumerable: true, writable: true, value: complete }) }
}

function withoutMark (schema: MarkedRoute['schema']): FastifySchema | undefined {
  if (schema === undefined) return undefined
  const { [ROUTE_MARK]: _mark, ...rest } = schema as FastifySchema & { [ROUTE_MARK]?: unknown }
  return rest
}
