import { channel } from 'node:diagnostics_channel'
import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import type { ErrorOrigin } from '../response/origin.js'
import type { RegisteredErrorName } from '../types/register.js'
import { bounded } from '../values/bounded.js'
import { catchRejection, isThenable, readString } from '../values/read.js'
import type { ApiErrorEvent } from './event.js'
import { fieldsOf, write } from './log.js'
import { contractOf } from './route-contract.js'
import { knownMethod } from './route.js'
import type { ErrorScope } from './scope.js'

/** What there is to know of the response that an error was sent with. */
export interface ErrorSent {
  readonly answer: Answer
  readonly origin: ErrorOrigin
  /** The scope of the response. */
  readonly scope: ErrorScope
  /** The request as Node has it. */
  readonly request: { readonly method?: string | undefined } | undefined
  readonly reply: FastifyReply | undefined
}

const CHANNEL = channel('fastify-api-error') as ReturnType<typeof channel> & { readonly _subscribers?: unknown }

/** True if anybody listens to the errors of the services that this scope is of. */
export function isObserved (scope: ErrorScope): boolean {
  return CHANNEL.hasSubscribers || scope.hasObservers
}

/** Tells everybody who listens of an error. Never throws. */
export function tellObservers (sent: ErrorSent): void {
  const event = eventOf(sent)
  for (const observer of sent.scope.observers) tell(observer, { ...event }, sent) // what one does to it is not for the next to see
  if (CHANNEL.hasSubscribers) publish(event, sent)
}

/**
 * Publishes on the channel. Node would end the process for a subscriber that throws, so they are called one by one;
 * only where a runtime does not show them, its own method does it.
 */
function publish (event: ApiErrorEvent, sent: ErrorSent): void {
  const { _subscribers: subscribers } = CHANNEL
  if (!Array.isArray(subscribers)) return CHANNEL.publish(event)
  for (const subscriber of [...subscribers] as Array<(message: unknown, name: string | symbol) => unknown>) {
    tell(subscriber, { ...event }, sent)
  }
}

const failed = new WeakSet<object>()

function tell (observer: (event: ApiErrorEvent, name: string | symbol) => unknown, event: ApiErrorEvent, { answer, scope, reply }: ErrorSent): void {
  const report = (error: unknown): void => {
    if (failed.has(observer)) return
    failed.add(observer)
    const name = readString(observer, 'name')
    write(reply ?? scope, 'error', { err: bounded(error), apiError: fieldsOf(answer) }, `API_ERROR_OBSERVER_FAILED: ${name === '' ? 'an observer' : `the observer "${name}"`} of errors failed. The response is not affected. This is logged once`)
  }
  try {
    const result = observer(event, CHANNEL.name)
    if (isThenable(result)) catchRejection(result, report)
  } catch (error) {
    report(error)
  }
}

function eventOf ({ answer: { entry, status }, origin: { kind, cause }, request: raw, reply }: ErrorSent): ApiErrorEvent {
  const request = reply?.request
  const raisable = reply === undefined ? undefined : contractOf(reply)?.raisable
  return {
    kind,
    error: entry.name as RegisteredErrorName, // of the catalogue that the service has registered
    code: entry.code as ApiErrorEvent['code'],
    status,
    method: raw?.method === undefined ? undefined : knownMethod(raw.method),
    route: request === undefined || request.is404 ? undefined : request.routeOptions.url,
    declared: raisable === undefined || raisable.has(entry),
    cause,
    request
  }
}
