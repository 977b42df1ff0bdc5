import type http2 from 'node:http2'

/** A response over HTTP/2 as a client has it, without its date. */
export interface Exchanged { readonly status: number | undefined, readonly headers: Record<string, unknown>, readonly body: string, readonly trailers: Record<string, unknown> }

/** Sends one request in a session; rejects where it is not answered. */
export function talk (session: http2.ClientHttp2Session, headers: http2.OutgoingHttpHeaders): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers, { endStream: true })
    let [head, body, trailers]: [Record<string, unknown>, string, Record<string, unknown>] = [{}, '', {}]
    stream.on('response', received => { head = Object.fromEntries(Object.entries(received)) })
    stream.on('trailers', received => { trailers = Object.fromEntries(Object.entries(received)) })
    stream.on('data', chunk => { body += String(chunk) })
    stream.on('error', reject)
    stream.setTimeout(3000, () => { reject(new Error('hang')) })
    stream.on('close', () => {
      const { ':status': status, date, ...rest } = head
      resolve({ status: status as number | undefined, headers: rest, body, trailers })
    })
  })
}
