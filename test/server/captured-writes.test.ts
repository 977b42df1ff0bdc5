import type { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import t from 'tap'
import { captureWrites } from '../../src/server/captured-writes.js'

t.test('captureWrites says what a handler would have done, and does none of it', async t => {
  const socket = new PassThrough() as unknown as Socket
  const cases: ReadonlyArray<readonly [() => void, object]> = [
    [() => {}, { written: '', closed: false }],
    [() => { socket.write('a'); socket.write(Buffer.from('b')); socket.end('c') }, { written: 'abc', closed: true }],
    [() => { socket.destroy() }, { written: '', closed: true }],
    [() => { socket.destroySoon() }, { written: '', closed: true }],
    [() => { socket.end() }, { written: '', closed: true }]
  ]
  for (const [handle, captured] of cases) t.strictSame(captureWrites(socket, handle), captured)
  t.throws(() => captureWrites(socket, () => { throw new Error('own') }), { message: 'own' })
  t.notOk(Object.hasOwn(socket, 'write'), 'the socket is as it was')
  t.notOk(socket.destroyed)
})
