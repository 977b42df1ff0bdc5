import { channel } from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { followSecondServer } from '../../src/server/second-server.js'

const listening = channel('tracing:net.server.listen:asyncEnd')

t.test('a second server is one that has the handler of the first, and only while both begin to listen', async t => {
  const routing = (): void => {}
  const clientError = (): void => {}
  const serverOf = (handler: () => void): EventEmitter => new EventEmitter().on('request', handler)
  const first = serverOf(routing).on('clientError', clientError)
  const hooks = new Map<string, (...given: unknown[]) => void>()
  const fastify = { server: first, routing, addHook (name: string, hook: (...given: unknown[]) => void) { hooks.set(name, hook) } }
  const prepared: unknown[] = []
  followSecondServer(fastify as unknown as FastifyInstance, other => { prepared.push(other) })
  const [early, second, stranger, late] = [serverOf(routing), serverOf(routing), serverOf(() => {}), serverOf(routing)]
  listening.publish({ server: early })
  first.emit('listening')
  for (const server of [first, stranger, second]) listening.publish({ server })
  hooks.get('onListen')?.(() => {})
  listening.publish({ server: late })
  t.same(prepared.map(server => server === second), [true])
  t.same(second.listeners('clientError'), [clientError])
})
