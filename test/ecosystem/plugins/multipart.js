import { SECRET } from '../service.js'

const headers = { 'content-type': 'multipart/form-data; boundary=b' }
const file = (name, text) => `--b\r\ncontent-disposition: form-data; name="${name}"; filename="${name}"\r\n\r\n${text}\r\n`

export default {
  name: '@fastify/multipart',
  failures: '406 and 413 `invalid_request`; a broken upload 500, as from the plugin alone',
  async register (fastify) {
    const { default: multipart } = await import('@fastify/multipart')
    await fastify.register(multipart, { limits: { fileSize: 3, files: 1 } })
  },
  routes (fastify) {
    fastify.post('/upload', async request => {
      for await (const part of request.files()) await part.toBuffer()
      return 'stored'
    })
  },
  cases: [
    { ask: 'POST /upload', headers, body: `${file('a', 'too large')}--b--\r\n`, status: 413, error: 'invalid_request' },
    { ask: 'POST /upload', headers, body: `${file('a', 'a')}${file('b', 'b')}--b--\r\n`, status: 413, error: 'invalid_request' },
    { ask: 'POST /upload', headers: { 'content-type': 'application/json' }, body: '{}', status: 406, error: 'invalid_request' },
    { ask: 'POST /upload', headers, body: SECRET, status: 500, error: 'internal_error' },
    { ask: 'POST /upload', headers, body: `${file('a', 'ok')}--b--\r\n`, untouched: true }
  ]
}
