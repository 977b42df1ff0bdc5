import type { FastifyBaseLogger } from 'fastify'
import { nameOfRoute } from '../contract/route.js'
import type { DocumentedRoute } from '../openapi/swagger.js'

/** As many routes are named as one line of a log can show. */
const MAX_ROUTES = 10

/** Says once which routes describe a status themselves and declare errors of it: Fastify serialises by their schema, errors leave as errors. */
export function warnOwnResponses (routes: ReadonlyArray<Pick<DocumentedRoute, 'options' | 'errors' | 'ownResponses'>>, log: Pick<FastifyBaseLogger, 'warn'>): void {
  const found: string[] = []
  for (const route of routes) {
    const statuses = ownStatuses(route)
    if (statuses.length > 0) found.push(`${nameOfRoute(route.options)} (${statuses.join(', ')})`)
  }
  if (found.length === 0) return
  const more = found.length > MAX_ROUTES ? ` and ${found.length - MAX_ROUTES} more` : ''
  log.warn(`API_ERROR_OWN_RESPONSE: routes with a response schema of their own for a status of errors that they declare: ${found.slice(0, MAX_ROUTES).join('; ')}${more}; documents show both. Remove the schemas if the errors are all that these routes answer there`)
}

/** The statuses that a route has a schema for and declares errors of. Its HEAD route has the same. */
function ownStatuses ({ options: { method, schema }, errors, ownResponses }: Parameters<typeof warnOwnResponses>[0][number]): string[] {
  const declared: readonly string[] | undefined = schema?.apiErrors
  const found: string[] = []
  if (method === 'HEAD' || declared === undefined || typeof ownResponses !== 'object' || ownResponses === null) return found
  // Asked from the side of the errors: to list the keys of an object with numbers for keys takes V8 ten times as long.
  for (const [status, entries] of errors) {
    if (Object.hasOwn(ownResponses, status) && entries.some(({ name }) => declared.includes(name))) found.push(status)
  }
  return found
}
