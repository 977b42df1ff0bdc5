import { EventEmitter, once } from 'node:events'
import { PassThrough, Readable, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { watchSources } from '../../src/response/sources.js'

const sink = (): Writable => new Writable({ write (_chunk, _encoding, done) { done() } })

// What waits for a source must not keep a process alive; this test has to be.
const alive = setInterval(() => {}, 100)
t.teardown(() => { clearInterval(alive) })

/** Pipes a source into a response that is watched, and takes it off again. */
function unpipe (source: Readable): void {
  const response = sink()
  watchSources(response)
  source.pipe(response)
  source.unpipe(response)
}

t.test('a source is read to its end', async t => {
  const source = Readable.from(['a', 'b', 'c'])
  unpipe(source)
  await once(source, 'close')
  t.ok(source.readableEnded)
})

t.test('a source that has more to say than is worth reading is destroyed', async t => {
  for (const chunk of ['a'.repeat(1000), { an: 'object' }]) {
    let read = 0
    const source = new Readable({ objectMode: true, read () { read++; setImmediate(() => this.push(chunk)) } })
    unpipe(source)
    if (typeof chunk === 'string') await once(source, 'close')
    else await wait(20)
    t.ok(typeof chunk === 'string' ? source.destroyed && read > 100 && read < 200 : !source.destroyed, `${typeof chunk}: ${read}`)
    source.destroy()
  }
})

t.test('a source that says nothing is destroyed after a while, and one that fails harms nobody', async t => {
  const [quiet, failing] = [new Readable({ read () {} }), new Readable({ read () {} })]
  unpipe(quiet)
  unpipe(failing)
  failing.destroy(new Error('x'))
  t.notOk(quiet.destroyed)
  await once(quiet, 'close')
  t.pass('it is closed')
})

t.test('what is piped into a source goes with it', async t => {
  const first = new Readable({ read () {} })
  const second = first.pipe(new PassThrough())
  unpipe(second)
  second.destroy()
  await once(first, 'close')
  t.ok(first.destroyed)
})

t.test('a source that is no stream of Node is left as it is, and is looked at once', async t => {
  const source = new EventEmitter()
  const response = new EventEmitter()
  watchSources(response)
  response.emit('unpipe', source)
  response.emit('unpipe', source)
  t.equal(source.listenerCount('data'), 1)
  source.emit('data', 'a'.repeat(200_000))
  source.emit('close')
})
