import type { ParseOptions } from './types.js'

/** A response of `fetch`, whoever made it, or a body: a Blob, bytes, a web stream or a stream of Node. */
export interface Readable {
  readonly headers?: { get? (name: string): string | null, readonly 'content-type'?: string }
  readonly body?: unknown
  clone? (): Readable
  text? (): Promise<string>
  readonly arrayBuffer?: unknown
  readonly byteLength?: unknown
  readonly getReader?: unknown
  readonly pipe?: unknown
  destroy? (): void
}

/** Longest body that is read, if nobody says otherwise. */
export const MAX_BYTES = 65_536

/** A timer takes no more, and would be over at once. */
const MAX_TIMEOUT = 0x7fffffff

/**
 * Reads a JSON text. A response is read as a copy, and left to its owner; a stream has no copy, and is read itself.
 *
 * @returns What had arrived when the time was up; nothing when the body is not JSON by its type, or is too long.
 * @throws When the body was read before, or the connection breaks.
 */
export async function readText (source: Readable, { maxBytes = MAX_BYTES, timeout = 5000 }: ParseOptions = {}): Promise<string | undefined> {
  const { headers } = source
  if (!/json/i.test(headers?.get?.('content-type') || headers?.['content-type'] || 'json')) return undefined
  const copy = source.clone?.()
  const body = (copy ? copy.body : source) as Readable | undefined
  if (!body) return copy?.text?.() // React Native has no streams: its text has arrived already
  // `Response` makes a stream of everything, in Node also of its own streams.
  const reader = (new Response(body as never).body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader()
  const stop = (): void => { // a read that is under way ends
    reader.cancel().catch(() => {})
    body.destroy?.()
  }
  const timer = setTimeout(stop, Math.min(timeout, MAX_TIMEOUT))
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  try {
    for (;;) {
      const { value } = await reader.read()
      if (!value) return new Blob(chunks).text()
      length += value.length || 1 // pieces without anything in them may have no end
      if (length > maxBytes) return undefined
      chunks.push(value)
    }
  } finally {
    clearTimeout(timer)
    stop()
  }
}
