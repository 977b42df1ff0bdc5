import { gzipSync } from 'node:zlib'

const headers = { 'accept-encoding': 'gzip' }
const sent = { 'content-type': 'application/json', 'content-encoding': 'gzip' }

export default {
  name: '@fastify/compress',
  failures: 'a body that cannot be unpacked 400, an unknown encoding 415 `invalid_request`; errors are not compressed',
  async register (fastify) {
    const { default: compress } = await import('@fastify/compress')
    await fastify.register(compress, { threshold: 0 })
  },
  routes (fastify) {
    fastify.post('/body', async request => request.body)
  },
  cases: [
    { ask: 'GET /error', headers, status: 500, error: 'internal_error' },
    { ask: 'GET /object', headers, status: 404, error: 'object_not_found' },
    { ask: 'GET /none', headers, status: 404, error: 'object_not_found' },
    { ask: 'GET /raised', headers, status: 401, error: 'unauthorized', alone: 500 },
    { ask: 'POST /body', headers: sent, body: 'not gzip', status: 400, error: 'invalid_request' },
    { ask: 'POST /body', headers: { ...sent, 'content-encoding': 'rot13' }, body: '{}', status: 415, error: 'invalid_request' },
    { ask: 'POST /body', headers: { ...sent, 'accept-encoding': 'identity' }, body: gzipSync('{"a":1}'), untouched: true }
  ]
}
