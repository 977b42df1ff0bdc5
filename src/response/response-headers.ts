import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { OutgoingHttpHeader, OutgoingHttpHeaders } from 'node:http'
import { describesBody } from '../catalog/body-headers.js'

/** Headers in any form that `writeHead` takes. */
export type Headers = OutgoingHttpHeaders | readonly unknown[]

/** Headers by lower-case name. */
export type HeaderRecord = Record<string, OutgoingHttpHeader>

/** The headers among the arguments of `writeHead(status, [reason], [headers])`. */
export function headersOf (reason: unknown, headers: unknown): Headers | undefined {
  const given = typeof reason === 'string' ? headers : reason ?? headers
  return typeof given === 'object' && given !== null ? given as Headers : undefined // what Node would take it for
}

/** A record of the headers, repeated ones as lists, without those that describe another body than that of an answer with this status, and those named. */
export function withoutBodyHeaders (headers: Headers | undefined, status: number, without: readonly string[] = NONE): HeaderRecord {
  const kept = Object.create(null) as HeaderRecord
  for (const [name, value] of entriesOf(headers)) keep(kept, name, value, status, without)
  return kept
}

/**
 * True for a header that describes another body than that of an answer with this status. The range of a 416 describes the resource.
 *
 * @param name - In lower case.
 */
export function describesOtherBody (name: string, status: number): boolean {
  return describesBody(name) && !(status === 416 && name === 'content-range')
}

/** A `Vary` header with `accept` added, unless it says so already. */
export function withAccept (vary: unknown): string {
  const names = [vary ?? []].flat().join(', ')
  if (names === '') return 'accept'
  return /(?:^|,)\s*(?:\*|accept)\s*(?:,|$)/i.test(names) ? names : `${names}, accept`
}

const NONE: readonly string[] = []

function keep (kept: HeaderRecord, name: string, value: unknown, status: number, without: readonly string[]): void {
  const key = name.toLowerCase()
  if (value === undefined || describesOtherBody(key, status) || without.includes(key)) return
  const before = kept[key]
  kept[key] = (before === undefined ? value : [before, value].flat()) as OutgoingHttpHeader
}

/** These say how a connection of HTTP/1 goes on. HTTP/2 refuses them. */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'proxy-connection', 'upgrade', 'te', 'http2-settings', 'transfer-encoding'])

/**
 * True for a header that says how a connection goes on.
 *
 * @param name - In lower case.
 */
export const isConnectionHeader = (name: string): boolean => CONNECTION_HEADERS.has(name)

/** True if Node would write each of these. */
export function areValid (headers: Headers | undefined): boolean {
  return entriesOf(headers).every(([name, value]) => isValidHeader(name, value))
}

/** True if Node would write this header. */
export function isValidHeader (name: string, value: unknown): boolean {
  try {
    validateHeaderName(name)
    for (const one of Array.isArray(value) ? value : [value]) validateHeaderValue(name, one)
    return true
  } catch {
    return false
  }
}

function entriesOf (headers: Headers | undefined): Array<[name: string, value: unknown]> {
  if (headers === undefined) return []
  return Array.isArray(headers) ? pairs(headers) : Object.entries(headers)
}

/** Pairs of a header array, which Node takes flat or nested. */
function pairs (headers: readonly unknown[]): Array<[name: string, value: unknown]> {
  if (Array.isArray(headers[0])) return headers.flatMap(pair => Array.isArray(pair) ? [[String(pair[0]), pair[1]] as [string, unknown]] : [])
  return headers.flatMap((name, index) => index % 2 === 0 ? [[String(name), headers[index + 1]] as [string, unknown]] : [])
}
