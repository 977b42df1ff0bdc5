import { Readable } from 'node:stream'
import { test } from 'tap'
import { readText } from '../../src/client/read-text.js'

const json = { 'content-type': 'application/json; charset=utf-8' }

/** A response whose body arrives in these pieces, and then stays open or breaks, if so told. */
function arriving (pieces: string[], end: 'close' | 'stay' | 'break' = 'close'): Response {
  const encoder = new TextEncoder()
  return new Response(new ReadableStream({
    start (controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece))
      if (end === 'close') controller.close()
      if (end === 'break') controller.error(new Error('connection lost'))
    }
  }), { headers: json })
}

test('the text of a response is read, and the response can be read again', async t => {
  const response = arriving(['{"a":', '"ü"}'])
  t.equal(await readText(response), '{"a":"ü"}')
  t.equal(response.bodyUsed, false)
  t.same(await response.json(), { a: 'ü' })
})

test('a character that is split between two pieces is whole', async t => {
  const bytes = new TextEncoder().encode('"€"')
  const stream = new ReadableStream({ start (controller) { controller.enqueue(bytes.slice(0, 2)); controller.enqueue(bytes.slice(2)); controller.close() } })
  t.equal(await readText(new Response(stream, { headers: json })), '"€"')
})

test('what is not JSON by its type is not read', async t => {
  t.equal(await readText(new Response('<p>{}</p>', { headers: { 'content-type': 'text/html' } })), undefined)
  t.equal(await readText(new Response(new Uint8Array([123, 125]))), '{}', 'it has no type')
  t.equal(await readText(new Response('{}', { headers: { 'content-type': 'application/problem+json' } })), '{}')
})

test('a body of 64 KB is read, a longer one is not', async t => {
  t.equal((await readText(arriving(['x'.repeat(65_536)])))?.length, 65_536)
  t.equal(await readText(arriving(['x'.repeat(65_537)])), undefined)
})

test('a body may take five seconds', async t => {
  const { setTimeout } = globalThis
  const asked: unknown[] = []
  globalThis.setTimeout = ((run: () => void, delay: number) => { asked.push(delay); return setTimeout(run, delay) }) as never
  t.teardown(() => { globalThis.setTimeout = setTimeout })
  await readText(arriving(['{}']))
  t.ok(asked.includes(5000))
})

test('a copy that is not read to its end is cancelled, and a stream without a copy is destroyed', async t => {
  let cancelled = 0
  const source = { headers: new Headers(json), clone: () => ({ body: new ReadableStream({ pull (controller) { controller.enqueue(new Uint8Array(1000)) }, cancel () { cancelled++ } }) }) }
  t.equal(await readText(source, { maxBytes: 100 }), undefined)
  t.equal(cancelled, 1)
  const stream = new Readable({ read () { this.push(Buffer.alloc(1000)) } })
  t.equal(await readText(stream as never, { maxBytes: 100 }), undefined)
  t.equal(stream.destroyed, true)
  const silent = new Readable({ read () {} })
  silent.push('{"a":1}')
  t.equal(await readText(silent as never, { timeout: 50 }), '{"a":1}')
  t.equal(silent.destroyed, true)
})

test('a body that is too long is not read to its end', async t => {
  let pulled = 0
  const endless = new ReadableStream({ pull (controller) { pulled++; controller.enqueue(new Uint8Array(1000)) } })
  t.equal(await readText(new Response(endless, { headers: json }), { maxBytes: 5000 }), undefined)
  t.ok(pulled >= 6 && pulled < 10, `${pulled} pieces were asked for`)
  const asked = pulled
  await new Promise(resolve => setTimeout(resolve, 20))
  t.equal(pulled, asked, 'nor later')
  t.equal(await readText(arriving(['12345']), { maxBytes: 5 }), '12345')
  t.equal(await readText(arriving(['12345', '6']), { maxBytes: 5 }), undefined)
})

test('a body that takes too long is left, with what had arrived', async t => {
  const start = performance.now()
  t.equal(await readText(arriving(['{"a":1}'], 'stay'), { timeout: 50 }), '{"a":1}')
  t.ok(performance.now() - start < 1000)
})

test('a body may take any time', async t => {
  for (const timeout of [Infinity, 2 ** 31]) {
    const late = new Response(new ReadableStream({ async start (controller) { await new Promise(resolve => setTimeout(resolve, 20)); controller.enqueue(new TextEncoder().encode('{"a":1}')); controller.close() } }), { headers: json })
    t.equal(await readText(late, { timeout }), '{"a":1}', String(timeout))
  }
})

test('a stream whose pieces are empty comes to an end', async t => {
  let pulled = 0
  const empty = new ReadableStream({ pull (controller) { if (++pulled > 100_000) controller.error(new Error('it is read for ever')); else controller.enqueue(new Uint8Array(0)) } })
  t.equal(await readText(new Response(empty, { headers: json })), undefined)
})

test('a body that was read before, and one that breaks, are refused', async t => {
  const used = arriving(['{}'])
  await used.text()
  await t.rejects(readText(used))
  await t.rejects(readText(arriving(['{'], 'break')), { message: 'connection lost' })
})

test('a response without streams gives its text at once', async t => {
  const response = { headers: new Headers(json), clone: () => response, text: async () => '{"a":1}' }
  t.equal(await readText(response), '{"a":1}')
})
