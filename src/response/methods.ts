import type { Answer } from '../catalog/answer.js'
import { judgeOf, kAnswer, kHead, kReply, kStage, kSuggested, kWithout } from './raw.js'
import type { BodyArguments, HeadArguments, Methods, Raw } from './raw.js'
import { areValid, headersOf } from './response-headers.js'
import type { Headers } from './response-headers.js'
import { writeAnswer } from './write-answer.js'

// The response in one of whose native methods we are: what fails in there is for the caller of that method.
let inside: Raw | undefined

/** The methods of the guard, over those that a response has. */
export function createMethods (native: Raw): Methods {
  const hasHead = headersSentOf(native)
  return { writeHead, writeHeader: writeHead, write, end, flushHeaders, setHeader, addTrailers }

  function writeHead (this: Raw, status: number, reason?: unknown, headers?: unknown): unknown {
    const stage = this[kStage]
    if (stage === 'done') return this
    if (stage === 'free') return call(this, native.writeHead, status, reason, headers)
    const asked = Number(status)
    const code = asked | 0 // as Node reads it
    const answer = this[kAnswer]
    if (hasHead(this)) {
      if (answer === undefined) return call(this, native.writeHead, status, reason, headers)
      this.destroy() // an error after the head of a success: the client must not take what it got for whole
      this[kStage] = 'done'
      return this
    }
    if (answer === undefined) {
      if (code < 400) return stage === 'held' ? this : passHead(this, code, status, reason, headers)
      if (isFree(this)) return call(this, native.writeHead, status, reason, headers)
    }
    if (inside !== this && answer !== undefined) return leave(this, judgeOf(this).settle(answer, asked, this[kReply]), headersOf(reason, headers))
    // Somebody's own error: held until its body is known.
    this[kHead] = [status, reason, headers]
    this.statusCode = asked === code && code <= 599 ? code : 500
    this[kStage] = 'held'
    if (inside === this) throw HELD
    return this
  }

  function write (this: Raw, chunk?: unknown, encoding?: unknown, done?: unknown): boolean {
    if (isBegun(this)) return call(this, native.write, chunk, encoding, done)
    if (take(this, STREAM)) return drop(this, encoding, done)
    const written = passBody(this, native.write, STREAM, chunk, encoding, done)
    return typeof written === 'boolean' ? written : drop(this)
  }

  function end (this: Raw, chunk?: unknown, encoding?: unknown, done?: unknown): unknown {
    if (isBegun(this)) {
      forgetReply(this)
      return call(this, native.end, chunk, encoding, done)
    }
    const body = typeof chunk === 'function' ? undefined : chunk
    if (take(this, body)) {
      acknowledge(chunk, encoding, done)
      return this
    }
    return passBody(this, native.end, body, chunk, encoding, done)
  }

  function flushHeaders (this: Raw): void {
    if (take(this, STREAM)) return
    if (native.flushHeaders !== undefined) passBody(this, native.flushHeaders, STREAM)
  }

  function setHeader (this: Raw, name: string, value: unknown): unknown {
    if (this[kStage] === 'done') return this
    try {
      return native.setHeader.call(this, name, value)
    } catch (error) {
      // Fastify copies the headers of a reply for a stream, where nobody catches what that throws.
      const reply = this[kReply]
      if (inside === this || this[kStage] !== undefined || hasHead(this) || reply?.getHeader(name) !== value) throw error
      return leave(this, judgeOf(this).fail(error, reply))
    }
  }

  function addTrailers (this: Raw, trailers: unknown): void {
    if (this[kStage] !== 'done') native.addTrailers.call(this, trailers)
  }

  /** Drops what is written, no faster than it could be sent: a source that never pauses would never see the end. */
  function drop (raw: Raw, encoding?: unknown, done?: unknown): false {
    acknowledge(undefined, encoding, done)
    setImmediate(() => { raw.emit('drain') })
    return false
  }

  /** True if Node writes this response, and has begun to. */
  function isBegun (raw: Raw): boolean {
    return raw[kStage] === undefined && hasHead(raw)
  }

  /** Writes the response if it is the guard's: raised, held, or about to begin with an error status. */
  function take (raw: Raw, body: unknown): boolean {
    const stage = raw[kStage]
    if (stage === 'done') return true
    if (stage === undefined) {
      if (hasHead(raw) || !concerns(raw)) return false
      raw.writeHead(raw.statusCode) // not past those who wrapped it to set a header at the last moment
    }
    if (raw[kStage] === 'held' && !release(raw)) leaveInstead(raw, body)
    return raw[kStage] === 'done'
  }

  /** Writes the head of an error that was held, where the reply was hijacked since. */
  function release (raw: Raw): boolean {
    const given = raw[kHead]
    if (given === undefined || raw[kAnswer] !== undefined || !isFree(raw)) return false
    try {
      call(raw, native.writeHead, ...given)
      return true
    } catch {
      return false // Node refuses it, and who wrote it is no longer there to hear
    }
  }

  function concerns (raw: Raw): boolean {
    return raw[kAnswer] !== undefined || ((raw.statusCode | 0) >= 400 && !isFree(raw))
  }

  function passHead (raw: Raw, code: number, status: number, reason: unknown, headers: unknown): unknown {
    if (inside === raw) return call(raw, native.writeHead, status, reason, headers)
    if ((code === 204 || code === 304) && !areValid(headersOf(reason, headers))) {
      return fail(raw, new TypeError(`a header of the response ${code} is not valid`)) // Node would note that there is no body, and then throw
    }
    try {
      return within(raw, native.writeHead, status, reason, headers)
    } catch (error) {
      return fail(raw, error, headersOf(reason, headers))
    }
  }

  /** Calls a native method that will write the head first, and may find that it cannot. */
  function passBody (raw: Raw, method: (...given: BodyArguments) => unknown, body: unknown, chunk?: unknown, encoding?: unknown, done?: unknown): unknown {
    try {
      return within(raw, method, chunk, encoding, done)
    } catch (error) {
      if (hasHead(raw)) throw error
      if (raw[kStage] === 'held') leaveInstead(raw, body)
      else fail(raw, error)
      acknowledge(chunk, encoding, done)
      return raw
    }
  }

  function fail (raw: Raw, error: unknown, head?: Headers): Raw {
    if (hasHead(raw) || isFree(raw)) throw error
    return leave(raw, judgeOf(raw).fail(error, raw[kReply]), head)
  }

  function leaveInstead (raw: Raw, body: unknown): void {
    const judge = judgeOf(raw)
    const answer = raw[kAnswer]
    const reply = raw[kReply]
    const [, reason, headers] = raw[kHead] as HeadArguments // it is held
    leave(raw, answer !== undefined ? judge.settle(answer, raw.statusCode, reply) : judge.judge(raw.statusCode, body, reply, raw[kSuggested]), headersOf(reason, headers))
  }

  function leave (raw: Raw, answer: Answer, head?: Headers): Raw {
    raw[kStage] = 'free' // for native methods that call each other on the response
    writeAnswer(native, raw, answer, head, raw[kWithout])
    raw[kStage] = 'done'
    forgetReply(raw)
    return raw
  }
}

/**
 * For a response that is decided. It waits until those before it have left the connection, and would keep the reply and the
 * request alive as long, which a collector then has to copy (unless the service logs its responses: then Fastify does).
 */
function forgetReply (raw: Raw): void {
  raw[kReply] = undefined
}

/**
 * Calls a native method with the arguments that were given and no more, since who wraps one may count them. Three
 * parameters are faster than a list of them.
 */
function call<First, Result> (raw: Raw, method: (first: First, second?: unknown, third?: unknown) => Result, first: First, second: unknown, third: unknown): Result {
  if (third !== undefined) return method.call(raw, first, second, third)
  if (second !== undefined) return method.call(raw, first, second)
  return first === undefined ? (method as () => Result).call(raw) : method.call(raw, first)
}

/** The same for a native method that calls others of the response. */
function within<First> (raw: Raw, method: (first: First, second?: unknown, third?: unknown) => unknown, first: First, second: unknown, third: unknown): unknown {
  const outer = inside
  inside = raw
  let result
  try {
    result = call(raw, method, first, second, third)
  } finally {
    inside = outer
  }
  return result
}

/** Thrown out of a native method that would go on with the body of a response that is held. */
const HELD = new Error('API_ERROR_HELD: the response is an error whose body has to be looked at first')

const STREAM = Symbol('a stream')

/** True if a body given to {@link Judge.judge} came in pieces, so that nobody can look at it whole. */
export const isStreamed = (body: unknown): boolean => body === STREAM

/** Node's own getter of `headersSent`: middleware may redefine it on a response. */
function headersSentOf (native: Raw): (raw: Raw) => boolean {
  for (let at: object | null = native; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const getter = Object.getOwnPropertyDescriptor(at, 'headersSent')?.get
    if (getter !== undefined) return raw => getter.call(raw) as boolean
  }
  throw new TypeError('API_ERROR_NO_RESPONSE: the object to guard is not a response')
}

function isFree (raw: Raw): boolean {
  if (!judgeOf(raw).isFree(raw[kReply])) return false
  raw[kStage] = 'free'
  return true
}

/** Calls back whoever gave one of these as a callback. */
function acknowledge (first: unknown, second: unknown, third: unknown): void {
  if (typeof first === 'function') process.nextTick(first)
  else if (typeof second === 'function') process.nextTick(second)
  else if (typeof third === 'function') process.nextTick(third)
}
