import type { Answer } from './answer.js'
import type { CatalogEntry } from './types.js'

/** The media type of RFC 9457. It has no charset. */
export const PROBLEM_TYPE = 'application/problem+json'

/** The members that RFC 9457 has for itself. */
const RESERVED: readonly string[] = ['type', 'title', 'status', 'detail', 'instance']

/** What the RFC's members say of one error that leaves. */
export interface ProblemLinks {
  /** Where the error is described. */
  readonly type: string
  /** Which request it belongs to. */
  readonly instance: string
}

/** The body of an error by RFC 9457: what the RFC asks for, then `code`, `error`, details and the members of every error as extensions. */
export function problemBody ({ entry, status, body }: Pick<Answer, 'entry' | 'status' | 'body'>, { type, instance }: ProblemLinks): string {
  const head = JSON.stringify({ type, title: entry.description, status, instance })
  return `${head.slice(0, -1)},${body.slice(1)}`
}

/** The members of a catalogue's errors that the RFC has for itself, one sentence each. */
export function problemsWithExtensions (entries: readonly CatalogEntry[]): string[] {
  const clashes = (schema: CatalogEntry['details']): string[] => RESERVED.filter(name => Object.hasOwn(schema?.properties ?? {}, name))
  return [
    ...entries.flatMap(({ name, details }) => clashes(details).map(member => `problemJson: details of "${name}" have the member "${member}", which RFC 9457 has for itself; name it otherwise`)),
    ...clashes(entries[0]?.members).map(member => `problemJson: every error has the member "${member}", which RFC 9457 has for itself; name it otherwise`)
  ]
}
