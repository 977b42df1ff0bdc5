import type { IncomingMessage } from 'node:http'
import type { FastifyBaseLogger } from 'fastify'
import { describesBody } from '../catalog/body-headers.js'
import { isConnectionHeader, isValidHeader } from '../response/response-headers.js'
import { catchRejection, isThenable } from '../values/read.js'
import { write } from '../contract/log.js'

/** Makes the headers of errors that no hook sees, such as those of CORS, from the head of the request where it could be read. */
export type MakeHeaders = (request: IncomingMessage | undefined) => Readonly<Record<string, string>>

/** What the service's function makes, without what cannot leave with an error. It may fail. */
export function ownHeaders (make: MakeHeaders | undefined, request: IncomingMessage | undefined, logger: { readonly log: FastifyBaseLogger }): Record<string, string> {
  if (make === undefined) return {}
  try {
    const made: unknown = make(request)
    if (isThenable(made)) {
      catchRejection(made)
      throw new TypeError('it must return headers, got a promise')
    }
    const entries: Array<[string, unknown]> = Object.entries(made as object)
    const refused = entries.filter(([name, value]) => !isAllowed(name, value))
    if (refused.length > 0) write(logger, 'warn', { headers: refused.map(([name]) => name.slice(0, MAX_NAME)) }, 'API_ERROR_HEADER: the option "headers" of serverOptions made headers that cannot be sent with an error; they were left out')
    return Object.fromEntries(entries.filter(([name, value]) => isAllowed(name, value)).map(([name, value]) => [name, String(value)]))
  } catch (error) {
    write(logger, 'error', { err: error }, 'API_ERROR_HANDLER_FAILED: the option "headers" of serverOptions failed')
    return {}
  }
}

const MAX_NAME = 100

function isAllowed (name: string, value: unknown): boolean {
  const key = name.toLowerCase()
  return (typeof value === 'string' || typeof value === 'number') && isValidHeader(name, value) && !describesBody(key) && !isConnectionHeader(key) // how it goes on is for Node to say
}
