import type { Socket } from 'node:net'

/** What a handler did to a socket: the bytes that it would have written, and whether it closed it. */
export interface CapturedWrites { readonly written: string, readonly closed: boolean }

/** Lets a handler believe that it writes on a socket, and says what it did. */
export function captureWrites (connection: Socket, handle: () => void): CapturedWrites {
  let written = ''
  let closed = false
  const capture = (chunk: unknown): void => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) written += chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : chunk
  }
  const methods = {
    write (chunk: unknown) { capture(chunk); return true },
    end (chunk: unknown) { capture(chunk); closed = true; return connection },
    destroy () { closed = true; return connection },
    destroySoon () { closed = true }
  }
  Object.assign(connection, methods)
  try {
    handle()
  } finally {
    for (const name of Object.keys(methods)) Reflect.deleteProperty(connection, name) // what is left is the prototype's
  }
  return { written, closed }
}
