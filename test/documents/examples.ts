import { inlined } from '../openapi/service.js'
import type { Document } from '../openapi/service.js'
import { catalog } from './service.js'

/** An example that a document shows. */
export interface ShownExample {
  readonly method: string
  /** With its parameters filled in. */
  readonly path: string
  readonly status: string
  readonly name: string
  readonly value: unknown
}

/** The named examples of each response of each operation. */
export function examplesIn (document: unknown): ShownExample[] {
  return Object.entries(inlined(document as Document).paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      Object.entries(operation.responses).flatMap(([status, { content }]) =>
        Object.entries(content?.['application/json']?.examples ?? {}).map(([name, example]) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, 'a'), status, name, value: (example as { value: unknown }).value })))))
}

/** The status of an example; of one that stands for a range, the error's own. */
export const statusOf = ({ status, name }: ShownExample): number => /^\d+$/.test(status) ? Number(status) : Number(catalog.get(name)?.status)

/** What a request for it needs besides. */
export function requestFor ({ method }: ShownExample, headers: Readonly<Record<string, string>>): RequestInit {
  return method === 'POST' ? { method, body: '{"amount":1}', headers: { ...headers, 'content-type': 'application/json' } } : { method, headers }
}
