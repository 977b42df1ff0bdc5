import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Server as HttpServer, ServerResponse } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { writeBareResponse } from './client-error.js'
import type { Catalog } from '../catalog/catalog.js'
import { guard, guardedClass, keepGuard } from '../response/guard.js'
import type { ResponseClass } from '../response/guard.js'
import type { Judge } from '../response/raw.js'
import { ErrorScope } from '../contract/scope.js'

/** What a server made with `serverOptions` shares with the plugin that is registered in it. */
export interface GuardedServer {
  /** The catalogue that `serverOptions` was given, which stays for what belongs to no route. */
  readonly catalog: Catalog | undefined
  /** The scope of what belongs to no route. */
  scope: ErrorScope
  readonly judge: Judge
}

const kServer = Symbol('fastify-api-error.server')

/** Leaves the server on the handler of its client errors. Fastify binds the handler, and a bound function has the prototype of its target: what is put there survives. */
export function carry<F extends object> (handler: F, server: GuardedServer): F {
  return Object.setPrototypeOf(handler, Object.create(Function.prototype, { [kServer]: { value: server } })) as F
}

/** What {@link carry} left, found through the listener. */
function serverOf (fastify: FastifyInstance): GuardedServer | undefined {
  const listeners: ReadonlyArray<object & { readonly [kServer]?: GuardedServer }> = fastify.server.listeners('clientError')
  return listeners.map(listener => listener[kServer]).find(server => server !== undefined)
}

/**
 * Puts the guard on the responses of a server whose plugin is being registered, or joins it with the one
 * that `serverOptions` put there.
 */
export function attachServer (fastify: FastifyInstance, judge: Judge, scope: ErrorScope): void {
  const server = serverOf(fastify)
  if (server === undefined) {
    fastify.log.warn('API_ERROR_NO_SERVER_OPTIONS: malformed HTTP, header overflow, timeouts and other errors of the connection are not covered; use Fastify(serverOptions({ … }))')
  } else {
    server.scope = server.catalog === undefined ? scope : new ErrorScope({ ...scope.settings, catalog: server.catalog }, scope.log)
    addProtocolListener(fastify.server, server)
    followSecondServer(fastify, server)
  }
  // serverOptions gave the server a guarded class, unless its serverFactory ignored it.
  const isOfClass = guardClass(fastify.server, server?.judge ?? judge) || server !== undefined
  if (isOfClass) keepGuardWithExpress(fastify)
  else onResponse(fastify, response => { guard(response, judge) })
}

/** Express gives responses a prototype of its own, and with it another class. */
function keepGuardWithExpress (fastify: FastifyInstance): void {
  fastify.addHook('onReady', function keepGuards (done) {
    if (fastify.hasDecorator('express')) onResponse(fastify, keepGuard)
    done()
  })
}

function onResponse (fastify: FastifyInstance, see: (response: ServerResponse) => void): void {
  fastify.server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => { see(response) })
}

/**
 * Builds the guard into the class of responses of a server that exists already, which spares each of them methods of its
 * own. Node keeps the class where it can be replaced, under a symbol of its own, and so it is known by what it is.
 *
 * @returns False if it is not there: another server, or another version of Node.
 */
function guardClass (httpServer: object, judge: Judge): boolean {
  if (!(httpServer instanceof HttpServer || httpServer instanceof HttpsServer)) return false
  const key = keyOfResponseClass(httpServer)
  if (key === undefined) return false
  const holder = httpServer as unknown as Record<symbol, ResponseClass>
  holder[key] = guardedClass(holder[key] as ResponseClass, judge)
  return true
}

/** Where a server of HTTP/1 keeps its class of responses. */
export function keyOfResponseClass (httpServer: object): symbol | undefined {
  return Object.getOwnPropertySymbols(httpServer).find(key => {
    const value: unknown = Reflect.get(httpServer, key)
    return value === ServerResponse || (typeof value === 'function' && value.prototype instanceof ServerResponse)
  })
}

/** What a server over TLS says to a client that does not speak HTTP/2. */
function addProtocolListener (httpServer: FastifyInstance['server'], server: GuardedServer): void {
  httpServer.on('unknownProtocol', (socket: Socket) => { writeBareResponse(socket, server.judge.judge(403, undefined, undefined)) })
}

/**
 * Where a service listens on `localhost`, Fastify may open a second server that has its handler and its options, but
 * none of its listeners. It is found when it begins to listen, by the handler.
 */
function followSecondServer (fastify: FastifyInstance, server: GuardedServer): void {
  const [handler] = fastify.server.listeners('clientError')
  subscribe(LISTENING, adopt)
  fastify.addHook('onListen', function stopFollowing (done) { unsubscribe(LISTENING, adopt); done() })
  fastify.addHook('onClose', function stopFollowing (_instance, done) { unsubscribe(LISTENING, adopt); done() })

  function adopt (message: unknown): void {
    const { server: other } = message as { readonly server: HttpServer }
    if (other === fastify.server || !other.listeners('request').includes(fastify.routing)) return
    other.on('clientError', handler as (error: Error, socket: Socket) => void)
    addProtocolListener(other, server)
    other.prependListener('upgrade', (_request, socket: Socket) => {
      // Fastify hands these on to listeners of the first server. Without any, nobody would answer.
      if (fastify.server.listenerCount('upgrade') === 0) writeBareResponse(socket, server.judge.judge(400, undefined, undefined))
    })
  }
}

const LISTENING = 'tracing:net.server.listen:asyncEnd'
