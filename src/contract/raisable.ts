import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { fieldsOf, write, writeMistake } from './log.js'
import { contractOf } from './route-contract.js'
import { routeOf } from './route.js'
import type { RouteContract } from './route-contract.js'
import type { ErrorScope } from './scope.js'

/** An error of the catalogue that a route answers and does not declare: `answer` leaves, `raised` was asked for. */
export interface Undeclared {
  readonly reason: 'undeclared' | 'refused'
  readonly answer: Answer
  readonly raised: Answer
}

/** Holds an error of the catalogue against what a route declares; in strict mode, one that it does not declare is refused. */
export function checkRaised (raised: Answer, contract: RouteContract | undefined, { settings: { catalog, strict } }: ErrorScope): Undeclared | { readonly reason: 'catalogued', readonly answer: Answer } {
  if (contract?.raisable === undefined || contract.raisable.has(raised.entry)) return { reason: 'catalogued', answer: raised }
  if (!strict) return { reason: 'undeclared', answer: raised, raised }
  return { reason: 'refused', answer: catalog.answer(catalog.fallback(500), 500), raised }
}

/** What leaves for an error that the service raised by its name at this route. */
export function answerRaised (reply: FastifyReply, raised: Answer, scope: ErrorScope): Answer {
  if (!scope.hasDeclaringRoutes) return raised
  const contract = contractOf(reply)
  const decision = checkRaised(raised, contract, scope)
  if (decision.reason !== 'catalogued') reportUndeclared(reply, decision, contract as RouteContract)
  return decision.answer
}

const FIX = 'Add it to schema.apiErrors, or to apiErrors.declare() where a hook raises it'

/** Logs an undeclared error: once per route and error where it is sent, each time where it is refused. */
export function reportUndeclared (reply: FastifyReply, { reason, answer, raised }: Undeclared, contract: RouteContract): void {
  const reported = contract.reported ??= new Set()
  const isFirst = !reported.has(raised.entry)
  reported.add(raised.entry)
  const what = `${routeOf(reply)} raised "${raised.entry.name}", which it does not declare`
  if (reason === 'refused') writeMistake(reply, 'API_ERROR_UNDECLARED', { apiError: fieldsOf(answer), raised: raised.entry.name }, `${what}; sent "${answer.entry.name}". ${FIX}`)
  else if (isFirst) write(reply, 'warn', { apiError: fieldsOf(answer) }, `API_ERROR_UNDECLARED: ${what}. ${FIX}. This is logged once`)
}
