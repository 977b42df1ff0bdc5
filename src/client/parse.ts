import { identify, isWireError } from './identify.js'
import { readText } from './read-text.js'
import type { ResponseLike } from './read-text.js'
import type { AnyErrorTable, ParsedApiError, ParseOptions, WireError } from './types.js'

/** An error as it was found, before anybody asks which it is. */
export interface FoundError { readonly body: WireError, readonly status: number | undefined }

/** Where HTTP clients keep a body: ky and ofetch in `data`, got in `body`, openapi-fetch in `error`, axios in `response.data`. */
const PLACES = ['data', 'body', 'error', 'response'] as const

/** What is read of anything that is given to the client. */
type Source = Readonly<Partial<Record<typeof PLACES[number] | 'status' | 'statusCode' | 'clone', unknown>>>

/** Finds an error in a value and says which it is. */
export async function parse<C> (table: AnyErrorTable, source: unknown, options?: ParseOptions): Promise<ParsedApiError<C> | null> {
  const found = await findError(source, options)
  const name = found && identify(table, found.body)
  // The table is the run-time twin of the type, and was asked: what it knows is of the type.
  return found ? { known: !!name, name: name ?? found.body.error, ...found } as ParsedApiError<C> : null
}

/** The error in a response, in what an HTTP client threw, in a JSON text, or in a parsed body; nothing if there is none. */
export async function findError (source: unknown, options?: ParseOptions, status?: number, depth = 3): Promise<FoundError | undefined> {
  try {
    const value: Source | null = typeof source === 'string' ? JSON.parse(source) : source
    if (!value) return undefined
    if (isWireError(value)) return { body: value, status }
    if (!depth) return undefined
    const at = [value.status, value.statusCode, (value.response as Source | undefined)?.status, status].find(Number.isInteger) as number
    if (at < 400) return undefined
    // Also one of another realm, or of a library that brings its own `fetch`.
    if (value.clone) return findError(await readText(value as ResponseLike, options), options, at, 0)
    for (const place of PLACES) {
      const found = await findError(value[place], options, at, depth - 1)
      if (found) return found
    }
  } catch {
    // Not JSON, read before, a broken connection, an object that refuses to be looked at: no error of ours.
  }
  return undefined
}
