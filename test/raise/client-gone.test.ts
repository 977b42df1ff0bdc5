import { createWriteStream } from 'node:fs'
import { createServer } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import net from 'node:net'
import { devNull } from 'node:os'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import multipart from '@fastify/multipart'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { test } from 'tap'
import apiError, { ApiError } from '../../src/index.js'
import { memoryLog } from '../helpers/log.js'
import type { LogLine } from '../helpers/log.js'

// A client that went away is no fault of the service: one line at info, never a 5xx in the log.

const GET = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'
const upload = (type: string): string => `POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ncontent-length: 100000\r\n\r\n`
const PART = '--b\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\nabc'

/** What is logged of errors when a client sends this and leaves. */
async function logOf (routes: (app: FastifyInstance, failed: () => void) => unknown, sent: string): Promise<LogLine[]> {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  await app.register(apiError)
  const { promise, resolve } = withResolvers()
  app.addHook('onError', async () => { setImmediate(resolve) })
  await routes(app, () => setImmediate(resolve))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = net.connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(sent)
  setTimeout(() => socket.destroy(), 60)
  await promise
  await app.close()
  return log.lines.filter(line => line['reqId'] !== undefined && (line['apiError'] !== undefined || line.level >= 40))
}

function withResolvers (): { promise: Promise<void>, resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>(_resolve => { resolve = _resolve })
  return { promise, resolve }
}

const isOneInfo = (lines: LogLine[]): boolean => lines.length === 1 && lines[0]?.level === 30

test('a fetch that stops with the request of its client', async t => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  t.teardown(() => { silent.closeAllConnections(); silent.close() })
  const lines = await logOf(app => {
    app.get('/', async request => await fetch(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`, { signal: request.signal }))
  }, GET)
  t.ok(isOneInfo(lines), JSON.stringify(lines))
})

test('the same, raised as an ApiError that has it as its cause', async t => {
  const lines = await logOf(app => {
    app.get('/', async request => {
      await new Promise<void>(resolve => { request.signal.addEventListener('abort', () => resolve()) })
      throw new ApiError('network_error', { cause: new DOMException('aborted', 'AbortError') })
    })
  }, GET)
  t.ok(isOneInfo(lines), JSON.stringify(lines))
})

test('an upload that broke off: a body that Fastify parses, one that the handler pipes, and multipart', async t => {
  const parsed = await logOf(app => { app.post('/', async () => 1) }, upload('application/json') + '{')
  t.ok(isOneInfo(parsed), JSON.stringify(parsed))
  const piped = await logOf(app => {
    app.addContentTypeParser('application/octet-stream', (_request, _payload, done) => { done(null) })
    app.post('/', async request => { await pipeline(request.raw, createWriteStream(devNull)) })
  }, upload('application/octet-stream') + 'abc')
  t.ok(isOneInfo(piped), JSON.stringify(piped))
  const parts = await logOf(async app => {
    await app.register(multipart)
    app.post('/', async request => { await (await request.file())?.toBuffer() })
  }, upload('multipart/form-data; boundary=b') + PART)
  t.ok(isOneInfo(parts), JSON.stringify(parts))
})

test('a bug that shows itself after the client has gone is logged as one', async t => {
  const lines = await logOf(app => {
    app.get('/', async request => {
      await new Promise<void>(resolve => { request.signal.addEventListener('abort', () => resolve()) })
      throw new TypeError('x is not a function')
    })
  }, GET)
  t.same(lines.map(line => line.level), [50])
})

test('a stream of HTTP/2 that its client cancelled', async t => {
  const log = memoryLog()
  const app = Fastify({ http2: true, logger: log.logger } as FastifyServerOptions)
  await app.register(apiError)
  const { promise, resolve } = withResolvers()
  app.addHook('onError', async () => { setImmediate(resolve) })
  app.get('/', async request => {
    await new Promise<void>(resolve => { request.raw.on('close', resolve) })
    throw new DOMException('aborted', 'AbortError')
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const client = connectHttp2(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
  const stream = client.request({ ':path': '/' })
  stream.on('error', () => {})
  setTimeout(() => stream.close(8), 60)
  await promise
  client.close()
  await app.close()
  const lines = log.lines.filter(line => line['reqId'] !== undefined && (line['apiError'] !== undefined || line.level >= 40))
  t.ok(isOneInfo(lines), JSON.stringify(lines))
})
