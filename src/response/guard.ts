import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { createMethods } from './methods.js'
import { judgeOf, kAnswer, kJudge, kReply, kSuggested, kWithout } from './raw.js'
import type { Judge, Methods, Raw } from './raw.js'

// Every way out of the process ends in `writeHead`, `write`, `end` or `flushHeaders` of a response object. The
// guard is put there, below Fastify's hooks, serialisers and fallbacks: what no hook sees, it sees, and a success
// costs it one comparison. bench/README.md has the figures of the other places that it could be.

/** Puts the guard on a response, unless it has it, and tells it whose reply the response belongs to. */
export function guard (response: object, judge: Judge, reply?: FastifyReply): void {
  const raw = response as Raw
  if (raw[kJudge] === undefined) putOn(raw, methodsOver(raw), judge)
  if (reply !== undefined) raw[kReply] = reply
}

/** Keeps the guard that a response has from its class, also when somebody gives the response another prototype. */
export function pin (response: object): void {
  const raw = response as Raw & Methods
  putOn(raw, raw, judgeOf(raw))
}

function putOn (raw: Raw, methods: Methods, judge: Judge): void {
  raw[kJudge] = judge
  raw.writeHead = methods.writeHead
  raw.writeHeader = methods.writeHeader
  raw.write = methods.write
  raw.end = methods.end
  raw.flushHeaders = methods.flushHeaders
  raw.setHeader = methods.setHeader
  raw.addTrailers = methods.addTrailers
}

/** Says what has to leave: whatever hooks and serialisers make of the payload, the response will be this. */
export function arm (response: object, answer: Answer): void {
  (response as Raw)[kAnswer] = answer
}

/** What has to leave, if that was said. */
export function armed (response: object): Answer | undefined {
  return (response as Raw)[kAnswer]
}

/**
 * Says what an error response stands for, should it leave with a body that is not in the catalogue.
 *
 * @param without - Headers, in lower case, that must not leave with it.
 */
export function suggest (response: object, answer: Answer, without: readonly string[]): void {
  const raw = response as Raw
  if (raw[kSuggested] !== undefined) return // what failed since was on its behalf
  raw[kSuggested] = answer
  raw[kWithout] = without
}

/** A class of responses: Node's, for either version of HTTP, or the service's own. */
export interface ResponseClass { new (...args: never[]): object, readonly prototype: object }

/** The same class of responses with the guard built in, at no cost per response, unless it is there already. */
export function guardedClass<Base extends ResponseClass> (base: Base, judge: Judge): Base {
  if ((base.prototype as Raw)[kJudge] !== undefined) return base
  // @ts-expect-error -- a mixin's constructor must take any[], which says nothing here
  class GuardedResponse extends base {}
  Object.assign(GuardedResponse.prototype, methodsFor(base.prototype as Raw), { [kJudge]: judge })
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
  if (raw.writeHead === native.writeHead && raw.writeHeader === native.writeHeader && raw.write === native.write && raw.end === native.end &&
    raw.flushHeaders === native.flushHeaders && raw.setHeader === native.setHeader && raw.addTrailers === native.addTrailers) return methodsFor(native)
  const { writeHead, write, end, flushHeaders, setHeader, addTrailers } = raw
  return createMethods(Object.assign(Object.create(native) as Raw, { writeHead, write, end, flushHeaders, setHeader, addTrailers }))
}
