import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

const LISTENING = 'tracing:net.server.listen:asyncEnd'

/**
 * Where a service listens on `localhost`, Fastify may open a second server that has its handler and its options, but
 * none of its listeners. It is found when it begins to listen, by the handler: after the first one has begun, and until both have.
 * A service that never listens must not be held by a subscription.
 */
export function followSecondServer (fastify: FastifyInstance, prepare: (other: Server) => void): void {
  const [handler] = fastify.server.listeners('clientError')
  const stop = (): void => { unsubscribe(LISTENING, see) }
  fastify.server.once('listening', () => { subscribe(LISTENING, see) }).once('close', stop)
  fastify.addHook('onListen', function stopFollowing (done) { stop(); done() })
  fastify.addHook('onClose', function stopFollowing (_instance, done) { stop(); done() })

  function see (message: unknown): void {
    const { server: other } = message as { readonly server: Server }
    if (other === fastify.server || !other.listeners('request').includes(fastify.routing)) return
    other.on('clientError', handler as (error: Error, socket: Socket) => void)
    prepare(other)
  }
}
