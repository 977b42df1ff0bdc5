import swagger from '@fastify/swagger'
import type { SwaggerOptions } from '@fastify/swagger'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import apiError from '../../src/index.js'

/** What the tests read of a response. */
export interface Response { readonly description: string, readonly headers?: object, readonly content?: Readonly<Record<string, { readonly schema: unknown, readonly examples?: Readonly<Record<string, unknown>> }>>, readonly schema?: unknown }
export interface Operation { readonly operationId?: string, readonly responses: Readonly<Record<string, Response>> }
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>>, readonly responses?: Readonly<Record<string, unknown>>, readonly examples?: Readonly<Record<string, unknown>> }
  readonly definitions: Readonly<Record<string, unknown>>
}

export const INFO = { info: { title: 'Test', version: '1' } }

/** The document of a service. */
export async function documentOf (app: FastifyInstance): Promise<Document> {
  await app.ready()
  return app.swagger() as unknown as Document
}

/** The same with responses and examples where they are referred to. */
export async function inlinedOf (app: FastifyInstance): Promise<Document> {
  return inlined(await documentOf(app))
}

/** A document with responses and examples where they are referred to. */
export function inlined <T> (document: T): T {
  const inline = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node
    if (Array.isArray(node)) return node.map(inline)
    const { $ref }: { readonly $ref?: unknown } = node
    if (typeof $ref === 'string' && /^#\/(components\/)?(responses|examples)\//.test($ref)) return inline($ref.slice(2).split('/').reduce((at: unknown, key) => (at as Record<string, unknown>)[key], document))
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, inline(member)]))
  }
  return inline(document) as T
}

/** A service with these routes and @fastify/swagger, before or after the plugin. */
export async function service (addRoutes: (app: FastifyInstance) => unknown, options: SwaggerOptions = { openapi: INFO }, swaggerLast = false): Promise<FastifyInstance> {
  const app = Fastify()
  if (!swaggerLast) await app.register(swagger, options)
  await app.register(apiError)
  if (swaggerLast) await app.register(swagger, options)
  await addRoutes(app)
  return app
}

/** The statuses of an operation, and the names of the examples at one. */
export const statusesOf = (operation: Operation | undefined): string[] => Object.keys(operation?.responses ?? {})
export const namesAt = (operation: Operation | undefined, status: number | string): string[] => Object.keys(operation?.responses[status]?.content?.['application/json']?.examples ?? {})
