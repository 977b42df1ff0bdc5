import t from 'tap'
import { areValid, withoutBodyHeaders, describesOtherBody, headersOf, isConnectionHeader, isValidHeader } from '../../src/response/response-headers.js'

t.test('headersOf finds the headers among the arguments of writeHead', async t => {
  const headers = { a: '1' }
  for (const [reason, given] of [[headers], ['message', headers], [undefined, headers]]) t.equal(headersOf(reason, given), headers)
  for (const [reason, given] of [[], ['message'], [undefined], [null], ['message', null], [42]]) t.equal(headersOf(reason, given), undefined)
})

t.test('withoutBodyHeaders keeps what does not describe a body, from any form that Node takes', async t => {
  const cases: ReadonlyArray<readonly [Parameters<typeof withoutBodyHeaders>[0], Record<string, unknown>]> = [
    [undefined, {}],
    [{ 'X-A': '1', 'Content-Type': 'text/html', ETag: 'x', gone: undefined }, { 'x-a': '1' }],
    [['X-A', '1', 'content-length', '3'], { 'x-a': '1' }],
    [['set-cookie', 'a', 'Set-Cookie', 'b', 'set-cookie', 'c'], { 'set-cookie': ['a', 'b', 'c'] }],
    [[['X-A', '1'], ['trailer', 'x'], 'no pair'], { 'x-a': '1' }],
    [{ 'set-cookie': ['a', 'b'] }, { 'set-cookie': ['a', 'b'] }]
  ]
  for (const [headers, expected] of cases) t.same(withoutBodyHeaders(headers, 404), expected)
  t.same(withoutBodyHeaders({ 'X-A': '1', b: '2' }, 404, ['x-a']), { b: '2' }, 'without those that are named')
})

t.test('areValid and isValidHeader know what Node refuses', async t => {
  t.ok(isValidHeader('x-a', 1))
  t.ok(isValidHeader('x-a', ['1', '2']))
  for (const [name, value] of [['x a', '1'], ['x-a', '\n'], ['x-a', undefined], ['x-a', ['1', '\n']], ['x-a', Symbol('a')], ['x-a', 'ž'], ['', '1']] as const) t.notOk(isValidHeader(name, value))
  t.ok(areValid(undefined))
  t.ok(areValid(['a', '1']))
  t.notOk(areValid({ a: '\n' }))
})

t.test('the range of a 416 describes the resource, any other one a body', async t => {
  t.strictSame([416, 404].map(status => describesOtherBody('content-range', status)), [false, true])
  t.ok(describesOtherBody('content-type', 416))
  t.same(withoutBodyHeaders({ 'Content-Range': 'bytes */7', etag: 'x' }, 416), { 'content-range': 'bytes */7' })
})

t.test('isConnectionHeader knows what HTTP/2 refuses', async t => {
  for (const name of ['connection', 'keep-alive', 'proxy-connection', 'upgrade', 'te', 'http2-settings', 'transfer-encoding']) t.ok(isConnectionHeader(name), name)
  t.notOk(isConnectionHeader('retry-after'))
})
