import http from 'node:http'
import t from 'tap'
import { guard, guardedClass, keepGuard, presetAnswer, setAnswer } from '../../src/response/guard.js'
import { RAISED } from '../../src/response/origin.js'
import type { ResponsePolicy } from '../../src/response/raw.js'
import { receive } from '../helpers/receive.js'
import { answerOf, catalog, policy, NOT_FOUND } from './guarded.js'

t.test('a suggestion is what the policy may take, and its headers stay behind; the first counts', async t => {
  const received = await answerOf(response => {
    presetAnswer(response, { answer: catalog.answer(catalog.get('component_not_found')!), origin: RAISED }, ['x-secret'])
    presetAnswer(response, { answer: catalog.answer(catalog.get('unauthorized')!), origin: RAISED }, [])
    response.setHeader('x-secret', '1')
    response.writeHead(404, { 'X-Secret': '1', 'x-kept': '1' })
    response.end()
  })
  t.match(received, { body: '{"code":"4002","error":"component_not_found"}', headers: { 'x-kept': '1' } })
  t.notOk(received.headers['x-secret'])
})

t.test('keepGuard keeps the guard of a class on a response that gets another prototype', async t => {
  const received = await answerOf(response => {
    keepGuard(response)
    Object.setPrototypeOf(response, http.ServerResponse.prototype)
    response.statusCode = 404
    response.end('secret')
  }, { isOfClass: true })
  t.equal(received.body, NOT_FOUND)
})

t.test('methods that somebody put on a response are kept under the guard', async t => {
  const wrap = (response: http.ServerResponse): void => {
    const { writeHead } = response
    response.writeHead = function (...args: unknown[]) {
      response.setHeader('x-late', '1')
      return Reflect.apply(writeHead, response, args) as typeof response
    }
  }
  for (const status of [200, 404]) {
    const received = await receive(http.createServer((_request, response) => {
      wrap(response)
      guard(response, policy)
      response.statusCode = status
      response.end('body')
    }))
    t.match(received, { status, headers: { 'x-late': '1' }, body: status === 200 ? 'body' : NOT_FOUND })
  }
})

t.test('any method that somebody put on a response before is called by the guard', async t => {
  for (const name of ['writeHead', 'writeHeader', 'write', 'end', 'flushHeaders', 'setHeader', 'addTrailers']) {
    const called: string[] = []
    const received = await receive(http.createServer((_request, response) => {
      const raw = response as unknown as Record<string, (...given: unknown[]) => unknown>
      const own = raw[name] as (...given: unknown[]) => unknown
      raw[name] = function (...given) { called.push(name); return own.apply(this, given) }
      guard(response, policy)
      response.setHeader('x-a', '1')
      response.flushHeaders()
      response.write('a')
      response.addTrailers({})
      response.end('b')
    }))
    t.equal(received.body, 'ab')
    // Node writes the head by `writeHead`, whose older name it keeps.
    t.strictSame(called, name === 'writeHeader' ? [] : [name], name)
  }
})

t.test('where a writeHead that somebody put over the guard fails, a raised error leaves all the same', async t => {
  for (const [how, wrap, failures] of [
    ['before', () => { throw new Error('secret') }, 1],
    ['after', (writeHead: () => unknown) => { writeHead(); throw new Error('secret') }, 0]
  ] as const) {
    let failed = 0
    const counting: ResponsePolicy = { ...policy, headFailed: (...given) => { failed++; return policy.headFailed(...given) } }
    const received = await receive(http.createServer((_request, response) => {
      guard(response, counting)
      const { writeHead } = response
      response.writeHead = function (...args: unknown[]) { return wrap(() => Reflect.apply(writeHead, response, args)) as never }
      setAnswer(response, catalog.answer(catalog.get('unauthorized')!))
      setAnswer(response, catalog.answer(catalog.get('unauthorized')!))
      response.writeHead(401)
      response.end('secret')
    }))
    t.same([received.body, failed], ['{"code":"1000","error":"unauthorized"}', failures], how)
  }
})

t.test('a writeHead that somebody put over the guard may fail when the guard asks for the head', async t => {
  for (const [how, wrap, expected] of [
    ['before', () => { throw new Error('secret') }, { status: 500, body: '{"code":"3001","error":"internal_error"}' }],
    ['after', (writeHead: () => unknown) => { writeHead(); throw new Error('secret') }, { status: 404, body: NOT_FOUND }],
    ['never', () => {}, { status: 404, body: NOT_FOUND }]
  ] as const) {
    const received = await answerOf(response => {
      const { writeHead } = response
      let calls = 0
      response.writeHead = function (...args: unknown[]) {
        const write = (): unknown => Reflect.apply(writeHead, response, args)
        return (++calls > 1 ? write() : wrap(write)) as never
      }
      response.statusCode = 404
      response.end('body')
    })
    t.match(received, expected, how)
  }
})

t.test('a class that is guarded already takes another policy on, and keeps one guard', async t => {
  const guarded = guardedClass(http.ServerResponse, policy)
  t.equal(guardedClass(guarded, policy), guarded, 'the same policy')
  const other: ResponsePolicy = { ...policy, replacementFor: (status, body) => { t.strictSame([status, body], [404, 'body']); return { answer: catalog.answer(catalog.get('component_not_found')!), origin: RAISED } } }
  const received = await receive(http.createServer({ ServerResponse: guardedClass(guarded, other) }, (_request, response) => { response.writeHead(404).end('body') }))
  t.equal(received.body, '{"code":"4002","error":"component_not_found"}')
})

t.test('what is no response cannot be guarded or pinned', async t => {
  t.throws(() => { guard({}, policy) }, { message: /API_ERROR_NO_RESPONSE/ })
  t.throws(() => { keepGuard({}) }, { message: /API_ERROR_UNGUARDED/ })
})
