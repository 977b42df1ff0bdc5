import type { FastifyReply } from 'fastify'
import type { CatalogEntry } from '../catalog/types.js'
import { write } from './log.js'
import { contractOf, routeOf } from './route-contract.js'
import type { ErrorScope } from './scope.js'

/**
 * Holds an error that the service raised against what its route declares. One that is not declared is sent and
 * logged once per route, or in strict mode refused.
 *
 * @returns False if it must not be sent.
 */
export function isRaisable (reply: FastifyReply, entry: CatalogEntry, scope: ErrorScope): boolean {
  if (!scope.hasDeclaringRoutes) return true
  const contract = contractOf(reply)
  if (contract?.raisable === undefined || contract.raisable.has(entry)) return true
  const { strict } = scope.settings
  const reported = contract.reported ??= new Set()
  const first = !reported.has(entry)
  reported.add(entry)
  const message = `API_ERROR_UNDECLARED: ${routeOf(reply)} raised "${entry.name}", which it does not declare; add it to schema.apiErrors`
  if (strict) write(reply, 'error', { apiError: entry.name }, message)
  else if (first) write(reply, 'warn', { apiError: entry.name }, message)
  return !strict
}
