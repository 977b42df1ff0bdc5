import { Server as HttpServer, ServerResponse } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { carriedBy } from './carry.js'
import { writeBareResponse } from './client-error.js'
import type { GuardedServer } from './guarded-server.js'
import { followSecondServer } from './second-server.js'
import { guard, guardedClass, keepGuard } from '../response/guard.js'
import type { ResponseClass } from '../response/guard.js'
import type { ResponsePolicy } from '../response/raw.js'
import type { ErrorScope } from '../contract/scope.js'

/**
 * Puts the guard on the responses of a server whose plugin is being registered, or joins it with the one
 * that `serverOptions` put there.
 */
export function attachServer (fastify: FastifyInstance, policy: ResponsePolicy, scope: ErrorScope): void {
  const server = serverOf(fastify)
  if (server === undefined) {
    fastify.log.warn('API_ERROR_NO_SERVER_OPTIONS: malformed HTTP, header overflow, timeouts and other errors of the connection are not covered; use Fastify(serverOptions({ … }))')
    placeGuard(fastify, policy, false)
    return
  }
  const own = server.attach(fastify, scope)
  addProtocolListener(fastify.server, own)
  followSecondServer(fastify, other => {
    guardClass(other, own)
    addProtocolListener(other, own)
    addUpgradeListener(other, fastify, own)
  })
  placeGuard(fastify, own, own === server.policy)
}

/** The server options of a service, found through their listener. Where services share a server, each has a listener, and takes one that is free. */
function serverOf (fastify: FastifyInstance): GuardedServer | undefined {
  const servers = fastify.server.listeners('clientError').map(carriedBy).filter(server => server !== undefined) as GuardedServer[]
  return servers.find(server => !server.hasService) ?? servers.at(-1)
}

/**
 * Puts the guard where it costs a response nothing, if that can be reached: into the class of responses.
 *
 * @param isInOptions - True if the options of the server have such a class. Where its serverFactory ignored them, that guards the responses.
 */
function placeGuard (fastify: FastifyInstance, policy: ResponsePolicy, isInOptions: boolean): void {
  const isInClass = guardClass(fastify.server, policy)
  if (isInClass || isInOptions) keepGuardWithExpress(fastify)
  else onResponse(fastify, response => { guard(response, policy) })
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
function guardClass (httpServer: object, policy: ResponsePolicy): boolean {
  if (!(httpServer instanceof HttpServer || httpServer instanceof HttpsServer)) return false
  const key = keyOfResponseClass(httpServer)
  if (key === undefined) return false
  const holder = httpServer as unknown as Record<symbol, ResponseClass>
  holder[key] = guardedClass(holder[key] as ResponseClass, policy)
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
function addProtocolListener (httpServer: FastifyInstance['server'], policy: ResponsePolicy): void {
  httpServer.on('unknownProtocol', (socket: Socket) => { refuse(socket, 403, policy) })
}

/** Fastify hands upgrades on to listeners of the first server. Without any, nobody would answer. */
function addUpgradeListener (other: HttpServer, { server }: FastifyInstance, policy: ResponsePolicy): void {
  other.prependListener('upgrade', (request, socket: Socket) => {
    if (server.listenerCount('upgrade') === 0) refuse(socket, 400, policy, request)
  })
}

/** Answers on a bare socket, and closes it. */
function refuse (socket: Socket, status: number, policy: ResponsePolicy, request?: IncomingMessage): void {
  const { answer, origin } = policy.replacementFor(status, undefined, undefined)
  writeBareResponse(socket, answer, {}, () => { policy.report(answer, origin, request, undefined) })
}
