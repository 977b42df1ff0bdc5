import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { ReadStream } from 'node:fs'
import http from 'node:http'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import t from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import apiError, { serverOptions } from '../../src/index.js'
import { talk } from '../helpers/http2.js'

// What a service pipes into a response that becomes an error must not stay open: the files, and the connections to an
// upstream, of which an agent has a limited number.

const REQUESTS = 30
const AT_ONCE = 10
const folder = mkdtempSync(join(tmpdir(), 'fastify-api-error-'))
const [small, large] = [join(folder, 'small'), join(folder, 'large')]
writeFileSync(small, 'secret')
writeFileSync(large, 'secret'.repeat(100_000))

let opened = 0
const upstream = http.createServer((request, response) => {
  response.writeHead(404, { 'content-type': 'text/html' })
  if (request.url === '/endless') response.write('secret')
  else response.end('secret'.repeat(request.url === '/large' ? 100_000 : 1))
}).on('connection', () => { opened++ })
await new Promise<void>(resolve => { upstream.listen(0, '127.0.0.1', resolve) })
const { port } = upstream.address() as AddressInfo
t.teardown(() => {
  upstream.close().closeAllConnections()
  rmSync(folder, { recursive: true })
})

let files: ReadStream[] = []
let agent = new http.Agent()

function open (path: string): ReadStream {
  const file = createReadStream(path)
  files.push(file)
  return file
}

function proxy (path: string): (reply: FastifyReply) => void {
  return reply => {
    http.get({ port, host: '127.0.0.1', path, agent }, response => {
      reply.raw.statusCode = response.statusCode ?? 0
      response.pipe(reply.raw)
    })
  }
}

interface Way {
  readonly answer?: string
  readonly handler: (reply: FastifyReply) => unknown
  readonly connections?: (opened: number, free: number) => boolean
  readonly requests?: number
}

const areReused = (opened: number, free: number): boolean => opened <= AT_ONCE && free === opened
const error = (handler: (reply: FastifyReply) => void): Way => ({ handler: reply => { reply.raw.statusCode = 404; handler(reply) } })

const ways: Readonly<Record<string, Way>> = {
  'a small file': error(reply => { open(small).pipe(reply.raw) }),
  'a large file': error(reply => { open(large).pipe(reply.raw) }),
  'a file through gzip': error(reply => { open(large).pipe(createGzip()).pipe(reply.raw) }),
  'a file behind a head': error(reply => { reply.raw.writeHead(404); open(large).pipe(reply.raw) }),
  'a file behind a head that has left': error(reply => { reply.raw.flushHeaders(); open(large).pipe(reply.raw) }),
  'a file that comes when all is over': error(reply => { reply.raw.end(); reply.raw.on('close', () => { open(large).pipe(reply.raw) }) }),
  'a file that is read chunk by chunk': error(reply => { readOn(reply).catch(() => {}) }),
  'a file, and an error that is raised meanwhile': { answer: 'unauthorized', handler: reply => { open(large).pipe(reply.raw); reply.apiError('unauthorized') } },
  'a small response of an upstream': { handler: proxy('/small'), connections: areReused },
  'a large response of an upstream': { handler: proxy('/large') },
  'an endless response of an upstream': { handler: proxy('/endless'), requests: AT_ONCE }
}

async function readOn ({ raw }: FastifyReply): Promise<void> {
  for await (const chunk of open(large)) if (!raw.write(chunk)) await once(raw, 'drain')
  raw.end()
}

interface Client { readonly get: (path: string) => Promise<string>, readonly close: () => void }

function clientOf (origin: string, isHttp2: boolean): Client {
  if (!isHttp2) return { get: async path => await (await fetch(origin + path)).text(), close () {} }
  const session = http2.connect(origin)
  return { get: async path => (await talk(session, { ':path': path })).body, close: () => { session.close() } }
}

const servers = {
  'HTTP/1 with the plugin alone': {},
  'HTTP/1': serverOptions(),
  'HTTP/2': serverOptions({ http2: true } as never)
}

for (const [title, options] of Object.entries(servers)) {
  t.test(`${title} leaves no source of an error open`, async t => {
    const fastify = Fastify(options as never) as unknown as FastifyInstance
    await fastify.register(apiError)
    for (const [index, { handler }] of Object.values(ways).entries()) fastify.get(`/${index}`, (_request, reply) => { handler(reply) })
    await fastify.listen({ port: 0, host: '127.0.0.1' })
    const client = clientOf(fastify.listeningOrigin, title === 'HTTP/2')
    for (const [index, [way, { answer = 'object_not_found', connections = () => true, requests = REQUESTS }]] of Object.entries(ways).entries()) {
      files = []
      agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE })
      opened = 0
      for (let sent = 0; sent < requests; sent += AT_ONCE) {
        const bodies = await Promise.all(Array.from({ length: AT_ONCE }, () => client.get(`/${index}`)))
        for (const body of bodies) if (!body.includes(answer)) t.fail(`${way}: ${body}`)
      }
      const inUse = (): number => Object.values(agent.sockets).flat().length
      for (let waited = 0; waited < 200 && (files.some(file => !file.closed) || inUse() > 0); waited++) await wait(10)
      t.strictSame([files.filter(file => !file.closed).length, inUse()], [0, 0], way)
      const free = Object.values(agent.freeSockets).flat().length
      t.ok(connections(opened, free), `${way}: ${opened} connections were opened, ${free} can be used again`)
      agent.destroy()
    }
    client.close()
    await fastify.close()
  })
}

t.test('a response that is cut off leaves its source closed, too', async t => {
  const fastify = Fastify(serverOptions())
  await fastify.register(apiError)
  fastify.get('/', (_request, reply) => {
    open(large).pipe(reply.raw)
    files.at(-1)?.once('data', () => { setImmediate(() => { reply.apiError('unauthorized') }) })
  })
  files = []
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  for (let sent = 0; sent < AT_ONCE; sent++) await t.rejects(fetch(fastify.listeningOrigin).then(async response => await response.text()))
  for (let waited = 0; waited < 200 && files.some(file => !file.closed); waited++) await wait(10)
  t.equal(files.filter(file => !file.closed).length, 0)
  await fastify.close()
})

t.test('a source that is piped elsewhere as well is read by that', async t => {
  const fastify = Fastify(serverOptions())
  await fastify.register(apiError)
  const gzip = createGzip()
  fastify.get('/', (_request, reply) => {
    reply.raw.statusCode = 404
    const file = open(large)
    file.pipe(reply.raw)
    file.pipe(gzip)
  })
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  t.match(await (await fetch(fastify.listeningOrigin)).text(), 'object_not_found')
  await wait(20)
  gzip.resume()
  await once(gzip, 'end')
  t.equal(gzip.bytesWritten, 600_000, 'and gets all of it')
  await fastify.close()
})
