import { test } from 'tap'
import { isBrokenOff, isClientGone } from '../../src/classify/client-gone.js'
import { hostileValues } from '../fixtures/hostile.js'

test('a client is gone when its request was aborted, or its response, socket or stream is destroyed', t => {
  t.ok(isClientGone({ aborted: true }, {}))
  t.ok(isClientGone({}, { destroyed: true }))
  t.ok(isClientGone({ socket: { destroyed: true } }, {}))
  t.ok(isClientGone({ stream: { destroyed: true }, socket: { destroyed: false } }, {}))
  t.notOk(isClientGone({ stream: { destroyed: false }, socket: { destroyed: true } }, {}), 'over HTTP/2 the stream counts')
  t.notOk(isClientGone({ aborted: false, destroyed: true, socket: { destroyed: false } }, { destroyed: false }), 'a request that was read to its end is destroyed')
  t.end()
})

test('what stops because a client went away comes of that', t => {
  const errors: unknown[] = [
    new DOMException('This operation was aborted', 'AbortError'), { name: 'CanceledError', isAxiosError: true }, { code: 'ABORT_ERR' }, { code: 'ERR_CANCELED' }, { code: 'ERR_STREAM_PREMATURE_CLOSE' },
    Object.assign(new Error('aborted'), { code: 'ECONNRESET' }), new Error('aborted'), new Error('Premature close'), new Error('Unexpected end of form'), new Error('Unexpected end of multipart data'),
    new Error('wrapped', { cause: new DOMException('aborted', 'AbortError') }), { code: 'ECONNREFUSED' }
  ]
  for (const error of errors) t.ok(isBrokenOff(error), String((error as Error).message))
  t.end()
})

test('a bug, a token and a database are what they are, whoever has gone', t => {
  for (const error of [new TypeError('x is not a function'), new Error('aborted by an operator'), { code: 'SQLITE_BUSY', cause: { code: 'ABORT_ERR' } }, { name: 'JsonWebTokenError' }]) t.notOk(isBrokenOff(error))
  for (const [what, value] of hostileValues) t.notOk(isBrokenOff(value), what)
  t.end()
})
