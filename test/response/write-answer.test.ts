import http from 'node:http'
import t from 'tap'
import { createAnswer } from '../../src/catalog/answer.js'
import { defaultCatalog } from '../../src/index.js'
import type { Headers } from '../../src/response/response-headers.js'
import { writeAnswer } from '../../src/response/write-answer.js'
import { receive } from '../helpers/receive.js'
import type { Received } from '../helpers/receive.js'

const catalog = defaultCatalog
const unauthorized = catalog.answer(catalog.get('unauthorized')!)
const { headers: own, body } = unauthorized

const answerOf = (write: (response: http.ServerResponse) => void, method?: string): Promise<Received> => receive(http.createServer((_request, response) => { write(response) }), method)

const native = http.ServerResponse.prototype as unknown as Parameters<typeof writeAnswer>[0]
const write = (response: http.ServerResponse, head?: Headers, without?: readonly string[], answer = unauthorized): void => { writeAnswer(native, response as never, answer, head, without) }

t.test('the answer leaves with the headers that do not describe another body', async t => {
  const heads: ReadonlyArray<Headers | undefined> = [
    undefined,
    own,
    { ...own, 'x-a': '1' },
    { ...own, ETag: 'other', 'x-a': '1' },
    { ...own, 'content-length': '3' },
    { ...own, 'content-type': 'text/html', 'Content-Encoding': 'gzip' },
    ['x-a', '1', 'etag', 'other'],
    { ...own, 'x-a': '1', 'x-bad': '\n' }
  ]
  for (const head of heads) {
    const received = await answerOf(response => { write(response, head) })
    t.match(received, { status: 401, message: 'Unauthorized', body, headers: own })
    t.equal(received.headers['x-a'], JSON.stringify(head ?? '').includes('x-a') ? '1' : undefined)
    for (const name of ['etag', 'content-encoding', 'x-bad']) t.notOk(received.headers[name])
  }
})

t.test('headers on the response are kept, unless they describe another body or are named', async t => {
  const received = await answerOf(response => {
    for (const [name, value] of [['x-a', '1'], ['x-secret', '1'], ['etag', 'other'], ['transfer-encoding', 'chunked']] as const) response.setHeader(name, value)
    write(response, own, ['x-secret'])
  })
  t.match(received, { status: 401, body, headers: { ...own, 'x-a': '1' } })
  for (const name of ['x-secret', 'etag', 'transfer-encoding']) t.notOk(received.headers[name])
})

t.test('the range of a 416 stays, wherever it was set', async t => {
  const answer = createAnswer(unauthorized.entry, 416, body)
  const range = { 'content-range': 'bytes */7' }
  t.match(await answerOf(response => { write(response, { ...own, ...range }, undefined, answer) }), { status: 416, body, headers: range })
  t.match(await answerOf(response => { response.setHeader('Content-Range', 'bytes */7'); write(response, undefined, undefined, answer) }), { status: 416, body, headers: range })
  t.notOk((await answerOf(response => { write(response, { ...own, ...range }) })).headers['content-range'])
})

t.test('headers are what their own names say, and are read once', async t => {
  let reads = 0
  const changing = { ...own, get 'x-a' () { return String(++reads) } }
  t.match(await answerOf(response => { write(response, changing) }), { body, headers: { ...own, 'x-a': '1' } })
  const inherited = Object.setPrototypeOf({ 'content-type': own['content-type'] }, { 'content-length': own['content-length'], etag: 'inherited' }) as Headers
  const received = await answerOf(response => { write(response, inherited) })
  t.match(received, { body, headers: own })
  t.notOk(received.headers.etag ?? received.headers['transfer-encoding'])
  t.match(await answerOf(response => { write(response, { ...own, constructor: 'a' }) }), { body, headers: { ...own, constructor: 'a' } })
  t.match(await answerOf(response => { write(response, { constructor: 'a' }) }), { body, headers: { ...own, constructor: 'a' } })
  t.match(await answerOf(response => { write(response, { ...own, 'x-none': undefined }) }), { body, headers: own })
})

t.test('what a client says of its version changes nothing', async t => {
  const received = await answerOf(response => {
    response.req.httpVersionMajor = 2
    response.statusMessage = 'secret'
    write(response, { 'x-a': '1' })
  })
  t.match(received, { status: 401, message: 'Unauthorized', body, headers: { ...own, 'x-a': '1' } })
})

t.test('a request HEAD has the headers only', async t => {
  const received = await answerOf(response => { write(response, own) }, 'HEAD')
  t.match(received, { status: 401, body: '', headers: own })
})

t.test('a reason phrase that somebody left does not leave', async t => {
  for (const head of [own, undefined]) {
    const received = await answerOf(response => {
      response.statusMessage = 'secret'
      write(response, head, undefined, createAnswer(unauthorized.entry, 499, body))
    })
    t.match(received, { status: 499, message: 'unknown' })
  }
})

t.test('where Node refuses every head but the bare one, that leaves; where it refuses all, the connection ends', async t => {
  const refusing = (times: number): Parameters<typeof writeAnswer>[0] => {
    let left = times
    return {
      ...native,
      writeHead (this: never, ...args: unknown[]) {
        if (left-- > 0) throw new Error('no')
        return Reflect.apply(http.ServerResponse.prototype.writeHead, this, args) as unknown
      },
      end: native.end
    }
  }
  for (const times of [1, 2, 3]) {
    const received = await answerOf(response => {
      response.setHeader('x-a', '1')
      writeAnswer(refusing(times - 1), response as never, unauthorized, own)
    })
    t.match(received, { status: 401, body, headers: own }, `refused ${times - 1} times`)
  }
  await t.rejects(answerOf(response => { writeAnswer(refusing(9), response as never, unauthorized, own) }), { code: 'ECONNRESET' })
})
