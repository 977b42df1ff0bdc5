import { isDeepStrictEqual } from 'node:util'
import { request } from 'node:http'

/**
 * Asks a server once, over a socket, and compares what it answers with what its variant says it answers.
 *
 * @throws {Error} when a variant answers anything else: its figures would be those of something else.
 */
export async function verify ({ variant, port }) {
  const { status, body, type } = variant.expect
  const answer = await ask(port, variant.request)
  const expected = [status, type, body]
  const actual = [answer.status, answer.type, answer.body]
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Error(`variant ${variant.name} answers ${JSON.stringify(actual).slice(0, 600)}\ninstead of ${JSON.stringify(expected).slice(0, 600)}`)
  }
}

function ask (port, { method = 'GET', path = '/', headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, async response => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ status: response.statusCode, type: response.headers['content-type'], body: text })
    })
    outgoing.on('error', reject).end(body)
  })
}
