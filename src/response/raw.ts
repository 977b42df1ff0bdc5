import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import type { Decided, ErrorOrigin } from './origin.js'
import { RAISED } from './origin.js'
import type { Stage } from './stages.js'
import type { Writable } from './write-answer.js'

// What a guarded response carries. All of it is under symbols, since a response is also the service's. Copies of this package in
// one process share them: the 2 has to be raised with any change to what is under them.

/** The guard of a response, which it has from its class or of its own. */
export const kGuard = Symbol.for('fastify-api-error/2.guard')
/** What the guard keeps of a response: one object, which is cheaper than members of the response. */
export const kState = Symbol.for('fastify-api-error/2.state')

/** Decides what goes out in place of an error response that was not raised as one of the catalogue. */
export interface ResponsePolicy {
  /** True if the response is out of the contract: exempt, or hijacked. */
  isExempt (reply: FastifyReply | undefined): boolean
  /** The answer for a body that somebody made: the body's own where that is in the catalogue, else the preset one, else that of the status. */
  replacementFor (status: number, body: unknown, reply: FastifyReply | undefined, preset?: Decided): Decided
  /** The raised answer, after hooks may have changed its status. */
  withStatus (answer: Answer, status: number, reply: FastifyReply | undefined): Answer
  /** The answer when the head of a success could not be written. */
  headFailed (error: unknown, reply: FastifyReply | undefined): Answer
  /** Has Fastify's line about the response say which error it is, which it may write while the answer is written. It never throws. */
  nameInLog (answer: Answer, reply: FastifyReply): void
  /** Tells whoever listens that an answer has left. It never throws. */
  report (answer: Answer, origin: ErrorOrigin, request: { readonly method?: string | undefined } | undefined, reply: FastifyReply | undefined): void
}

export type HeadArguments = [status: number, reason?: unknown, headers?: unknown]
export type BodyArguments = [chunk?: unknown, encoding?: unknown, done?: unknown]

/** What the guard uses of a response; Node's HTTP/1 and HTTP/2 responses have it, and those of `inject`. */
export interface Raw extends Writable, Pick<ServerResponse, 'statusCode' | 'destroy' | 'emit' | 'on' | 'listenerCount' | 'rawListeners'> {
  /** HTTP/1 only. */
  readonly closed?: boolean
  /** HTTP/1 only: also true once the client has gone. */
  readonly destroyed?: boolean
  writeHead (...given: HeadArguments): unknown
  write (...given: BodyArguments): boolean
  end (...given: BodyArguments): unknown
  setHeader (name: string, value: unknown): unknown
  addTrailers (trailers: unknown): void
  flushHeaders? (): void
  writeHeader? (...given: HeadArguments): unknown
  [kGuard]?: Guard
  [kState]?: GuardState
}

/** The methods of a guarded response. */
export type Methods = Required<Pick<Raw, 'writeHead' | 'writeHeader' | 'write' | 'end' | 'flushHeaders' | 'setHeader' | 'addTrailers'>>

/** The names of these methods. */
export const METHODS = ['writeHead', 'writeHeader', 'write', 'end', 'flushHeaders', 'setHeader', 'addTrailers'] as const satisfies ReadonlyArray<keyof Methods>

/** The guard of a response. */
export interface Guard { readonly policy: ResponsePolicy, readonly methods: Methods }

/** What the guard keeps of a response. */
export class GuardState {
  stage: Stage = 'open'
  policy: ResponsePolicy
  reply: FastifyReply | undefined
  /** What has to leave. */
  answer: Answer | undefined = undefined
  /** Where what leaves comes from. */
  origin: ErrorOrigin = RAISED
  /** The head of an error, until its body is known. */
  heldHead: HeadArguments | undefined = undefined
  /** What leaves instead of an error that is not in the catalogue. */
  preset: Decided | undefined = undefined
  /** Headers, in lower case, that must not leave with that. */
  droppedHeaders: readonly string[] | undefined = undefined
  /** How many chunks were written though the guard had finished, whether the first came to a closed response, and whether their writer will be told to go on. */
  discarded = 0
  isAbandoned = false
  isDraining = false
  /** True if a `writeHead` that somebody put over the guard's may fail. */
  isHeadSafe = false
  /** True if another answer has left in its place, on the bare socket. */
  isAnsweredElsewhere = false

  constructor (policy: ResponsePolicy, reply?: FastifyReply) {
    this.policy = policy
    this.reply = reply
  }
}

/** What the guard keeps of a response. */
export function stateOf (raw: Raw): GuardState {
  return raw[kState] ?? (raw[kState] = new GuardState(guardOf(raw).policy))
}

/** The guard of a response. */
export function guardOf (raw: Raw): Guard {
  const guard = raw[kGuard]
  if (guard === undefined) throw new TypeError('API_ERROR_UNGUARDED: the response has no guard')
  return guard
}
