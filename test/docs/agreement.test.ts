import { isDeepStrictEqual } from 'node:util'
import AjvCompiler from '@fastify/ajv-compiler'
import { ApiError, defaultCatalog } from 'fastify-api-error'
import { parseApiError } from 'fastify-api-error/client'
import type { FastifyInstance } from 'fastify'
import createClient from 'openapi-fetch'
import t from 'tap'
import { createApp } from '../../examples/service/src/app.js'
import { readConfig } from '../../examples/service/src/config.js'
import { hashPassword } from '../../examples/service/src/crypto/password.js'
import type { CatalogDocument } from '../../src/reference/catalog-document.js'
import { inlined } from '../openapi/service.js'

// One walk over every route of the example service, and every error that its OpenAPI document shows there. Each is had
// over a socket, and what came is held against the document, the reference page in its forms, the plugin's client and
// a client that knows nothing but the document.

t.setTimeout(600_000)

interface Media { readonly schema: Schema, readonly examples: Readonly<Record<string, { readonly value: unknown }>> }
interface Schema { readonly $ref?: string, readonly oneOf?: ReadonlyArray<{ readonly $ref: string }>, readonly discriminator?: { readonly mapping?: Readonly<Record<string, string>> } }
interface Operation { readonly responses: Readonly<Record<string, { readonly description: string, readonly content?: Readonly<Record<string, Media>> }>> }
interface OpenApi { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>, readonly components: { readonly schemas: Readonly<Record<string, object>> } }

interface Case { readonly method: string, readonly path: string, readonly status: number, readonly name: string }

const USER = { id: '123e4567-e89b-42d3-a456-426614174000', email: 'ada@example.com', name: 'Ada', role: 'admin', auth_system: 'local', created_at: new Date() }

/** The example of a request id, which is another each time. */
const REQUEST_ID = '123e4567-e89b-42d3-a456-426614174000'

const PASSWORD = 'a-good-password-1'

/** Bodies for the routes that read one before they ask the database anything. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /auth/login': { email: USER.email, password: PASSWORD },
  'POST /users': { email: USER.email, name: 'Ada', password: PASSWORD, password_confirmation: PASSWORD }
}

/** What the database throws next: it is the place that every route comes by. */
let raised: ApiError | undefined

const database = {
  async query <Row extends object> (): Promise<Row[]> {
    if (raised !== undefined) throw raised
    return [{ ...USER, password_hash: passwordHash }] as unknown as Row[]
  },
  async close () {}
}

/** How the framework is brought to the statuses that no route raises. */
const PROVOKED: Readonly<Record<number, { readonly body: string, readonly type: string }>> = {
  413: { body: JSON.stringify('x'.repeat(70_000)), type: 'application/json' },
  415: { body: '<a/>', type: 'application/xml' }
}

const log: string[] = []
let app: FastifyInstance
let url: string
let token: string
let passwordHash: string

t.before(async () => {
  const config = readConfig({ PORT: '0', RATE_LIMIT: '1000000', LOGIN_RATE_LIMIT: '1000000' })
  app = await createApp(config, { database, log: { write: line => { log.push(line) } } })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
  passwordHash = await hashPassword(PASSWORD)
  const session = await app.inject({ method: 'POST', url: '/auth/login', payload: { email: USER.email, password: PASSWORD } })
  token = session.json<{ token: string }>().token
})
t.teardown(() => app?.close())

t.test('bytes, OpenAPI document, reference page and clients agree on every error of every route', async t => {
  const document = inlined(await (await fetch(`${url}/docs/json`)).json() as OpenApi)
  const reference = await (await fetch(`${url}/errors`, { headers: { accept: 'application/json' } })).json() as CatalogDocument
  const page = await (await fetch(`${url}/errors`)).text()
  const markdown = await (await fetch(`${url}/errors`, { headers: { accept: 'text/markdown' } })).text()

  const cases = casesOf(document)
  t.ok(cases.length > 100, `there are ${cases.length} cases`)
  const names = new Set(cases.map(({ name }) => name))
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of Object.keys(operations)) t.ok(cases.some(one => one.path === path && one.method === method), `${method} ${path} has errors`)
  }
  t.comment(`${cases.length} cases: ${Object.values(document.paths).flatMap(Object.keys).length} routes, ${names.size} errors`)

  for (const one of cases) {
    const what = `${one.method} ${one.path} ${one.status} ${one.name}`
    const { status, text, clientError, parsed } = await meet(document, one)
    const response = document.paths[one.path]?.[one.method]?.responses[one.status]
    const media = response?.content?.['application/json']
    const documented = reference.errors.find(error => error.name === one.name)
    const route = `<b>${one.method.toUpperCase()}</b> ${one.path.replaceAll(/\{(\w+)\}/g, ':$1')}`
    t.same({
      status,
      text: text.replace(/(?<="request_id":")[0-9a-f-]{36}(?="\}$)/, REQUEST_ID),
      client: clientError,
      parsed: parsed && { known: parsed.known, name: parsed.name, body: parsed.body, status: parsed.status },
      described: response?.description.includes(`\`${documented?.code} - ${one.name}\`: ${documented?.description}`),
      fitsComponent: fits(document, componentOf(media?.schema, documented?.error), JSON.parse(text)),
      reference: { code: documented?.code, error: documented?.error },
      onPage: articleOf(page, one.name).includes(route),
      inMarkdown: markdown.includes(`- \`${documented?.code} - ${one.name}\`: ${documented?.description}\n`)
    }, {
      status: one.status,
      text: JSON.stringify(media?.examples[one.name]?.value),
      client: JSON.parse(text),
      parsed: { known: true, name: one.name, body: JSON.parse(text), status: one.status },
      described: true,
      fitsComponent: true,
      reference: { code: (JSON.parse(text) as { code: string }).code, error: (JSON.parse(text) as { error: string }).error },
      onPage: true,
      inMarkdown: true
    }, what)
    const entry = defaultCatalog.get(one.name)
    t.ok(entry !== undefined && (one.status === entry.status || defaultCatalog.fallback(one.status) === entry), `${what} is of the catalogue`)
  }
  t.same(log.filter(line => /API_ERROR_/.test(line)), [], 'the plugin has nothing to warn of')
})

/** Every error that the document shows an example of. */
function casesOf (document: OpenApi): Case[] {
  return Object.entries(document.paths).flatMap(([path, operations]) => Object.entries(operations).flatMap(([method, { responses }]) =>
    Object.entries(responses).filter(([status]) => !/^[123]/.test(status)).flatMap(([status, { content }]) =>
      Object.keys(content?.['application/json']?.examples ?? { missing: true }).map(name => ({ method, path, status: Number(status), name })))))
}

/** Has an error at a route, through a client that was told nothing but the document. */
async function meet (document: OpenApi, { method, path, status, name }: Case): Promise<{ status: number, text: string, clientError: unknown, parsed: Awaited<ReturnType<typeof parseApiError>> }> {
  const provoked = PROVOKED[status]
  const example = document.paths[path]?.[method]?.responses[status]?.content?.['application/json']?.examples[name]?.value
  const { code: _code, error: _error, request_id: _id, ...details } = Object(example) as Record<string, unknown>
  raised = provoked === undefined ? new ApiError(name as 'invalid_field_value', { details: (Object.keys(details).length === 0 ? undefined : details) as never }) : undefined
  const known = BODIES[`${method.toUpperCase()} ${path}`]
  const body = provoked?.body ?? (known === undefined ? undefined : JSON.stringify(known))
  let text = ''
  let copy: Response | undefined
  const client = createClient<Record<string, Record<string, object>>>({
    baseUrl: url,
    fetch: async request => {
      const response = await fetch(request)
      copy = response.clone()
      text = await response.clone().text()
      return response
    }
  })
  const call = client.request as unknown as (method: string, path: string, init: object) => Promise<{ error?: unknown, response: Response }>
  const { error, response } = await call(method, path, {
    params: { path: Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, key]) => [key, USER.id])) },
    headers: { authorization: `Bearer ${token}`, ...body !== undefined && { 'content-type': provoked?.type ?? 'application/json' } },
    body,
    bodySerializer: (sent: unknown) => sent
  })
  return { status: response.status, text, clientError: error, parsed: await parseApiError(copy) }
}

/** The component that a reader of the document takes for an error with this text. */
function componentOf (schema: Schema | undefined, error: string | undefined): string {
  const { discriminator, oneOf, $ref } = schema ?? {}
  const ref = discriminator === undefined ? $ref : discriminator.mapping === undefined ? `#/components/schemas/${String(error)}` : discriminator.mapping[String(error)]
  if (discriminator !== undefined && oneOf?.some(one => one.$ref === ref) !== true) return ''
  return String(ref).split('/').at(-1) ?? ''
}

const compile = AjvCompiler()({}, { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, keywords: ['externalDocs'] } })

/** True if a body is one of this component, and of no other of the document's errors. */
function fits (document: OpenApi, component: string, body: unknown): boolean {
  const { code, error } = body as Record<string, unknown>
  const others = Object.entries(document.components.schemas).filter(([name, schema]) => name !== component && isDeepStrictEqual((schema as { required?: unknown }).required, ['code', 'error']))
  const schema = document.components.schemas[component]
  return schema !== undefined && compile({ schema } as never)(body) === true && !others.some(([, other]) => compile({ schema: other } as never)({ code, error }) === true)
}

/** The part of the page that is about an error. */
function articleOf (page: string, name: string): string {
  const start = page.indexOf(`<article id="${name}"`)
  return start === -1 ? '' : page.slice(start, page.indexOf('</article>', start))
}
