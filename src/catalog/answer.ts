import type { CatalogEntry } from './types.js'

/** The content type of every error. */
export const JSON_TYPE = 'application/json; charset=utf-8'

/** One response as it leaves: an error, its status, and the exact bytes. */
export interface Answer {
  readonly entry: CatalogEntry
  /** HTTP status, 400 to 599. */
  readonly status: number
  /** The body, a JSON text. */
  readonly body: string
  /** `content-length` of the body, in bytes. */
  readonly length: string
  /** The headers that describe the body. */
  readonly headers: Readonly<Record<'content-type' | 'content-length', string>>
  /** The same as JSON, of an answer whose media type the client had a say in: `Vary` tells caches. */
  readonly plain?: Answer
}

/** An answer, its length computed. */
export function createAnswer (entry: CatalogEntry, status: number, body: string, type: string = JSON_TYPE): Answer {
  const length = String(Buffer.byteLength(body))
  return { entry, status, body, length, headers: Object.freeze({ 'content-type': type, 'content-length': length }) }
}

/** An answer with more members behind its own, as they stand there: `,"request_id":"req-1"`. It is made for one response, which is why nothing is frozen. */
export function answerWithTail ({ entry, status, body, length: before, headers }: Answer, tail: string): Answer {
  const length = String(Number(before) + Buffer.byteLength(tail))
  return { entry, status, body: withTail(body, tail), length, headers: { 'content-type': headers['content-type'], 'content-length': length } }
}

/** The body of an error with more members behind its own. */
export const withTail = (body: string, tail: string): string => `${body.slice(0, -1)}${tail}}`

/** The answers of an entry without details of its own, for each status it may have. */
export function answersOf (entry: CatalogEntry, statuses: readonly number[]): Map<number, Answer> {
  const answer = createAnswer(entry, entry.status, bodyOf(entry))
  return new Map(statuses.map(status => [status, { ...answer, status }]))
}

/**
 * The JSON text of an error: `code`, `error`, then the declared details in the order of their schema.
 *
 * Members that the schema does not name are left out, so that a spread object cannot leak.
 */
export function bodyOf (entry: CatalogEntry, details?: Readonly<Record<string, unknown>>): string {
  const body: Record<string, unknown> = { code: entry.code, error: entry.error }
  if (details !== undefined && entry.details !== undefined) {
    for (const key of Object.keys(entry.details.properties)) body[key] = details[key]
  }
  return JSON.stringify(body)
}
