import { bodyOf, createAnswer } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import type { Catalog } from '../catalog/catalog.js'
import { checkDetails } from '../catalog/details.js'
import { withoutMembers } from '../catalog/members.js'

/** Longer bodies are not looked at: no error of a catalogue is that long. In bytes, and in characters. */
const MAX_BODY = 65_536

/**
 * The answer that a body is, in canonical form: a pair of the catalogue that may have this status.
 *
 * @param body - What was written: text, bytes, or anything else. It may come from a client.
 * @returns `undefined` if it is no error of the catalogue.
 */
export function conforming (catalog: Catalog, status: number, body: unknown): Answer | undefined {
  try {
    const value = parse(body)
    return value === undefined ? undefined : answerOf(catalog, status, value)
  } catch {
    return undefined // no JSON, a detached buffer, nested too deep
  }
}

function answerOf (catalog: Catalog, status: number, { code, error, ...rest }: Readonly<Record<string, unknown>>): Answer | undefined {
  if ((typeof code !== 'string' && typeof code !== 'number') || typeof error !== 'string') return undefined
  const entry = catalog.find(String(code), error)
  if (entry === undefined || !catalog.allows(entry, status)) return undefined
  if (entry.details === undefined) return catalog.answer(entry, status)
  const { details, problem } = checkDetails(entry, withoutMembers(rest, entry.members)) // which are those of the request, whoever wrote others
  return problem === undefined ? createAnswer(entry, status, bodyOf(entry, details)) : undefined
}

function parse (body: unknown): Readonly<Record<string, unknown>> | undefined {
  const text = textOf(body)
  return text === undefined || text.length > MAX_BODY || !text.trimStart().startsWith('{') ? undefined : JSON.parse(text) as Record<string, unknown>
}

function textOf (body: unknown): string | undefined {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array && body.byteLength <= MAX_BODY ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString() : undefined
}
