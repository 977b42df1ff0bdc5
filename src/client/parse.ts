import { identify, isWireError } from './identify.js'
import { MAX_BYTES, readText } from './read-text.js'
import type { Readable } from './read-text.js'
import type { AnyErrorTable, ParsedApiError, ParseOptions, WireError } from './types.js'

/** An error as it was found, before anybody asks which it is. */
export interface FoundError { readonly body: WireError, readonly status: number | undefined }

/** Where HTTP clients keep a body: ky, axios and ofetch in `data`, got and undici in `body`, wretch in `text`, openapi-fetch in `error`. */
const PLACES = ['data', 'body', 'text', 'error', 'response'] as const

/** What is read of anything that is given to the client. */
type Source = Readonly<Partial<Record<typeof PLACES[number] | 'status' | 'statusCode', unknown>>> & Readable

/** Finds an error in a value and says which it is. */
export async function parse<C> (table: AnyErrorTable, source: unknown, options?: ParseOptions): Promise<ParsedApiError<C> | null> {
  const found = await findError(source, options)
  const name = found && identify(table, found.body)
  // The table is the run-time twin of the type, and was asked: what it knows is of the type.
  return found ? { known: !!name, name: name ?? found.body.error, ...found } as ParsedApiError<C> : null
}

/** The error in a response, in what an HTTP client threw, in a body of any form; nothing if there is none. */
export async function findError (source: unknown, options?: ParseOptions, status?: number, depth = 3): Promise<FoundError | undefined> {
  try {
    const value: Source | null = typeof source === 'string' ? JSON.parse(source.slice(0, options?.maxBytes ?? MAX_BYTES)) : source // a longer one is no JSON then
    if (!value) return undefined
    if (isWireError(value)) return { body: value, status }
    if (!depth) return undefined
    const own = [value, value.response as Source | undefined].flatMap(of => [of?.status, of?.statusCode]).find(Number.isInteger) as number | undefined
    const at = own ?? status
    // A body is a Blob, bytes, or a stream of either kind. Node's response is a stream with a status: its own body, until got reads it.
    if (value.clone || ((!own || value.body === undefined) && (value.arrayBuffer || value.byteLength || value.getReader || value.pipe))) {
      return at as number < 400 ? undefined : findError(await readText(value, options), options, at, 0)
    }
    if (!(at as number >= 400)) return undefined // without a status, only a body is an error
    for (const place of PLACES) {
      const found = await findError(value[place], options, at, depth - 1)
      if (found) return found
    }
  } catch {
    // Not JSON, read before, a broken connection, an object that refuses to be looked at: no error of ours.
  }
  return undefined
}
