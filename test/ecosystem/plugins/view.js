import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SECRET } from '../service.js'

const html = { config: { apiErrors: false } }

export default {
  name: '@fastify/view',
  failures: 'a template that is missing or fails 500 `internal_error`; a page with an error status: the error of that status',
  needs: '`config: { apiErrors: false }` on a route that shows an error as a page',
  setUp () {
    const folder = mkdtempSync(join(tmpdir(), 'fastify-api-error-'))
    writeFileSync(join(folder, 'page.ejs'), `<p>${SECRET}`)
    writeFileSync(join(folder, 'fails.ejs'), '<%= nothing.at.all %>')
    return { folder, close () { rmSync(folder, { recursive: true }) } }
  },
  async register (fastify, { folder }) {
    const { default: view } = await import('@fastify/view')
    const { default: ejs } = await import('ejs')
    await fastify.register(view, { engine: { ejs }, root: folder })
  },
  routes (fastify) {
    fastify.get('/missing', (_request, reply) => reply.view('none.ejs'))
    fastify.get('/fails', (_request, reply) => reply.view('fails.ejs'))
    fastify.get('/page', (_request, reply) => reply.code(404).view('page.ejs'))
    fastify.get('/shown', html, (_request, reply) => reply.code(404).view('page.ejs'))
  },
  cases: [
    { ask: 'GET /missing', status: 500, error: 'internal_error' },
    { ask: 'GET /fails', status: 500, error: 'internal_error' },
    { ask: 'GET /page', status: 404, error: 'object_not_found' },
    { ask: 'GET /shown', untouched: true }
  ]
}
