import type { FastifyInstance } from 'fastify'

/** A decorator of @fastify/swagger: makes the document of a scope. */
export type Generate = (...args: unknown[]) => unknown

/** Where such a decorator is. */
export interface Generator {
  readonly owner: Record<string, unknown>
  readonly key: string
  readonly generate: Generate
}

/**
 * The decorators that may be @fastify/swagger's, of these instances and the scopes around them. There may be others of the
 * service among them: what they return tells.
 */
export function findGenerators (instances: readonly FastifyInstance[]): Generator[] {
  const owners = new Set(instances.flatMap(scopesOf))
  const isThere = instances.some(instance => instance.hasPlugin('@fastify/swagger'))
  return [...owners].flatMap(owner => Object.keys(owner)
    .filter(key => typeof owner[key] === 'function' && (key === 'swagger' || (isThere && mayGenerate(key, owner[key]))))
    .map(key => ({ owner, key, generate: owner[key] as Generate })))
}

/** An instance and those around it. */
function scopesOf (instance: object): Array<Record<string, unknown>> {
  const scopes: Array<Record<string, unknown>> = []
  for (let scope: object | null = instance; scope !== null && scope !== Object.prototype; scope = Object.getPrototypeOf(scope)) scopes.push(scope as Record<string, unknown>)
  return scopes
}

/**
 * True for a function that may be a decorator of @fastify/swagger under another name than `swagger`: it has no name itself, takes
 * one argument, and is none of Fastify's own.
 */
function mayGenerate (key: string, { name, length }: Pick<Function, 'name' | 'length'>): boolean {
  return name === '' && length === 1 && !FASTIFY.has(key)
}

const FASTIFY: ReadonlySet<string> = new Set(['after', 'close', 'onClose'])
