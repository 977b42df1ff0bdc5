import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import type { Writable } from './write-answer.js'

// What a guarded response carries. All of it is under symbols, since a response is also the service's.

export const kJudge = Symbol('fastify-api-error.judge')
export const kReply = Symbol('fastify-api-error.reply')
export const kAnswer = Symbol('fastify-api-error.answer')
export const kSuggested = Symbol('fastify-api-error.suggested')
export const kWithout = Symbol('fastify-api-error.without')
export const kStage = Symbol('fastify-api-error.stage')
export const kHead = Symbol('fastify-api-error.head')

/** Decides what goes out in place of an error response that was not raised as one of the catalogue. */
export interface Judge {
  /** True if the response is out of the contract: opted out, or hijacked. */
  isFree (reply: FastifyReply | undefined): boolean
  /** The answer for a body that somebody made: the body's own where that is in the catalogue, else the suggested one, else that of the status. */
  judge (status: number, body: unknown, reply: FastifyReply | undefined, suggested?: Answer): Answer
  /** The raised answer, after hooks may have changed its status. */
  settle (answer: Answer, status: number, reply: FastifyReply | undefined): Answer
  /** The answer when the head of a success could not be written. */
  fail (error: unknown, reply: FastifyReply | undefined): Answer
}

/**
 * `held`: an error whose body is not known yet. `done`: the guard wrote the response, the rest of what others
 * write is dropped. `free`: out of the contract.
 */
export type Stage = 'held' | 'done' | 'free' | undefined

export type HeadArguments = [status: number, reason?: unknown, headers?: unknown]
export type BodyArguments = [chunk?: unknown, encoding?: unknown, done?: unknown]

/** What the guard uses of a response, and keeps on it; Node's HTTP/1 and HTTP/2 responses have it, and those of `inject`. */
export interface Raw extends Writable, Pick<ServerResponse, 'statusCode' | 'destroy' | 'emit'> {
  writeHead (...given: HeadArguments): unknown
  write (...given: BodyArguments): boolean
  end (...given: BodyArguments): unknown
  setHeader (name: string, value: unknown): unknown
  addTrailers (trailers: unknown): void
  flushHeaders? (): void
  writeHeader? (...given: HeadArguments): unknown
  [kJudge]?: Judge
  [kReply]?: FastifyReply | undefined
  [kAnswer]?: Answer | undefined
  [kSuggested]?: Answer
  [kWithout]?: readonly string[]
  [kStage]?: Stage
  [kHead]?: HeadArguments
}

/** The methods of a guarded response. */
export type Methods = Required<Pick<Raw, 'writeHead' | 'writeHeader' | 'write' | 'end' | 'flushHeaders' | 'setHeader' | 'addTrailers'>>

/** The judge of a guarded response. */
export function judgeOf (raw: Raw): Judge {
  const judge = raw[kJudge]
  if (judge === undefined) throw new TypeError('API_ERROR_UNGUARDED: the response has no guard')
  return judge
}
