import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** A response as a client has it. */
export interface Received { readonly status: number | undefined, readonly message: string | undefined, readonly headers: http.IncomingHttpHeaders, readonly body: string }

/** Has a server listen for one request, and returns what it answers; rejects where the connection breaks. */
export async function receive (server: http.Server, method = 'GET'): Promise<Received> {
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  try {
    return await new Promise((resolve, reject) => {
      http.request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', agent: false, method }, response => {
        let body = ''
        response.on('data', chunk => { body += String(chunk) }).on('end', () => { resolve({ status: response.statusCode, message: response.statusMessage, headers: response.headers, body }) }).on('error', reject)
      }).on('error', reject).end()
    })
  } finally {
    server.close()
  }
}
