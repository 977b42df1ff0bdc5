import { STATUS_CODES } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { Answer } from '../catalog/answer.js'
import { withoutBodyHeaders, describesOtherBody, isConnectionHeader, isValidHeader, withAccept } from './response-headers.js'
import type { HeaderRecord, Headers } from './response-headers.js'

/** What the writing of an answer uses of a response. */
export interface Writable extends Pick<ServerResponse, 'getHeaderNames' | 'getHeader' | 'removeHeader' | 'destroy'> {
  readonly req?: { readonly method?: string, readonly socket?: { readonly destroyed: boolean } }
  /** HTTP/2 only. */
  readonly stream?: { readonly destroyed: boolean, removeAllListeners (event: string): unknown }
  /** HTTP/1 only, and how it is told: the version in a request is what its client says. */
  chunkedEncoding?: boolean
  writeHead (status: number, reason?: unknown, headers?: unknown): unknown
  end (chunk?: unknown, encoding?: unknown, done?: unknown): unknown
}

/**
 * Writes an answer: its bytes, with the headers that were meant for the response and do not describe another body.
 *
 * @returns False if it could not be written.
 * @param native - Whose methods write it.
 * @param head - Headers that were given to `writeHead`.
 * @param without - Names of headers, in lower case, that must not leave with it.
 */
export function writeAnswer (native: Writable, raw: Writable, answer: Answer, head: Headers | undefined, without: readonly string[] = NONE): boolean {
  try {
    if (!writePrepared(native, raw, answer, head, without)) writeHead(native, raw, answer, head, without)
    if (raw.req?.method === 'HEAD') native.end.call(raw)
    else native.end.call(raw, answer.body)
    return true
  } catch {
    raw.destroy()
    return false
  }
}

const NONE: readonly string[] = []

/** Writes a head that needs no change, as that of nearly every answer; false if it does, or Node refuses it. */
function writePrepared (native: Writable, raw: Writable, answer: Answer, head: Headers | undefined, without: readonly string[]): boolean {
  if (without.length > 0 || answer.plain !== undefined || raw.chunkedEncoding !== false || raw.getHeaderNames().length > 0) return false
  try {
    const prepared = describing(head, answer)
    if (prepared === undefined) return false
    native.writeHead.call(raw, answer.status, reasonPhraseOf(answer.status), prepared)
    return true
  } catch {
    return false
  }
}

/** The headers, if the only body that they describe is that of the answer. */
function describing (headers: Headers | undefined, { status, length, headers: own }: Answer): HeaderRecord | undefined {
  if (headers === undefined || Array.isArray(headers)) return undefined
  const given = headers as HeaderRecord
  if (given['content-type'] !== own['content-type'] || given['content-length'] !== length) return undefined
  let hasOthers = false
  for (const name in given) hasOthers ||= name !== 'content-type' && name !== 'content-length'
  if (!hasOthers) return own
  const prepared: HeaderRecord = { ...given, ...own } // each of the others is read once
  return Object.keys(given).every(name => Object.hasOwn(own, name) || (prepared[name] !== undefined && !describesOtherBody(name.toLowerCase(), status))) ? prepared : undefined
}

function writeHead (native: Writable, raw: Writable, { status, headers: own, plain }: Answer, head: Headers | undefined, without: readonly string[]): void {
  for (const name of raw.getHeaderNames()) {
    if (describesOtherBody(name, status) || without.includes(name)) raw.removeHeader(name)
  }
  const isHttp2 = raw.chunkedEncoding === undefined
  if (isHttp2) raw.stream?.removeAllListeners('wantTrailers') // they belong to another body
  else if (raw.chunkedEncoding === true) raw.chunkedEncoding = false // left by a head that could not be written
  const all: HeaderRecord = { ...withoutBodyHeaders(head, status, without), ...own }
  if (plain !== undefined) all['vary'] = withAccept(all['vary'] ?? raw.getHeader('vary'))
  // HTTP/2 has no reason phrase, and refuses a bad header when it is too late.
  const phrase = isHttp2 ? [] : [reasonPhraseOf(status)]
  const heads = isHttp2
    ? [() => keepOnly(isValidInHttp2, raw, all), () => keepOnly(isSingle, raw, all)]
    : [() => all, () => keepOnly(isValidHeader, raw, all)]
  writeFirst([...heads, () => clear(raw, own)].map(make => () => { native.writeHead.call(raw, status, ...phrase, make()) }))
}

/** A header that Node refuses must not cost the client its answer, nor the other headers. */
function writeFirst ([write, ...others]: ReadonlyArray<() => void>): void {
  try {
    write?.()
  } catch (error) {
    if (others.length === 0) throw error
    writeFirst(others)
  }
}

/** The reason phrase of a status, as Node has it. It must not be one that somebody left on the response. */
export const reasonPhraseOf = (status: number): string => STATUS_CODES[status] ?? 'unknown'

type Test = (name: string, value: unknown) => boolean

const isValidInHttp2: Test = (name, value) => isValidHeader(name, value) && !isConnectionHeader(name)

/** HTTP/2 refuses lists where a header may be there once. */
const isSingle: Test = (name, value) => isValidInHttp2(name, value) && (name === 'set-cookie' || !Array.isArray(value))

/** Takes what does not pass off the response, and out of the headers. */
function keepOnly (test: Test, raw: Writable, headers: HeaderRecord): HeaderRecord {
  for (const name of raw.getHeaderNames()) {
    if (!test(name, raw.getHeader(name))) raw.removeHeader(name)
  }
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => test(name, value)))
}

/** Takes everything off the response. */
function clear (raw: Writable, own: HeaderRecord): HeaderRecord {
  for (const name of raw.getHeaderNames()) raw.removeHeader(name)
  return own
}
