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

/** A record of the headers, repeated ones as lists, without those that describe a body and those named. */
export function bodyless (headers: Headers | undefined, without: readonly string[] = NONE): HeaderRecord {
  const kept = Object.create(null) as HeaderRecord
  if (Array.isArray(headers)) for (const [name, value] of pairs(headers)) keep(kept, name, value, without)
  else if (headers !== undefined) for (const name of Object.keys(headers)) keep(kept, name, (headers as OutgoingHttpHeaders)[name], without)
  return kept
}

const NONE: readonly string[] = []

function keep (kept: HeaderRecord, name: string, value: unknown, without: readonly string[]): void {
  const key = name.toLowerCase()
  if (value === undefined || describesBody(key) || without.includes(key)) return
  const before = kept[key]
  kept[key] = (before === undefined ? value : [before, value].flat()) as OutgoingHttpHeader
}

/** The headers that Node would write. */
export function validHeaders (headers: HeaderRecord): HeaderRecord {
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => isValidHeader(name, value)))
}

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
