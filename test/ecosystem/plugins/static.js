import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export default {
  name: '@fastify/static',
  failures: '404 `object_not_found`, 403 `not_allowed`, 412 and 416 `invalid_request`',
  setUp () {
    const folder = mkdtempSync(join(tmpdir(), 'fastify-api-error-'))
    for (const name of ['file.txt', '.hidden']) writeFileSync(join(folder, name), 'a file')
    return { folder, close () { rmSync(folder, { recursive: true }) } }
  },
  async register (fastify, { folder }) {
    const { default: files } = await import('@fastify/static')
    await fastify.register(files, { root: folder, prefix: '/files/', dotfiles: 'deny' })
  },
  routes (fastify) {
    fastify.get('/download', (_request, reply) => reply.sendFile('none.txt'))
  },
  cases: [
    { ask: 'GET /files/none.txt', status: 404, error: 'object_not_found' },
    { ask: 'GET /files/.hidden', status: 403, error: 'not_allowed' },
    { ask: 'GET /download', status: 404, error: 'object_not_found' },
    { ask: 'GET /files/file.txt', headers: { range: 'bytes=99-' }, status: 416, error: 'invalid_request', keeps: ['content-range'] },
    { ask: 'GET /files/file.txt', headers: { 'if-match': '"other"' }, status: 412, error: 'invalid_request' },
    { ask: 'GET /files/file.txt', untouched: true }
  ]
}
