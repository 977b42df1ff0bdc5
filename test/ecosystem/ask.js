import http from 'node:http'

/**
 * One request on a connection of its own, as its client sees it.
 *
 * @param {string} origin
 * @param {{ ask: string, headers?: object, body?: string | Buffer }} exchange `ask` is a method and a path: `GET /ok`.
 * @returns {Promise<{ status: number, headers: http.IncomingHttpHeaders, body: string }>}
 */
export function ask (origin, { ask, headers, body }) {
  const [method, path] = ask.split(' ')
  return new Promise((resolve, reject) => {
    const request = http.request(origin + path, { method, headers, agent: false }, response => {
      const chunks = []
      response.on('data', chunk => { chunks.push(chunk) })
      response.on('error', reject)
      response.on('end', () => { resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() }) })
    })
    request.setTimeout(5000, () => { request.destroy(new Error(`${ask} was not answered in five seconds`)) })
    request.on('error', reject)
    request.end(body)
  })
}

/** A server of the tests' own, on any port: `{ origin, close }`. */
export async function listen (handler) {
  const server = http.createServer(handler)
  await new Promise(resolve => { server.listen(0, '127.0.0.1', resolve) })
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close () {
      server.closeAllConnections()
      return new Promise(resolve => { server.close(resolve) })
    }
  }
}

/** The origin of a port where nobody listens. */
export async function closedOrigin () {
  const server = await listen()
  await server.close()
  return server.origin
}
