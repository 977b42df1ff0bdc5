import { types } from 'node:util'
import type { FastifyReply, FastifyRequest } from 'fastify'

// Fastify sends what a service's own error handler throws: an Error goes to the next handler, but anything else, an
// error of another realm included, leaves as the payload of a success. So does a thrown value that a handler sends on.

type ErrorHandler = (this: never, error: never, request: FastifyRequest, reply: FastifyReply) => unknown

const values = new WeakMap<object, { readonly value: unknown }>()

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

/** What was thrown, where {@link wrapErrorHandler} made an error of it. */
export function thrownValue (error: unknown): unknown {
  const wrapped = typeof error === 'object' && error !== null ? values.get(error) : undefined
  return wrapped === undefined ? error : wrapped.value
}

/** Has the reply take a thrown value for an error, should its handler send it on with the status of a success. */
export function coerceNextSend (reply: FastifyReply, value: unknown, isDefault = false): void {
  if (isError(value)) return
  const { send } = reply
  reply.send = function (payload?: unknown): FastifyReply {
    return send.call(this, payload === value && (isDefault || reply.statusCode < 400) ? asError(value) : payload)
  }
}

function asError (value: unknown): Error {
  if (isError(value)) return value
  const error = new Error('a value that is no error was thrown')
  values.set(error, { value })
  return error
}

function isError (value: unknown): value is Error {
  try {
    return value instanceof Error
  } catch {
    return false // a proxy that refuses
  }
}
