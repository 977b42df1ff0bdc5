import net from 'node:net'
import { STATUS_CODES } from 'node:http'
import { defaultCatalog } from '../../src/index.js'

/** Planted in everything that must not leave. */
export const SECRET = 's3cr3t-Zq9'

/** Bytes to send, or milliseconds to wait. */
export type Chunk = string | Buffer | number

const TIMEOUT = 4000

/** Sends bytes and returns all that comes back until the server closes; `!hang` at the end if it does not. */
export function exchange (port: number, chunks: readonly Chunk[], host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = ''
    const socket = net.connect({ port, host, allowHalfOpen: true }, () => { sendAll(socket, chunks) })
    const timer = setTimeout(() => { received += '!hang'; socket.destroy() }, TIMEOUT)
    socket.setNoDelay(true)
    socket.on('data', chunk => { received += chunk.toString('latin1') })
    socket.on('end', () => { socket.end() })
    socket.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'ECONNREFUSED') reject(error) })
    socket.on('close', () => { clearTimeout(timer); resolve(received) })
  })
}

async function sendAll (socket: net.Socket, chunks: readonly Chunk[]): Promise<void> {
  for (const chunk of chunks) {
    if (typeof chunk === 'number') await new Promise(resolve => setTimeout(resolve, chunk))
    else if (socket.writable) socket.write(chunk)
  }
}

/** A request after which the server closes. */
export function request (line: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const all = { host: 'localhost', connection: 'close', ...body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }, ...headers }
  const lines = Object.entries(all).filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `${line} HTTP/1.1\r\n${lines}\r\n${body}`
}

/** A response as a table expects it. */
export interface Expected {
  readonly status: number
  /** All headers but `date`, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What an error of the built-in catalogue looks like on the wire. */
export function answer (name: string, options: { readonly status?: number, readonly fields?: readonly string[], readonly headers?: Readonly<Record<string, string>>, readonly head?: boolean } = {}): Expected {
  const entry = defaultCatalog.get(name)
  if (entry === undefined) throw new TypeError(`no error ${name}`)
  const fields = options.fields === undefined ? '' : `,"fields":${JSON.stringify(options.fields)}`
  const body = `{"code":"${entry.code}","error":"${entry.name}"${fields}}`
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)), connection: 'close', ...options.headers }
  return { status: options.status ?? entry.status, headers, body: options.head === true ? '' : body }
}

/** The exact bytes of expected responses, headers sorted and in lower case, without `date`. */
export function print (...responses: readonly Expected[]): string {
  return responses.map(({ status, headers, body }) => {
    const lines = Object.entries(headers).filter(([, value]) => value !== '').flatMap(([name, value]) => value.split('\n').map(one => `${name}: ${one}\r\n`)).sort()
    return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n${lines.join('')}\r\n${body}`
  }).join('')
}

/** Received bytes in the form of {@link print}: only the order and the case of headers, and `date`, are taken out. */
export function normalise (received: string): string {
  return received.replace(/HTTP\/1\.[01] \d{3}[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n/g, head => {
    const [line, ...headers] = head.split('\r\n').filter(text => text !== '')
    const lines = headers.map(header => header.replace(/^[^:]+/, name => name.toLowerCase())).filter(header => !header.startsWith('date:'))
    return `${line}\r\n${lines.map(header => `${header}\r\n`).sort().join('')}\r\n`
  })
}
