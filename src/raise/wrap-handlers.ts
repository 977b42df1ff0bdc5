import { types } from 'node:util'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { coerceNextSend } from './intercept-send.js'
import { asError, isError } from './non-errors.js'

// Fastify sends what a service's own error handler throws: an Error goes to the next handler, but anything else, an
// error of another realm included, leaves as the payload of a success. So does a thrown value that a handler sends on.

type ErrorHandler = (this: never, error: never, request: FastifyRequest, reply: FastifyReply) => unknown

/** The service's error handler, which throws and sends on nothing but errors. */
export function wrapErrorHandler<Handler extends ErrorHandler> (handler: Handler): Handler {
  const wrapped = function (this: never, error: never, request: FastifyRequest, reply: FastifyReply): unknown {
    coerceNextSend(reply, error)
    try {
      return handler.call(this, error, request, reply)
    } catch (thrown) {
      throw asError(thrown)
    }
  }
  return Object.defineProperty(wrapped, 'name', { value: handler.name }) as Handler
}

type SchemaErrorFormatter = (this: never, errors: never, part: string) => unknown

/** The service's formatter of validation errors, which returns nothing but errors: Fastify would send anything else as a success. */
export function wrapErrorFormatter<Formatter extends SchemaErrorFormatter> (formatter: Formatter): Formatter {
  if (types.isAsyncFunction(formatter)) return formatter // which Fastify refuses
  return function (this: never, errors: never, part: string): Error {
    const made = formatter.call(this, errors, part)
    return isError(made) ? made : new Error('schemaErrorFormatter returned a value that is no error')
  } as Formatter
}
