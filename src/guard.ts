import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http'
import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { JSON_TYPE } from './catalog/answer.js'
import type { Answer } from './catalog/answer.js'

// Every way out of the process ends in `writeHead`, `write`, `end` or `flushHeaders` of a response object. The
// guard is put there, below Fastify's hooks, serialisers and fallbacks: what no hook sees, it sees, and a success
// costs it one comparison. bench/README.md has the figures of the other places that it could be.

const kJudge = Symbol('fastify-api-error.judge')
const kReply = Symbol('fastify-api-error.reply')
const kAnswer = Symbol('fastify-api-error.answer')
const kStage = Symbol('fastify-api-error.stage')
const kHead = Symbol('fastify-api-error.head')

/** Decides what goes out in place of an error response that was not raised as one of the catalogue. */
export interface Judge {
  /** True if the response is out of the contract: opted out, or hijacked. */
  isFree (reply: FastifyReply | undefined): boolean
  /** The answer for a body that somebody made, which is the body's own where that is in the catalogue. */
  judge (status: number, body: unknown, reply: FastifyReply | undefined): Answer
  /** The raised answer, after hooks may have changed its status. */
  settle (answer: Answer, status: number, reply: FastifyReply | undefined): Answer
  /** The answer when the head of a success could not be written. */
  fail (error: unknown, reply: FastifyReply | undefined): Answer
}

type Stage = 'held' | 'done' | 'free' | undefined
type Headers = OutgoingHttpHeaders | readonly OutgoingHttpHeader[]

/** What the guard uses of a response; Node's HTTP/1 and HTTP/2 responses have it, and those of `inject`. */
interface Raw extends Pick<ServerResponse, 'statusCode' | 'headersSent' | 'getHeaderNames' | 'removeHeader' | 'destroy' | 'setHeader' | 'getHeader'> {
  readonly req?: { readonly method?: string, readonly httpVersionMajor?: number }
  writeHead (status: number, ...rest: unknown[]): unknown
  write (...args: unknown[]): boolean
  end (...args: unknown[]): unknown
  flushHeaders? (): void
  [kJudge]?: Judge
  [kReply]?: FastifyReply
  [kAnswer]?: Answer | undefined
  [kStage]?: Stage
  [kHead]?: Headers | undefined
}

type Methods = Pick<Raw, 'writeHead' | 'write' | 'end'> & { flushHeaders (): void }

// These describe a body. An error has a body of its own.
const BODY_HEADERS: ReadonlySet<string> = new Set([
  'content-type', 'content-length', 'content-encoding', 'content-disposition', 'content-language', 'content-location', 'content-md5',
  'content-range', 'content-digest', 'repr-digest', 'digest', 'transfer-encoding', 'trailer', 'etag', 'last-modified', 'accept-ranges'
])

/** Puts the guard on a response, unless it has it, and tells it whose reply the response belongs to. */
export function guard (response: object, judge: Judge, reply?: FastifyReply): void {
  const raw = response as Raw
  if (raw[kJudge] === undefined) {
    const methods = methodsFor(Object.getPrototypeOf(raw) as Raw)
    raw[kJudge] = judge
    raw.writeHead = methods.writeHead
    raw.write = methods.write
    raw.end = methods.end
    raw.flushHeaders = methods.flushHeaders
  }
  if (reply !== undefined) raw[kReply] = reply
}

/** Says what has to leave: whatever hooks and serialisers make of the payload, the response will be this. */
export function arm (response: object, answer: Answer): void {
  (response as Raw)[kAnswer] = answer
}

/** True if the response has been told what has to leave. */
export function isArmed (response: object): boolean {
  return (response as Raw)[kAnswer] !== undefined
}

/** The same class of responses with the guard built in, at no cost per response. */
export function guardedClass<Base extends typeof ServerResponse> (base: Base, judge: Judge): Base {
  // @ts-expect-error -- a mixin's constructor must take any[], which says nothing here
  class GuardedResponse extends base {}
  Object.assign(GuardedResponse.prototype, methodsFor(base.prototype as unknown as Raw), { [kJudge]: judge })
  return GuardedResponse
}

const methodsByPrototype = new WeakMap<object, Methods>()

function methodsFor (native: Raw): Methods {
  const known = methodsByPrototype.get(native)
  if (known !== undefined) return known
  const methods = createMethods(native)
  methodsByPrototype.set(native, methods)
  return methods
}

function createMethods (native: Raw): Methods {
  return { writeHead, write, end, flushHeaders }

  function writeHead (this: Raw, status: number, ...rest: unknown[]): unknown {
    const stage = this[kStage]
    if (stage === 'done') return this
    if (stage === 'free' || this.headersSent) return passHead(this, status, rest)
    const answer = this[kAnswer]
    if (answer !== undefined) {
      this[kHead] = headersOf(rest)
      return leave(this, judgeOf(this).settle(answer, Number(status), this[kReply]))
    }
    if (!(Number(status) >= 400)) return passHead(this, status, rest)
    if (isFree(this)) return passHead(this, status, rest)
    // Somebody's own error: held until its body is known.
    this[kStage] = 'held'
    this[kHead] = headersOf(rest)
    this.statusCode = Number(status)
    return this
  }

  function write (this: Raw, ...args: unknown[]): boolean {
    if (isOurs(this)) {
      if (this[kStage] !== 'done') leaveInstead(this, STREAM)
      acknowledge(args)
      return true
    }
    return native.write.apply(this, args)
  }

  function end (this: Raw, ...args: unknown[]): unknown {
    if (isOurs(this)) {
      if (this[kStage] !== 'done') leaveInstead(this, typeof args[0] === 'function' ? undefined : args[0])
      acknowledge(args)
      return this
    }
    return native.end.apply(this, args)
  }

  function flushHeaders (this: Raw): void {
    if (!isOurs(this)) native.flushHeaders?.call(this)
    else if (this[kStage] !== 'done') leaveInstead(this, STREAM)
  }

  function passHead (raw: Raw, status: number, rest: unknown[]): unknown {
    if (raw.headersSent && raw[kAnswer] !== undefined) {
      raw.destroy() // an error after the head of a success: the client must not take what it got for whole
      return raw
    }
    try {
      return native.writeHead.call(raw, status, ...rest)
    } catch (error) {
      if (raw.headersSent) throw error
      raw[kHead] = headersOf(rest)
      return leave(raw, judgeOf(raw).fail(error, raw[kReply]))
    }
  }

  /** True if the guard writes this response: raised, held, or about to begin with an error status. */
  function isOurs (raw: Raw): boolean {
    const stage = raw[kStage]
    if (stage === 'done' || stage === 'held') return true
    if (stage === 'free' || raw.headersSent) return false
    return raw[kAnswer] !== undefined || (raw.statusCode >= 400 && !isFree(raw))
  }

  function leaveInstead (raw: Raw, body: unknown): void {
    const judge = judgeOf(raw)
    const answer = raw[kAnswer]
    leave(raw, answer !== undefined ? judge.settle(answer, raw.statusCode, raw[kReply]) : judge.judge(raw.statusCode, body, raw[kReply]))
  }

  function leave (raw: Raw, answer: Answer): Raw {
    raw[kStage] = 'free' // for a native `end` that calls `this.write`, as those of HTTP/2 and inject do
    for (const name of raw.getHeaderNames()) {
      if (BODY_HEADERS.has(name)) raw.removeHeader(name)
    }
    const headers = bodyless(raw[kHead])
    headers['content-type'] = JSON_TYPE
    headers['content-length'] = answer.length
    writeHeadSafely(raw, answer.status, headers)
    if (raw.req?.method === 'HEAD') native.end.call(raw)
    else native.end.call(raw, answer.body)
    raw[kStage] = 'done'
    return raw
  }

  function writeHeadSafely (raw: Raw, status: number, headers: Record<string, OutgoingHttpHeader>): void {
    try {
      headWith(raw, status, headers)
    } catch {
      // A header that Node refuses must not cost the client its answer.
      for (const name of raw.getHeaderNames()) {
        if (!isValidHeader(name, raw.getHeader(name))) raw.removeHeader(name)
      }
      headWith(raw, status, Object.fromEntries(Object.entries(headers).filter(([name, value]) => isValidHeader(name, value))))
    }
  }

  function headWith (raw: Raw, status: number, headers: Record<string, OutgoingHttpHeader>): void {
    // HTTP/2 has no reason phrase. In HTTP/1 it must not be one that somebody left on the response.
    if (raw.req?.httpVersionMajor === 2) native.writeHead.call(raw, status, headers)
    else native.writeHead.call(raw, status, STATUS_CODES[status] ?? 'Unknown', headers)
  }
}

const STREAM = Symbol('a stream')

/** True if a body given to {@link Judge.judge} came in pieces, so that nobody can look at it whole. */
export const isStreamed = (body: unknown): boolean => body === STREAM

function judgeOf (raw: Raw): Judge {
  const judge = raw[kJudge]
  if (judge === undefined) throw new TypeError('API_ERROR_UNGUARDED: the response has no guard')
  return judge
}

function isFree (raw: Raw): boolean {
  if (!judgeOf(raw).isFree(raw[kReply])) return false
  raw[kStage] = 'free'
  return true
}

/** The headers among the arguments of `writeHead(status, [message], [headers])`. */
function headersOf (rest: readonly unknown[]): Headers | undefined {
  const last = typeof rest[0] === 'string' ? rest[1] : rest[0] ?? rest[1]
  return typeof last === 'object' && last !== null ? last as Headers : undefined
}

/** A record of the headers, in any form that Node takes, without those that describe a body. */
function bodyless (headers: Headers | undefined): Record<string, OutgoingHttpHeader> {
  const kept: Record<string, OutgoingHttpHeader> = {}
  if (headers === undefined) return kept
  for (const [name, value] of Array.isArray(headers) ? pairs(headers) : Object.entries(headers)) {
    const key = String(name).toLowerCase()
    if (value !== undefined && !BODY_HEADERS.has(key)) kept[key] = value as OutgoingHttpHeader
  }
  return kept
}

/** Pairs of a header array, which Node takes flat or nested. */
function pairs (headers: readonly unknown[]): Array<[unknown, unknown]> {
  if (Array.isArray(headers[0])) return headers as Array<[unknown, unknown]>
  return headers.flatMap((name, index) => index % 2 === 0 ? [[name, headers[index + 1]] as [unknown, unknown]] : [])
}

function isValidHeader (name: string, value: unknown): boolean {
  try {
    validateHeaderName(name)
    for (const one of Array.isArray(value) ? value : [value]) validateHeaderValue(name, String(one))
    return true
  } catch {
    return false
  }
}

function acknowledge (args: readonly unknown[]): void {
  const done = args.find(argument => typeof argument === 'function')
  if (typeof done === 'function') process.nextTick(done)
}
