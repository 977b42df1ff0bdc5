// Failing traffic of every kind, malformed included, at full load: `node bench/soak.mjs [seconds]` (default 60).
// Fails (exit 1) where a response is outside the contract, a request is not answered, or memory goes on growing.
import { fork } from 'node:child_process'
import net from 'node:net'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import Fastify from 'fastify'
import apiError, { ApiError, defaultCatalog, serverOptions } from '../dist/index.js'

const SECRET = 's3cr3t-Zq9'

async function serve () {
  const app = Fastify(serverOptions({ logger: false, bodyLimit: 1000 }))
  await app.register(apiError)
  app.get('/throw', async () => { throw new Error(SECRET, { cause: new Error(SECRET) }) })
  app.get('/throw-null', async () => { throw null }) // eslint-disable-line no-throw-literal -- what services do
  app.get('/throw-sync', () => { throw Object.assign(new Error(SECRET), { statusCode: 409, headers: { 'x-secret': SECRET } }) })
  app.get('/api-error', async (request, reply) => reply.apiError('unauthorized'))
  app.get('/ApiError', async () => { throw new ApiError('database_error', { cause: new Error(SECRET) }) })
  app.get('/object', async (request, reply) => reply.code(404).send({ secret: SECRET }))
  app.get('/large', async (request, reply) => reply.code(404).send(SECRET.repeat(2000)))
  app.get('/stream', async (request, reply) => reply.code(503).send(Readable.from([SECRET, SECRET])))
  app.get('/failing-stream', async () => new Readable({ read () { this.destroy(new Error(SECRET)) } }))
  app.get('/response', async () => new Response(SECRET, { status: 404 }))
  app.get('/raw', async (request, reply) => { reply.raw.writeHead(500, SECRET); reply.raw.end(SECRET); return reply })
  app.get('/header', async (request, reply) => reply.header('x-bad', '\n').send('ok'))
  app.get('/circular', async () => { const a = {}; a.a = a; return a })
  app.get('/encoded', async (request, reply) => reply.header('content-encoding', 'gzip').header('etag', SECRET).apiError('not_allowed'))
  app.get('/slow', async () => { await new Promise(resolve => setTimeout(resolve, 20)); return 'slow' })
  app.get('/id/:id', async () => 'ok')
  app.post('/body', { schema: { body: { type: 'object', required: ['a'] } } }, async () => 'ok')
  app.register(async child => {
    child.setErrorHandler((error, request, reply) => { reply.code(418).send({ secret: SECRET, error }) })
    child.get('/child', async () => { throw new Error(SECRET) })
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  process.on('message', () => {
    globalThis.gc()
    process.send({ memory: process.memoryUsage() })
  })
  process.send({ port: app.server.address().port })
}

const get = path => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`
const post = (body, type = 'application/json') => `POST /body HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** What is sent, and the statuses that have to come back in this order. After the last of `closing`, the server closes. */
const kept = [
  [get('/throw'), 500], [get('/throw-null'), 500], [get('/throw-sync'), 409], [get('/api-error'), 401], [get('/ApiError'), 500],
  [get('/object'), 404], [get('/large'), 404], [get('/stream'), 503], [get('/failing-stream'), 500], [get('/response'), 404],
  [get('/raw'), 500], [get('/header'), 500], [get('/circular'), 500], [get('/encoded'), 403], [get('/child'), 418],
  [get(`/none/${SECRET}`), 404], [get('/%'), 400], [get(`/id/${'s'.repeat(200)}`), 414], [post(`{"${SECRET}`), 400], [post('{}'), 400],
  [post(`"${SECRET.repeat(200)}"`), 413], [post('x', 'a/b'), 415]
].map(([bytes, ...statuses]) => ({ bytes, statuses, closes: false }))

const closing = [
  [`${SECRET}\r\n\r\n`, 400], ['GET / HTTP/9.9\r\n\r\n', 400], ['GET / HTTP/1.1\r\n\r\n', 400],
  [`GET / HTTP/1.1\r\nhost: x\r\na: ${'s'.repeat(17_000)}\r\n\r\n`, 431],
  [`POST /body HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${SECRET}\r\n`, 400],
  [`${get('/slow')}${SECRET}\r\n\r\n`, 200, 400], [`${get('/throw')}${get('/object')}${SECRET}\r\n\r\n`, 500, 404, 400]
].map(([bytes, ...statuses]) => ({ bytes, statuses, closes: true }))

const figures = { answered: 0, connections: 0, breaches: [], unanswered: 0 }

/** Takes whole responses off the front of what was received. */
function takeResponses (state) {
  const responses = []
  for (;;) {
    const end = state.received.indexOf('\r\n\r\n')
    if (end === -1) return responses
    const head = state.received.slice(0, end)
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? NaN)
    if (Number.isNaN(length)) { figures.breaches.push(`no length: ${head}`); return responses }
    if (state.received.length < end + 4 + length) return responses
    responses.push({ head, body: state.received.slice(end + 4, end + 4 + length) })
    state.received = state.received.slice(end + 4 + length)
  }
}

function judge ({ head, body }, expected) {
  const status = Number(head.slice(9, 12))
  let problem
  if (status !== expected) problem = `status ${status} instead of ${expected}`
  else if ((head + body).includes(SECRET)) problem = 'the secret left'
  else if (status >= 400) {
    if (!/^content-type: application\/json; charset=utf-8$/im.test(head)) problem = 'content type'
    else {
      const { code, error } = JSON.parse(body)
      const entry = defaultCatalog.find(code, error)
      if (entry === undefined || !defaultCatalog.allows(entry, status)) problem = `no pair: ${body}`
    }
  }
  if (problem !== undefined) figures.breaches.push(`${problem}\n${head}\n\n${body}`)
  figures.answered++
}

const pick = list => list[Math.floor(Math.random() * list.length)]

/** One connection: some requests that are kept alive, in pipelines too, then one after which it closes. */
function converse (port) {
  return new Promise(resolve => {
    const rounds = [...Array.from({ length: Math.floor(Math.random() * 6) }, () => Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => pick(kept))), [pick(closing)]]
    const state = { received: '' }
    let waiting = []
    const socket = net.connect(port, '127.0.0.1', next)
    figures.connections++
    const timer = setTimeout(() => { figures.unanswered += waiting.length; socket.destroy() }, 10_000)
    socket.setNoDelay(true).setEncoding('latin1')
    socket.on('data', chunk => {
      state.received += chunk
      for (const response of takeResponses(state)) {
        if (waiting.length === 0) figures.breaches.push(`an answer that nobody asked for\n${response.head}`)
        else judge(response, waiting.shift())
        // Fastify closes after a body that it did not read: what was sent behind it is not for the server to answer.
        if (/^connection: close$/im.test(response.head)) rounds.length = waiting.length = 0
      }
      if (waiting.length === 0) next()
    })
    socket.on('end', () => { socket.end() })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(timer)
      figures.unanswered += waiting.length
      resolve()
    })

    function next () {
      const round = rounds.shift()
      if (round === undefined || !socket.writable) { socket.end(); return }
      waiting = round.flatMap(request => request.statuses)
      socket.write(round.map(request => request.bytes).join(''))
    }
  })
}

async function load (port, milliseconds) {
  const end = Date.now() + milliseconds
  await Promise.all(Array.from({ length: 32 }, async () => { while (Date.now() < end) await converse(port) }))
}

async function soak () {
  const seconds = Number(process.argv[2] ?? 60)
  const server = fork(fileURLToPath(import.meta.url), ['serve'], { execArgv: ['--expose-gc'] })
  const message = () => new Promise(resolve => { server.once('message', resolve) })
  let died = false
  server.on('exit', () => { died = true })
  const { port } = await message()
  const samples = []
  const rounds = 6 // the first is for warming up
  for (let round = 0; round < rounds; round++) {
    await load(port, seconds * 1000 / rounds)
    if (died) break
    server.send('memory')
    samples.push((await message()).memory.heapUsed / 2 ** 20)
  }
  server.kill()
  const [, warm, ...later] = samples
  const growth = Math.max(...later) - warm
  const problems = [
    ...figures.breaches.slice(0, 5),
    ...figures.unanswered > 0 ? [`${figures.unanswered} requests were not answered`] : [],
    ...growth > 3 ? [`the heap grew by ${growth.toFixed(1)} MB after warming up`] : [],
    ...died && samples.length < rounds ? ['the server died'] : []
  ]
  console.log(`${seconds} s, ${figures.connections} connections, ${figures.answered} responses (${Math.round(figures.answered / seconds)} a second)`)
  console.log(`outside the contract: ${figures.breaches.length}; not answered: ${figures.unanswered}`)
  console.log(`heap after each sixth, in MB: ${samples.map(sample => sample.toFixed(1)).join(', ')}`)
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}

await (process.argv[2] === 'serve' ? serve() : soak())
