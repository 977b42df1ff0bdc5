import { mkdtempSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type {} from '@fastify/cookie'
import type {} from '@fastify/multipart'
import type {} from '@fastify/sensible'
import apiError, { serverOptions } from '../../src/index.js'

// The plugins that a service has anyway, registered before this one and after it, with both kinds of servers.

const SECRET = 's3cr3t-Zq9'
const folder = mkdtempSync(join(tmpdir(), 'fastify-api-error-'))
writeFileSync(join(folder, 'file.txt'), 'a file')

const upstream = http.createServer((request, response) => {
  response.writeHead(request.url === '/api/ok' ? 200 : 404, { 'content-type': 'text/html', 'x-upstream': 'yes' })
  response.end(request.url === '/api/ok' ? 'fine' : `<p>${SECRET}`)
})
await new Promise<void>(resolve => { upstream.listen(0, '127.0.0.1', resolve) })
t.teardown(() => { upstream.close() })
const upstreamUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`

type Check = readonly [path: string, init: RequestInit, status: number, name: string, headers?: Readonly<Record<string, string>>]

interface Neighbour {
  readonly name: string
  readonly options?: object
  readonly routes?: (fastify: FastifyInstance) => void
  readonly checks: readonly Check[]
}

const accept = { headers: { 'accept-encoding': 'gzip' } }
const multipart = (body: string): RequestInit => ({ method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=b' }, body })

const neighbours: readonly Neighbour[] = [
  { name: '@fastify/compress', options: { threshold: 0 }, checks: [['/error', accept, 500, 'internal_error'], ['/object', accept, 404, 'object_not_found'], ['/api-error', accept, 401, 'unauthorized'], ['/none', accept, 404, 'object_not_found'], ['/error', { headers: { 'accept-encoding': 'none' } }, 500, 'internal_error']] },
  { name: '@fastify/etag', checks: [['/error', {}, 500, 'internal_error'], ['/object', {}, 404, 'object_not_found'], ['/api-error', { headers: { 'if-none-match': '"REPLACED"' } }, 401, 'unauthorized']] },
  { name: '@fastify/cors', options: { origin: 'http://x' }, checks: [['/error', { headers: { origin: 'http://x' } }, 500, 'internal_error', { 'access-control-allow-origin': 'http://x' }], ['/error', { method: 'OPTIONS' }, 400, 'invalid_request']] },
  { name: '@fastify/helmet', checks: [['/error', {}, 500, 'internal_error', { 'x-content-type-options': 'nosniff' }], ['/none', {}, 404, 'object_not_found', { 'x-content-type-options': 'nosniff' }]] },
  { name: '@fastify/rate-limit', options: { max: 1, timeWindow: 60_000 }, checks: [['/error', {}, 500, 'internal_error'], ['/error', {}, 429, 'invalid_request', { 'x-ratelimit-remaining': '0' }]] },
  { name: '@fastify/under-pressure', options: { healthCheck: async () => false, healthCheckInterval: 60_000 }, checks: [['/ok', {}, 503, 'internal_error', { 'retry-after': '10' }]] },
  { name: '@fastify/http-proxy', options: { upstream: upstreamUrl, prefix: '/api', rewritePrefix: '/api' }, checks: [['/api/none', {}, 404, 'object_not_found', { 'x-upstream': 'yes' }], ['/error', {}, 500, 'internal_error']] },
  { name: '@fastify/static', options: { root: folder, prefix: '/files/' }, checks: [['/files/none.txt', {}, 404, 'object_not_found'], ['/files/%2e%2e/%2e%2e/etc/passwd', {}, 404, 'object_not_found'], ['/files/file.txt', { headers: { range: 'bytes=99-' } }, 416, 'invalid_request'], ['/files/file.txt', { headers: { 'if-match': '"other"' } }, 412, 'invalid_request']] },
  { name: '@fastify/cookie', options: { secret: 'a secret for cookies' }, routes: fastify => { fastify.get('/cookie', async (_request, reply) => { reply.setCookie('a', '1'); return reply.apiError('unauthorized') }) }, checks: [['/cookie', {}, 401, 'unauthorized', { 'set-cookie': 'a=1' }]] },
  { name: '@fastify/multipart', options: { limits: { fileSize: 3 } }, routes: fastify => { fastify.post('/upload', async request => { const file = await request.file(); await file?.toBuffer(); return 'ok' }) }, checks: [['/upload', multipart('--b\r\ncontent-disposition: form-data; name="a"; filename="a"\r\n\r\ntoo large\r\n--b--\r\n'), 413, 'invalid_request'], ['/upload', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }, 406, 'invalid_request'], ['/upload', multipart(SECRET), 500, 'internal_error']] },
  { name: '@fastify/sensible', routes: fastify => { fastify.get('/teapot', async () => { throw fastify.httpErrors.imateapot(SECRET) }); fastify.get('/gone', async (_request, reply) => reply.gone(SECRET)); fastify.get('/assert', async () => { const { assert }: { readonly assert: (value: unknown, status: number, message: string) => void } = fastify; assert(false, 403, SECRET) }) }, checks: [['/teapot', {}, 418, 'invalid_request'], ['/gone', {}, 410, 'object_not_found'], ['/assert', {}, 403, 'not_allowed']] }
]

for (const { name, options = {}, routes, checks } of neighbours) {
  t.test(`${name} and fastify-api-error agree`, async t => {
    const { default: plugin } = await import(name) as { default: FastifyPluginAsync }
    for (const order of ['before', 'after'] as const) {
      for (const isFull of [true, false]) {
        const where = `${order}, ${isFull ? 'full' : 'plain'}`
        const fastify = Fastify(isFull ? serverOptions() : {}) as FastifyInstance
        if (order === 'before') await fastify.register(plugin, options)
        await fastify.register(apiError)
        if (order === 'after') await fastify.register(plugin, options)
        fastify.get('/ok', async () => ({ ok: true }))
        fastify.get('/error', async () => { throw new Error(SECRET) })
        fastify.get('/object', async (_request, reply) => await reply.code(404).send({ secret: SECRET }))
        fastify.get('/api-error', async (_request, reply) => reply.apiError('unauthorized'))
        routes?.(fastify)
        await fastify.listen({ port: 0, host: '127.0.0.1' })
        for (const [path, init, status, error, headers = {}] of checks) {
          const response = await fetch(fastify.listeningOrigin + path, init)
          const body = await response.text()
          const title = `${init.method ?? 'GET'} ${path} (${where})`
          t.equal(response.status, status, title)
          t.match(body, `"error":"${error}"`, title)
          t.notMatch(body, SECRET, title)
          t.strictSame([response.headers.get('content-type'), response.headers.get('content-length'), response.headers.get('content-encoding'), response.headers.get('etag')], ['application/json; charset=utf-8', String(body.length), null, null], title)
          for (const [header, value] of Object.entries(headers)) t.match(response.headers.get(header), value, `${header} of ${title}`)
        }
        await fastify.close()
      }
    }
  })
}

t.test('a proxy that is opted out hands on what its upstream says', async t => {
  const { default: proxy } = await import('@fastify/http-proxy')
  const fastify = Fastify(serverOptions()) as FastifyInstance
  await fastify.register(apiError)
  await fastify.register(async child => {
    child.apiErrors.exempt()
    await child.register(proxy, { upstream: upstreamUrl, prefix: '/api', rewritePrefix: '/api' })
  })
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  const response = await fetch(`${fastify.listeningOrigin}/api/none`)
  t.equal(response.status, 404)
  t.equal(await response.text(), `<p>${SECRET}`)
  await fastify.close()
})
