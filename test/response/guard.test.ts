import http from 'node:http'
import t from 'tap'
import { guard, keepGuard, presetAnswer } from '../../src/response/guard.js'
import { receive } from '../helpers/receive.js'
import { answerOf, catalog, judge, NOT_FOUND } from './guarded.js'

t.test('a suggestion is what the judge may take, and its headers stay behind; the first counts', async t => {
  const received = await answerOf(response => {
    presetAnswer(response, catalog.answer(catalog.get('component_not_found')!), ['x-secret'])
    presetAnswer(response, catalog.answer(catalog.get('unauthorized')!), [])
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
      guard(response, judge)
      response.statusCode = status
      response.end('body')
    }))
    t.match(received, { status, headers: { 'x-late': '1' }, body: status === 200 ? 'body' : NOT_FOUND })
  }
})

t.test('what is no response cannot be guarded or pinned', async t => {
  t.throws(() => { guard({}, judge) }, { message: /API_ERROR_NO_RESPONSE/ })
  t.throws(() => { keepGuard({}) }, { message: /API_ERROR_UNGUARDED/ })
})
