import { STATUS_CODES } from 'node:http'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { JSON_TYPE } from './catalog/answer.js'
import type { Answer } from './catalog/answer.js'
import { bodyless, describesBody, isValidHeader, validHeaders } from './response-headers.js'
import type { HeaderRecord, Headers } from './response-headers.js'

/** What the writing of an answer uses of a response. */
export interface Writable extends Pick<ServerResponse, 'getHeaderNames' | 'getHeader' | 'removeHeader' | 'destroy'> {
  readonly req?: { readonly method?: string, readonly httpVersionMajor?: number }
  /** HTTP/2 only. */
  readonly stream?: { removeAllListeners (event: string): unknown }
  /** HTTP/1 only. */
  chunkedEncoding?: boolean
  writeHead (status: number, reason?: unknown, headers?: unknown): unknown
  end (chunk?: unknown, encoding?: unknown, done?: unknown): unknown
}

/**
 * Writes an answer: its bytes, with the headers that were meant for the response and do not describe another body.
 *
 * @param native - Whose methods write it.
 * @param head - Headers that were given to `writeHead`.
 * @param without - Names of headers, in lower case, that must not leave with it.
 */
export function writeAnswer (native: Writable, raw: Writable, answer: Answer, head: Headers | undefined, without: readonly string[] = NONE): void {
  try {
    if (!writePrepared(native, raw, answer, head, without)) writeHead(native, raw, answer, head, without)
    if (raw.req?.method === 'HEAD') native.end.call(raw)
    else native.end.call(raw, answer.body)
  } catch {
    raw.destroy()
  }
}

const NONE: readonly string[] = []

/** Writes a head that needs no change, as that of nearly every answer; false if it does, or Node refuses it. */
function writePrepared (native: Writable, raw: Writable, { status, length }: Answer, head: Headers | undefined, without: readonly string[]): boolean {
  if (!isOf(head, length) || without.length > 0 || raw.chunkedEncoding === true || raw.req?.httpVersionMajor === 2 || raw.getHeaderNames().length > 0) return false
  try {
    native.writeHead.call(raw, status, phraseOf(status), head)
    return true
  } catch {
    return false
  }
}

/** True if the only body that these headers describe is a JSON text of this length. */
function isOf (headers: Headers | undefined, length: string): boolean {
  if (headers === undefined || Array.isArray(headers)) return false
  const record = headers as OutgoingHttpHeaders
  if (record['content-type'] !== JSON_TYPE || record['content-length'] !== length) return false
  for (const name in record) {
    if (name !== 'content-type' && name !== 'content-length' && describesBody(name.toLowerCase())) return false
  }
  return true
}

function writeHead (native: Writable, raw: Writable, { status, headers: own }: Answer, head: Headers | undefined, without: readonly string[]): void {
  for (const name of raw.getHeaderNames()) {
    if (describesBody(name) || without.includes(name)) raw.removeHeader(name)
  }
  const isHttp2 = raw.req?.httpVersionMajor === 2
  if (isHttp2) raw.stream?.removeAllListeners('wantTrailers') // they belong to another body
  else if (raw.chunkedEncoding === true) raw.chunkedEncoding = false // left by a head that could not be written
  const all = { ...bodyless(head, without), ...own }
  // HTTP/2 has no reason phrase, and refuses a bad header when it is too late.
  const phrase = isHttp2 ? [] : [phraseOf(status)]
  try {
    native.writeHead.call(raw, status, ...phrase, isHttp2 ? keepValid(raw, all) : all)
  } catch {
    // A header that Node refuses must not cost the client its answer.
    try {
      native.writeHead.call(raw, status, ...phrase, keepValid(raw, all))
    } catch {
      for (const name of raw.getHeaderNames()) raw.removeHeader(name)
      native.writeHead.call(raw, status, ...phrase, own)
    }
  }
}

/** As Node has it. It must not be one that somebody left on the response. */
const phraseOf = (status: number): string => STATUS_CODES[status] ?? 'unknown'

/** Takes what Node would refuse off the response, and out of the headers. */
function keepValid (raw: Writable, headers: HeaderRecord): HeaderRecord {
  for (const name of raw.getHeaderNames()) {
    if (!isValidHeader(name, raw.getHeader(name))) raw.removeHeader(name)
  }
  return validHeaders(headers)
}
