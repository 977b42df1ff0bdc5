import type { Answer } from '../catalog/answer.js'
import { discardChunk } from './discard.js'
import { call, callBack, callNested, headersSentOf } from './native-call.js'
import { stateOf } from './raw.js'
import type { BodyArguments, GuardState, HeadArguments, Methods, Raw } from './raw.js'
import { areValid, headersOf } from './response-headers.js'
import type { Headers } from './response-headers.js'
import { watchSources } from './sources.js'
import { bodyStep, headStep } from './stages.js'
import type { BodyStep } from './stages.js'
import { writeAnswer } from './write-answer.js'

/** The methods of the guard, over those that a response has. What leads to what is in stages.ts. */
export function createMethods (native: Raw): Methods {
  const isHeadSent = headersSentOf(native)
  return { writeHead, writeHeader: writeHead, write, end, flushHeaders, setHeader, addTrailers }

  function writeHead (this: Raw, status: number, reason?: unknown, headers?: unknown): unknown {
    const state = stateOf(this)
    switch (headStep(state.stage, state.answer !== undefined, isHeadSent(this), asNode(status))) {
      case 'ignore': return this
      case 'native': return call(this, native.writeHead, status, reason, headers)
      case 'success': return writeSuccess(this, state, status, reason, headers)
      case 'answer': return sendRaised(this, state, status, headersOf(reason, headers))
      case 'abort': return abort(this, state)
      case 'interrupt': return hold(this, state, status, reason, headers)
      case 'foreign': return isExempt(state) ? call(this, native.writeHead, status, reason, headers) : hold(this, state, status, reason, headers)
    }
  }

  function write (this: Raw, chunk?: unknown, encoding?: unknown, done?: unknown): boolean {
    const state = stateOf(this)
    const step = resolveBody(this, state, STREAM)
    if (step === 'native') return call(this, native.write, chunk, encoding, done)
    if (step === 'success') {
      const written = writeBody(this, state, native.write, STREAM, chunk, encoding, done)
      return typeof written === 'boolean' ? written : discardChunk(this, state)
    }
    callBack(undefined, encoding, done)
    return discardChunk(this, state)
  }

  function end (this: Raw, chunk?: unknown, encoding?: unknown, done?: unknown): unknown {
    const state = stateOf(this)
    const body = typeof chunk === 'function' ? undefined : chunk
    const step = resolveBody(this, state, body)
    if (step === 'native') {
      if (state.stage === 'open') forgetReply(state)
      return call(this, native.end, chunk, encoding, done)
    }
    if (step === 'success') return writeBody(this, state, native.end, body, chunk, encoding, done)
    callBack(chunk, encoding, done)
    return this
  }

  function flushHeaders (this: Raw): void {
    const state = stateOf(this)
    const step = resolveBody(this, state, STREAM)
    if (native.flushHeaders === undefined) return
    if (step === 'native') native.flushHeaders.call(this)
    if (step === 'success') writeBody(this, state, native.flushHeaders, STREAM)
  }

  function setHeader (this: Raw, name: string, value: unknown): unknown {
    const state = stateOf(this)
    if (state.stage === 'finished') return this
    try {
      return native.setHeader.call(this, name, value)
    } catch (error) {
      // Fastify copies the headers of a reply for a stream, where nobody catches what that throws.
      const { stage, reply } = state
      if (stage !== 'open' || isHeadSent(this) || reply?.getHeader(name) !== value) throw error
      return sendFailure(this, state, error)
    }
  }

  function addTrailers (this: Raw, trailers: unknown): void {
    if (stateOf(this).stage !== 'finished') native.addTrailers.call(this, trailers)
  }

  /** Has the head of an error written or held first, and then the response that leaves. What remains is for the body itself. */
  function resolveBody (raw: Raw, state: GuardState, body: unknown): Exclude<BodyStep, 'error' | 'held'> {
    let step = stepOfBody(raw, state)
    if (step === 'error') {
      if (state.answer !== undefined || !isExempt(state)) askForHead(raw, state)
      step = stepOfBody(raw, state)
    }
    if (step === 'held') {
      if (!releaseHead(raw, state)) sendReplacement(raw, state, body)
      step = stepOfBody(raw, state)
    }
    return step === 'discard' || step === 'native' ? step : 'success'
  }

  function stepOfBody (raw: Raw, state: GuardState): BodyStep {
    return bodyStep(state.stage, state.answer !== undefined, isHeadSent(raw), asNode(raw.statusCode))
  }

  /** Writes the head as Node would: not past those who wrapped it to set a header at the last moment, and who may fail. */
  function askForHead (raw: Raw, state: GuardState): void {
    try {
      raw.writeHead(raw.statusCode)
    } catch (error) {
      if (state.stage === 'open' && !isHeadSent(raw)) fail(raw, state, error)
    }
  }

  function writeSuccess (raw: Raw, state: GuardState, status: number, reason: unknown, headers: unknown): unknown {
    const isBodyless = asNode(status) === 204 || asNode(status) === 304
    if (isBodyless && !areValid(headersOf(reason, headers))) {
      return fail(raw, state, new TypeError(`a header of the response ${status} is not valid`)) // Node would note that there is no body, and then throw
    }
    try {
      return callNested(raw, state, native.writeHead, status, reason, headers)
    } catch (error) {
      return fail(raw, state, error, headersOf(reason, headers))
    }
  }

  /** Calls a native method that will write the head first, and may find that it cannot. */
  function writeBody (raw: Raw, state: GuardState, method: (...given: BodyArguments) => unknown, body: unknown, chunk?: unknown, encoding?: unknown, done?: unknown): unknown {
    try {
      return callNested(raw, state, method, chunk, encoding, done)
    } catch (error) {
      if (isHeadSent(raw)) throw error
      if (state.stage === 'held') sendReplacement(raw, state, body)
      else fail(raw, state, error)
      callBack(chunk, encoding, done)
      return raw
    }
  }

  /** Keeps the head of an error back until its body is known. */
  function hold (raw: Raw, state: GuardState, status: number, reason: unknown, headers: unknown): Raw {
    const isNested = state.stage === 'writing'
    const code = asNode(status)
    state.heldHead = [status, reason, headers]
    state.stage = 'held'
    raw.statusCode = Number(status) === code && code <= 599 ? code : 500
    if (isNested) throw INTERRUPTED
    return raw
  }

  /** Writes the head of an error that was held, where the reply was hijacked since. */
  function releaseHead (raw: Raw, state: GuardState): boolean {
    if (state.answer !== undefined || !isExempt(state)) return false
    try {
      call(raw, native.writeHead, ...state.heldHead as HeadArguments) // it is held
      return true
    } catch {
      return false // Node refuses it, and who wrote it is no longer there to hear
    }
  }

  /** Cuts off a response whose head has left, for an error that comes too late. */
  function abort (raw: Raw, state: GuardState): Raw {
    state.stage = 'finished'
    watchSources(raw)
    raw.destroy()
    return raw
  }

  /** The way of nearly every error, where to listen for sources would cost a fifth of all that it takes. */
  function sendRaised (raw: Raw, state: GuardState, status: number, head: Headers | undefined): Raw {
    if (raw.listenerCount('unpipe') > 0) watchSources(raw)
    return writeAndFinish(raw, state, state.policy.withStatus(state.answer as Answer, Number(status), state.reply), head) // it was raised
  }

  function fail (raw: Raw, state: GuardState, error: unknown, head?: Headers): Raw {
    if (isHeadSent(raw) || isExempt(state)) throw error
    return sendFailure(raw, state, error, head)
  }

  /** Answers where Node rejected the head of a response. */
  function sendFailure (raw: Raw, state: GuardState, error: unknown, head?: Headers): Raw {
    state.origin = { kind: 'foreign', cause: error }
    return sendAnswer(raw, state, state.policy.headFailed(error, state.reply), head)
  }

  function sendReplacement (raw: Raw, state: GuardState, body: unknown): void {
    const { policy, answer, reply, preset } = state
    const [, reason, headers] = state.heldHead as HeadArguments // it is held
    const head = headersOf(reason, headers)
    if (answer !== undefined) {
      sendAnswer(raw, state, policy.withStatus(answer, raw.statusCode, reply), head)
    } else {
      const decided = policy.replacementFor(raw.statusCode, body, reply, preset)
      state.origin = decided.origin
      sendAnswer(raw, state, decided.answer, head)
    }
  }

  function sendAnswer (raw: Raw, state: GuardState, answer: Answer, head?: Headers): Raw {
    watchSources(raw)
    return writeAndFinish(raw, state, answer, head)
  }

  function writeAndFinish (raw: Raw, state: GuardState, answer: Answer, head: Headers | undefined): Raw {
    state.stage = 'answering'
    if (state.reply !== undefined) state.policy.nameInLog(answer, state.reply)
    const leaves = !state.isAnsweredElsewhere && !isGone(raw)
    const isWritten = writeAnswer(native, raw, answer, head, state.droppedHeaders)
    state.stage = 'finished'
    if (leaves && isWritten) state.policy.report(answer, state.origin, raw.req, state.reply)
    forgetReply(state)
    return raw
  }
}

/** True if nothing leaves any more: the response is destroyed, or its client has gone. HTTP/2 has a stream for each request. */
const isGone = (raw: Raw): boolean => raw.destroyed === true || (raw.stream ?? raw.req?.socket)?.destroyed === true

/** A status as Node reads it. */
const asNode = (status: number): number => Number(status) | 0

/**
 * For a response that is decided. It waits until those before it have left the connection, and would keep the reply and the
 * request alive as long, which a collector then has to copy (unless the service logs its responses: then Fastify does).
 */
function forgetReply (state: GuardState): void {
  state.reply = undefined
}

function isExempt (state: GuardState): boolean {
  if (!state.policy.isExempt(state.reply)) return false
  state.stage = 'exempt'
  return true
}

/** Thrown out of a native method that would go on with the body of a response that is held. */
const INTERRUPTED = new Error('API_ERROR_HELD: the response is an error whose body has to be looked at first')

const STREAM = Symbol.for('fastify-api-error/2.stream')

/** True if a body given to {@link ResponsePolicy.policy} came in pieces, so that nobody can look at it whole. */
export const isStreamed = (body: unknown): boolean => body === STREAM
