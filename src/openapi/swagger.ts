import type { FastifyInstance, RouteOptions } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { ENTRIES_MARK } from '../catalog/schemas.js'
import type { RegisteredRoute } from '../contract/route-contract.js'
import { completeDocument } from './document.js'
import type { Documented } from './document.js'
import { isJson, objectsIn } from './json.js'
import type { Json } from './json.js'
import { toYaml } from './yaml.js'

/** The decorator of @fastify/swagger. */
type Swagger = (options?: { readonly yaml?: boolean }) => unknown

interface Decorated { swagger: Swagger }

interface State extends Documented {
  readonly catalogs: Set<Catalog>
  readonly heads: Map<string, Readonly<Record<string, unknown>>>
}

const states = new WeakMap<Swagger, State>()

/**
 * Has the documents of @fastify/swagger, in the scopes of these routes, show the errors of the catalogues as components of their names.
 *
 * It is done on what `fastify.swagger()` returns, when all plugins are loaded: no option of @fastify/swagger is needed, and
 * the order in which the two are registered makes no difference.
 */
export function completeSwagger (fastify: FastifyInstance, routes: readonly RegisteredRoute[]): void {
  const instances = [...new Set([fastify, ...routes.map(({ instance }) => instance)])]
  const owners = new Set(instances.flatMap(instance => ownerOf(instance) ?? []))
  if (owners.size === 0) return
  const heads = headResponses(routes.map(({ options }) => options))
  for (const owner of owners) {
    const state = states.get(owner.swagger) ?? wrap(owner)
    for (const { apiErrors: { catalog } } of instances) state.catalogs.add(catalog)
    for (const [id, responses] of heads) state.heads.set(id, responses)
  }
}

/** The scope whose decorator an instance has: its own, or one around it. */
function ownerOf (instance: object): Decorated | undefined {
  for (let scope: object | null = instance; scope !== null; scope = Object.getPrototypeOf(scope)) {
    if (Object.hasOwn(scope, 'swagger')) return typeof (scope as Partial<Decorated>).swagger === 'function' ? scope as Decorated : undefined
  }
  return undefined
}

function wrap (owner: Decorated): State {
  const original = owner.swagger
  const state: State = { catalogs: new Set(), heads: new Map() }
  const ours = new WeakSet<object>()
  owner.swagger = function swagger (options) {
    const document = complete(original.call(owner))
    if (options?.yaml !== true) return document
    return ours.has(Object(document)) ? toYaml(document) : original.call(owner, options)
  }
  states.set(owner.swagger, state)
  return state

  /** @fastify/swagger keeps the document that it made: it is completed once. */
  function complete (document: unknown): unknown {
    if (isDocument(document) && !ours.has(document) && completeDocument(document, state)) ours.add(document)
    return document
  }
}

const isDocument = (value: unknown): value is Json => isJson(value) && (typeof value['openapi'] === 'string' || value['swagger'] === '2.0')

/** The error responses of HEAD routes that @fastify/swagger copies, before they have any, to give them an `operationId` of their own. */
export function headResponses (routes: Iterable<RouteOptions>): Documented['heads'] {
  const heads = new Map<string, Readonly<Record<string, unknown>>>()
  for (const { method, schema } of routes) {
    const { operationId, response }: { readonly operationId?: string, readonly response?: unknown } = schema ?? {}
    if (method !== 'HEAD' || operationId === undefined) continue
    heads.set(`${operationId}-head`, Object.fromEntries(objectsIn(response).filter(([, one]) => ENTRIES_MARK in one)))
  }
  return heads
}
