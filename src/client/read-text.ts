import type { ParseOptions } from './types.js'

/** What is used of a response of `fetch`, whoever made it. */
export interface ResponseLike {
  readonly headers: { get (name: string): string | null }
  readonly body?: { getReader (): Reader } | null
  clone (): ResponseLike
  text (): Promise<string>
}

interface Reader {
  read (): Promise<{ readonly value?: Uint8Array | undefined }>
  cancel (): Promise<unknown>
}

/**
 * Reads the JSON text of a response, and leaves the response itself to be read by its owner.
 *
 * @returns What had arrived when the time was up; nothing when the body is not JSON by its type, or is too long.
 * @throws When the body was read before, or the connection breaks.
 */
export async function readText (response: ResponseLike, { maxBytes = 65_536, timeout = 5000 }: ParseOptions = {}): Promise<string | undefined> {
  if (!response.headers.get('content-type')?.includes('json')) return undefined
  const copy = response.clone()
  const reader = copy.body?.getReader()
  if (!reader) return copy.text() // React Native has no streams: its text has arrived already
  const stop = (): void => { reader.cancel().catch(() => {}) } // a read that is under way ends
  const timer = setTimeout(stop, timeout)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { value } = await reader.read()
      if (!value) return new Blob(chunks).text()
      length += value.length
      if (length > maxBytes) return undefined
      chunks.push(value)
    }
  } finally {
    clearTimeout(timer)
    stop()
  }
}
