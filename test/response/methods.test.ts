import http from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { setAnswer, guard, guardedClass } from '../../src/response/guard.js'
import { receive } from '../helpers/receive.js'
import { answerOf, calls, catalog, policy, NOT_FOUND } from './guarded.js'

for (const isOfClass of [false, true]) {
  t.test(`an error of a ${isOfClass ? 'guarded class' : 'guarded response'} leaves as the policy has it`, async t => {
    const writers: ReadonlyArray<readonly [(response: http.ServerResponse) => void, unknown]> = [
      [response => { response.writeHead(404); response.end('body') }, 'body'],
      [response => { response.statusCode = 404; response.end('body') }, 'body'],
      [response => { response.statusCode = 404; response.write('a'); response.end('b') }, 'a stream'],
      [response => { response.statusCode = 404; response.flushHeaders(); response.flushHeaders(); response.end('b') }, 'a stream'],
      [response => { response.statusCode = 404; response.end(() => {}) }, undefined]
    ]
    for (const [write, body] of writers) {
      const received = await answerOf(write, { isOfClass })
      t.match(received, { status: 404, headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': '42' }, body: NOT_FOUND })
      t.strictSame(calls, [[404, body]], 'the policy is asked once')
    }
  })
}

t.test('an armed response leaves as it was armed, and what comes after it is dropped', async t => {
  const received = await answerOf(response => {
    setAnswer(response, catalog.answer(catalog.get('unauthorized')!))
    response.writeHead(200, { etag: 'x', 'x-a': '1' })
    response.writeHead(500)
    response.setHeader('x-late', '1')
    response.addTrailers({ 'x-late': '1' })
    t.equal(response.write('more', () => {}), false)
    response.flushHeaders()
    response.end('more')
  })
  t.match(received, { status: 401, headers: { 'x-a': '1' }, body: '{"code":"1000","error":"unauthorized"}' })
  t.notOk(received.headers.etag)
  t.strictSame(calls, [])
})

t.test('what is dropped calls back all the same, wherever its callback stands', async t => {
  const called: string[] = []
  const by = (name: string) => () => { called.push(name) }
  await answerOf(response => {
    response.writeHead(404)
    response.write('a', by('write'))
    response.write('b', 'latin1', by('write with an encoding'))
    response.end(by('end'))
    response.end('c', by('end with a chunk'))
    response.end('d', 'latin1', by('end with an encoding'))
  })
  t.strictSame(called, ['write', 'write with an encoding', 'end', 'end with a chunk', 'end with an encoding'])
})

t.test('headersSent may be redefined on a response', async t => {
  for (const isSent of [true, false]) {
    const received = await answerOf(response => {
      Object.defineProperty(response, 'headersSent', { get: () => isSent })
      response.writeHead(404)
      response.end('secret')
    })
    t.equal(received.body, NOT_FOUND, `to ${isSent}`)
  }
})

t.test('a response out of the contract is left to Node', async t => {
  const free = { ...policy, isExempt: () => true }
  const received = await receive(http.createServer({ ServerResponse: guardedClass(http.ServerResponse, free) }, (_request, response) => {
    t.throws(() => response.setHeader('x', '\n'))
    t.throws(() => response.writeHead(200, { x: '\n' }), { code: 'ERR_INVALID_CHAR' })
    t.throws(() => response.write(42 as never), { code: 'ERR_INVALID_ARG_TYPE' })
    response.writeHead(404, 'Mine', { 'x-a': '1' })
    t.throws(() => response.writeHead(200), { code: 'ERR_HTTP_HEADERS_SENT' })
    response.end('mine')
  }))
  t.match(received, { status: 404, body: 'mine', headers: { 'x-a': '1' } })
})

t.test('an error whose head is held is left to Node if it gets out of the contract meanwhile', async t => {
  let isExempt = false
  const late = { ...policy, isExempt: () => isExempt }
  const writers: ReadonlyArray<readonly [(response: http.ServerResponse) => void, string]> = [
    [response => { response.end('mine') }, 'mine'],
    [response => { response.write('my'); response.end('own') }, 'myown'],
    [response => { response.flushHeaders(); response.end('mine') }, 'mine']
  ]
  for (const [write, body] of writers) {
    const received = await receive(http.createServer({ ServerResponse: guardedClass(http.ServerResponse, late) }, (_request, response) => {
      isExempt = false
      response.writeHead(404, { 'x-a': '1' })
      isExempt = true
      write(response)
    }))
    t.match(received, { status: 404, body, headers: { 'x-a': '1' } })
  }
  const refused = await receive(http.createServer({ ServerResponse: guardedClass(http.ServerResponse, late) }, (_request, response) => {
    isExempt = false
    response.writeHead(404, { 'x-a': '\n' })
    isExempt = true
    response.end('mine')
  }))
  t.match(refused, { status: 404, body: NOT_FOUND }, 'with a head that Node refuses')
})

t.test('what Node throws of a response that has begun, or is free, is for its caller', async t => {
  const received = await answerOf(response => {
    response.write('begun')
    t.throws(() => response.write(42 as never), { code: 'ERR_INVALID_ARG_TYPE' })
    t.throws(() => response.writeHead(200), { code: 'ERR_HTTP_HEADERS_SENT' })
    response.end()
  })
  t.equal(received.body, 'begun')
})

t.test('what Node throws while it writes the body, with the head on its way, is for its caller', async t => {
  await t.rejects(answerOf(response => {
    t.throws(() => response.write('lost', 'no encoding' as never), { code: 'ERR_UNKNOWN_ENCODING' })
    response.destroy()
  }))
})

t.test('an error that is raised while Node writes the head of a success leaves in its place', async t => {
  const received = await answerOf(response => {
    const { writeHead } = response
    response.writeHead = function (...args: unknown[]) {
      setAnswer(response, catalog.answer(catalog.get('unauthorized')!))
      return Reflect.apply(writeHead, response, args) as typeof response
    }
    response.end('success')
  })
  t.match(received, { status: 401, body: '{"code":"1000","error":"unauthorized"}' })
})

t.test('the head of a success that Node refuses becomes an error, however it is written', async t => {
  const writers: ReadonlyArray<(response: http.ServerResponse) => void> = [
    response => { response.writeHead(200, { x: '\n' }); response.end('success') },
    response => { response.writeHead(304, { x: '\n' }); response.end() },
    response => { response.statusMessage = '\n'; t.equal(response.write('success'), false); response.end() },
    response => { response.statusMessage = '\n'; response.end('success') },
    response => { response.statusMessage = '\n'; response.flushHeaders(); response.end('success') }
  ]
  for (const write of writers) t.match(await answerOf(write), { status: 500, body: '{"code":"3001","error":"internal_error"}' })
})

t.test('a class of the service is called with as many arguments as its caller gave', async t => {
  const counts: number[] = []
  const counting = class extends http.ServerResponse {
    override writeHead (...args: unknown[]) { counts.push(args.length); return Reflect.apply(http.ServerResponse.prototype.writeHead, this, args) as this }
    override write (...args: unknown[]) { counts.push(args.length); return Reflect.apply(http.ServerResponse.prototype.write, this, args) as boolean }
    override end (...args: unknown[]) { counts.push(args.length); return Reflect.apply(http.ServerResponse.prototype.end, this, args) as this }
  }
  const server = http.createServer({ ServerResponse: guardedClass(counting, policy) }, (request, response) => {
    if (request.url === '/bare') { response.writeHead(200); response.end(); return }
    response.writeHead(200, 'Fine', { 'x-a': '1' })
    response.write('a', 'utf8')
    response.write('b', 'utf8', () => {})
    response.end('c')
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  t.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), 'abc')
  t.equal(await (await fetch(`http://127.0.0.1:${port}/bare`)).text(), '')
  server.close()
  server.closeAllConnections()
  t.same(counts, [3, 2, 3, 1, 1, 0])
})

t.test('a response that is cut off takes nothing more', async t => {
  await t.rejects(answerOf(response => {
    response.strictContentLength = true
    response.writeHead(200, { 'content-length': '3' })
    response.flushHeaders()
    setAnswer(response, catalog.answer(catalog.get('unauthorized')!))
    response.writeHead(401)
    t.ok(response.destroyed)
    response.end('a body of another length')
  }), { code: 'ECONNRESET' })
})

t.test('a response that cannot even be refused is cut off', async t => {
  const broken = class extends http.ServerResponse {
    override writeHead (): never { throw new Error('never') }
  }
  const server = http.createServer((_request, response) => {
    Object.setPrototypeOf(response, broken.prototype)
    guard(response, policy)
    response.statusCode = 404
    response.end('secret')
  })
  await t.rejects(receive(server), { code: 'ECONNRESET' })
})

t.test('flushHeaders does nothing to a response that has its answer', async t => {
  const received = await answerOf(response => {
    response.statusCode = 404
    response.end('body')
    response.flushHeaders()
  })
  t.match(received, { status: 404, body: NOT_FOUND })
})

t.test('a response that has no flushHeaders has none under the guard, either', async t => {
  const server = http.createServer((_request, response) => {
    Object.assign(response, { flushHeaders: undefined })
    guard(response, policy)
    response.flushHeaders()
    response.end('ok')
  })
  t.match(await receive(server), { status: 200, body: 'ok' })
})
