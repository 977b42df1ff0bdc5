import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { test } from 'tap'
import { documentOf } from '../../src/reference/catalog-document.js'
import { referencePage } from '../../src/reference/markdown.js'
import apiError, { apiErrorReference, defaultCatalog } from '../../src/index.js'
import type { ApiErrorReferenceOptions } from '../../src/index.js'
import { SCRIPT, STYLE } from '../../src/reference/assets.js'
import { catalog, legacyCatalog } from '../docs/shop.js'

async function service (options: ApiErrorReferenceOptions = {}): Promise<FastifyInstance> {
  const app = Fastify()
  await app.register(apiError)
  await app.register(apiErrorReference, options)
  return app
}

test('GET /errors is a page for people', async t => {
  const response = await (await service()).inject({ url: '/errors', headers: { accept: 'text/html,*/*;q=0.8' } })
  t.match(response, { statusCode: 200, headers: { 'content-type': 'text/html; charset=utf-8', vary: 'accept', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' } })
  t.match(response.body, /^<!doctype html>\n/)
  t.match(response.body, '<title>API errors</title>')
  for (const { name } of defaultCatalog.entries) t.match(response.body, `<article id="${name}"`)
})

test('GET /errors is the catalogue for machines', async t => {
  const response = await (await service()).inject({ url: '/errors', headers: { accept: 'application/json' } })
  t.match(response, { statusCode: 200, headers: { 'content-type': 'application/json; charset=utf-8' } })
  t.same(response.json(), documentOf(defaultCatalog))
})

test('GET /errors is the page of the command "docs" as Markdown', async t => {
  const response = await (await service()).inject({ url: '/errors', headers: { accept: 'text/markdown' } })
  t.match(response, { statusCode: 200, headers: { 'content-type': 'text/markdown; charset=utf-8' } })
  t.equal(response.body, referencePage(documentOf(defaultCatalog)))
})

test('style and script are files of their own, found relative to the page', async t => {
  const app = Fastify()
  await app.register(apiError)
  await app.register(apiErrorReference, { path: '/docs/problems', prefix: '/v1' })
  const page = await app.inject('/v1/docs/problems')
  for (const [name, type, body] of [['css', 'text/css', STYLE], ['js', 'text/javascript', SCRIPT]]) {
    t.match(page.body, `"problems/reference.${name}"`)
    const response = await app.inject(`/v1/docs/problems/reference.${name}`)
    t.match(response, { statusCode: 200, headers: { 'content-type': `${type}; charset=utf-8` } })
    t.equal(response.body, body)
  }
})

test('style and script are found also where the address of the page ends in a slash', async t => {
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
  await app.register(apiError)
  await app.register(apiErrorReference)
  for (const url of ['/errors', '/errors/', '/errors/?a=b/', '/errors?a=b/', '/errors']) {
    const page = await app.inject(url)
    const addresses = [...page.body.matchAll(/(?:href|src)="([^"]*reference\.\w+)"/g)].map(([, address = '']) => new URL(address, `http://localhost${url}`).pathname)
    t.same(addresses, ['/errors/reference.css', '/errors/reference.js'], url)
    t.equal((await app.inject({ url, headers: { 'if-none-match': String(page.headers.etag) } })).statusCode, 304)
  }
})

test('a page whose address has a parameter is no address to link to', async t => {
  const app = Fastify()
  await app.register(apiError, { problemJson: true })
  await app.register(apiErrorReference, { prefix: '/:tenant' })
  t.equal((await app.inject('/acme/errors')).statusCode, 200)
  t.match((await app.inject({ url: '/a/b/c', headers: { accept: 'application/problem+json' } })).json(), { type: '/errors#object_not_found' })
})

test('each form has an ETag of its own, and is sent once', async t => {
  const app = await service()
  const etags = new Set<unknown>()
  for (const [url, accept] of [['/errors', 'text/html'], ['/errors', 'application/json'], ['/errors', 'text/markdown'], ['/errors/reference.css', '*/*'], ['/errors/reference.js', '*/*']] as const) {
    const { headers: { etag } } = await app.inject({ url, headers: { accept } })
    etags.add(etag)
    for (const known of [String(etag), `W/${String(etag)}`, `"other", ${String(etag)}`, '*']) {
      const again = await app.inject({ url, headers: { accept, 'if-none-match': known } })
      t.match(again, { statusCode: 304, body: '', headers: { etag: String(etag) } }, known)
    }
    t.equal((await app.inject({ url, headers: { accept, 'if-none-match': '"other"' } })).statusCode, 200)
  }
  t.equal(etags.size, 5)
})

test('the page has a policy that lets nothing in, unless the service has one', async t => {
  t.match((await (await service()).inject('/errors')).headers['content-security-policy'], "default-src 'none'; script-src 'self'")
  const app = Fastify()
  app.addHook('onRequest', async (_request, reply) => { reply.header('content-security-policy', "default-src 'self'") })
  await app.register(apiError)
  await app.register(apiErrorReference)
  t.equal((await app.inject('/errors')).headers['content-security-policy'], "default-src 'self'")
})

test('the page is of the catalogue of its scope, with the routes that have it', async t => {
  const app = Fastify()
  await app.register(apiError, { catalog })
  app.get('/outer', { schema: { apiErrors: ['object_not_found'] } }, async () => '')
  await app.register(apiErrorReference)
  await app.register(async legacy => {
    await legacy.register(apiError, { catalog: legacyCatalog })
    await legacy.register(apiErrorReference, { title: 'Legacy' })
    legacy.get('/inner', { schema: { apiErrors: ['object_not_found'] } }, async () => '')
  }, { prefix: '/legacy' })
  const [outer, inner] = [(await app.inject('/errors')).body, (await app.inject('/legacy/errors')).body]
  t.match(outer, 'The object was not found.')
  t.match(outer, '/outer')
  t.notMatch(outer, '/legacy/inner')
  t.match(inner, 'It is not here any more.')
  t.match(inner, '/legacy/inner')
  t.notMatch(inner, '/outer')
  t.notMatch(inner, '<b>GET</b> /legacy/errors', 'the page itself is no route to document')
})

test('apiErrorReference needs the plugin', async t => {
  await t.rejects(async () => { await Fastify().register(apiErrorReference) }, { code: 'API_ERROR_NO_PLUGIN' })
})

for (const [options, message] of [
  [{ path: 'errors' }, 'path must be like \'/errors\', got "errors"'],
  [{ path: '/' }, 'path'],
  [{ path: '/errors/' }, 'path'],
  [{ path: '/:errors' }, 'path'],
  [{ path: 1 as unknown as string }, 'path'],
  [{ title: ' ' }, 'title must be a text, got " "'],
  [{ title: 1 as unknown as string }, 'title']
] as const) {
  test(`apiErrorReference refuses ${JSON.stringify(options)}`, async t => {
    await t.rejects(service(options), { code: 'API_ERROR_INVALID_OPTIONS', message: new RegExp(`^API_ERROR_INVALID_OPTIONS: ${message}`) })
  })
}

test('the page adds to a Vary header that is there', async t => {
  for (const [before, after] of [['origin', 'origin, accept'], [['origin', 'cookie'], 'origin, cookie, accept'], ['Accept', 'Accept'], ['origin, accept ', 'origin, accept '], ['*', '*'], ['accept-encoding', 'accept-encoding, accept']] as const) {
    const app = Fastify()
    await app.register(apiError)
    app.addHook('onRequest', async (_request, reply) => { reply.header('vary', before) })
    await app.register(apiErrorReference)
    t.equal((await app.inject('/errors')).headers['vary'], after)
  }
})
