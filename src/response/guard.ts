import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { createMethods } from './methods.js'
import { RAISED } from './origin.js'
import type { Decided, ErrorOrigin } from './origin.js'
import { GuardState, guardOf, kGuard, kState, METHODS, stateOf } from './raw.js'
import type { Guard, HeadArguments, ResponsePolicy, Methods, Raw } from './raw.js'

// Every way out of the process ends in `writeHead`, `write`, `end` or `flushHeaders` of a response object. The
// guard is put there, below Fastify's hooks, serialisers and fallbacks: what no hook sees, it sees, and a success
// costs it one comparison. bench/README.md has the figures of the other places that it could be.

/** Puts the guard on a response, unless it has it, and tells it whose reply the response belongs to, and who judges it. */
export function guard (response: object, policy: ResponsePolicy, reply?: FastifyReply): void {
  const raw = response as Raw
  if (raw[kGuard] === undefined) installMethods(raw, { policy, methods: methodsOver(raw) })
  const state = raw[kState]
  if (state === undefined) {
    raw[kState] = new GuardState(policy, reply)
  } else if (reply !== undefined) {
    state.policy = policy
    state.reply = reply
  }
}

/** Keeps the guard that a response has from its class, also when somebody gives the response another prototype. */
export function keepGuard (response: object): void {
  const raw = response as Raw
  installMethods(raw, guardOf(raw))
}

function installMethods (raw: Raw, guard: Guard): void {
  const { methods } = guard
  raw[kGuard] = guard
  raw.writeHead = methods.writeHead
  raw.writeHeader = methods.writeHeader
  raw.write = methods.write
  raw.end = methods.end
  raw.flushHeaders = methods.flushHeaders
  raw.setHeader = methods.setHeader
  raw.addTrailers = methods.addTrailers
}

/** Says what has to leave: whatever hooks and serialisers make of the payload, the response will be this. */
export function setAnswer (response: object, answer: Answer, origin: ErrorOrigin = RAISED): void {
  const raw = response as Raw
  const state = stateOf(raw)
  state.answer = answer
  state.origin = origin
  if (!state.isHeadSafe && raw.writeHead !== guardOf(raw).methods.writeHead) makeHeadSafe(raw, state)
}

/** Has an error leave also where a `writeHead` that somebody put over the guard's fails: Fastify would have the process end. */
function makeHeadSafe (raw: Raw, state: GuardState): void {
  const { writeHead: wrapped } = raw
  const { writeHead } = guardOf(raw).methods
  state.isHeadSafe = true
  raw.writeHead = function (...given: HeadArguments): unknown {
    try {
      return wrapped.apply(this, given)
    } catch (error) {
      if (state.stage === 'open') state.policy.headFailed(error, state.reply) // which logs it
      return writeHead.apply(this, given)
    }
  }
}

/** What has to leave, if that was said. */
export function getAnswer (response: object): Answer | undefined {
  return stateOf(response as Raw).answer
}

/**
 * Says what an error response stands for, should it leave with a body that is not in the catalogue.
 *
 * @param droppedHeaders - Headers, in lower case, that must not leave with it.
 */
export function presetAnswer (response: object, answer: Decided, droppedHeaders: readonly string[]): void {
  const state = stateOf(response as Raw)
  if (state.preset !== undefined) return // what failed since was on its behalf
  state.preset = answer
  state.droppedHeaders = droppedHeaders
}

/** Says that another answer has left in the place of a response, on the bare socket. */
export function setAnsweredElsewhere (response: object): void {
  const raw = response as Raw
  if (raw[kGuard] !== undefined) stateOf(raw).isAnsweredElsewhere = true
}

/** A class of responses: Node's, for either version of HTTP, or the service's own. */
export interface ResponseClass { new (...args: never[]): object, readonly prototype: object }

/** The same class of responses with the guard built in, at no cost per response, unless it is there already with the same policy. */
export function guardedClass<Base extends ResponseClass> (base: Base, policy: ResponsePolicy): Base {
  const native = base.prototype as Raw
  const { [kGuard]: guard } = native
  if (guard?.policy === policy) return base
  // @ts-expect-error -- a mixin's constructor must take any[], which says nothing here
  class GuardedResponse extends base {}
  installMethods(GuardedResponse.prototype as Raw, { policy, methods: guard?.methods ?? methodsFor(native) })
  return GuardedResponse
}

const methodsByPrototype = new WeakMap<object, Methods>()
// Nearly all responses of a process are of one class, and the last one is found faster than by its hash.
let lastPrototype: object | undefined
let lastMethods: Methods

function methodsFor (native: Raw): Methods {
  if (native === lastPrototype) return lastMethods
  lastMethods = methodsByPrototype.get(native) ?? createMethods(native)
  methodsByPrototype.set(native, lastMethods)
  lastPrototype = native
  return lastMethods
}

/** The guard over what a response has: that of its class, unless somebody put methods of his own on it. */
function methodsOver (raw: Raw): Methods {
  const native = Object.getPrototypeOf(raw) as Raw
  if (METHODS.every(name => raw[name] === native[name])) return methodsFor(native)
  return createMethods(Object.assign(Object.create(native) as Raw, Object.fromEntries(METHODS.map(name => [name, raw[name]]))))
}
