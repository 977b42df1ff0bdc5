import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isFastifysOwn } from '../contract/route.js'
import { apiErrorHandler, sendThrownAtOnce } from './error-handler.js'
import { headerNames, noteHandler, presetForEarlierHandler } from './earlier-routes.js'
import { passErrorsOn } from './intercept-send.js'
import { wrapErrorFormatter, wrapErrorHandler } from './wrap-handlers.js'

type ErrorHandler = (this: FastifyInstance, error: unknown, request: FastifyRequest, reply: FastifyReply) => unknown

/**
 * Makes the plugin's error handler the one of a scope. The service's own handlers go on working: one that the scope has
 * already stays, and what it sends is held to the contract; one that is set later runs before the plugin's.
 */
export function installErrorHandler (fastify: FastifyInstance): void {
  if (hasOwnHandler(fastify)) {
    noteHandler(fastify, 'service')
    fastify.addHook('onError', presetForEarlierHandler)
  } else {
    setDispatcher(fastify)
  }
  wrapSetter(fastify, 'setErrorHandler', wrapErrorHandler)
  wrapSetter(fastify, 'setSchemaErrorFormatter', wrapErrorFormatter)
  fastify.addHook('onRoute', function wrapOwnHandlers (options) {
    if (typeof options.errorHandler === 'function') options.errorHandler = wrapErrorHandler(options.errorHandler)
    if (typeof options.schemaErrorFormatter === 'function') options.schemaErrorFormatter = wrapErrorFormatter(options.schemaErrorFormatter as never)
  })
}

/** True if the service has set an error handler in this very scope. */
function hasOwnHandler (fastify: FastifyInstance): boolean {
  const { errorHandler } = fastify
  const outer = Object.getPrototypeOf(fastify) as Partial<FastifyInstance>
  return errorHandler !== outer.errorHandler && !isFastifysOwn(errorHandler)
}

/**
 * Sets the one handler that the scope gets from the plugin. Fastify warns of a second one, or refuses it: so the first
 * that the service sets in this scope is called from here.
 */
function setDispatcher (fastify: FastifyInstance): void {
  const { setErrorHandler } = fastify
  let own: ErrorHandler | undefined
  let isStarted = false
  setErrorHandler.call(fastify, function dispatchError (error, request, reply): unknown {
    if (own === undefined) return apiErrorHandler(error, request, reply)
    passErrorsOn(reply, passToPlugin)
    return own.call(fastify, error, request, reply)
  })
  noteHandler(fastify, 'plugin')
  fastify.addHook('onReady', function endOfSetup (done) { isStarted = true; done() })
  fastify.setErrorHandler = function setOwnErrorHandler (this: FastifyInstance, handler: unknown): FastifyInstance {
    if (this !== fastify || own !== undefined || isStarted || typeof handler !== 'function') return setErrorHandler.call(this, handler as never)
    own = handler as ErrorHandler
    return this
  } as FastifyInstance['setErrorHandler']
}

/** What is thrown when a hook has failed on what the handler sent leaves past the hooks, without the headers that Fastify's own handler took over from it. */
function passToPlugin (error: Error, reply: FastifyReply, sent: ReadonlySet<string> | undefined): void {
  if (sent === undefined) return apiErrorHandler(error, reply.request, reply)
  for (const name of headerNames(error)) if (!sent.has(name)) reply.removeHeader(name)
  sendThrownAtOnce(error, reply.request, reply)
}

/** Wraps whatever handler the service sets, in this scope or one in it. */
function wrapSetter (fastify: FastifyInstance, name: 'setErrorHandler' | 'setSchemaErrorFormatter', wrap: (handler: never) => unknown): void {
  const set = fastify[name] as (handler: unknown) => FastifyInstance
  const wrapping = function (this: FastifyInstance, handler: unknown): FastifyInstance {
    return set.call(this, typeof handler === 'function' ? wrap(handler as never) : handler)
  }
  Object.assign(fastify, { [name]: wrapping })
}
