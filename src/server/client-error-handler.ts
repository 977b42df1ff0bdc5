import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import type { Answer } from '../catalog/answer.js'
import { captureWrites } from './captured-writes.js'
import type { CapturedWrites } from './captured-writes.js'
import { answerInTurn, isProtocolError, requestOf, statusOfClientError } from './client-error.js'
import type { ClientError } from './client-error.js'
import type { GuardedServer } from './guarded-server.js'
import { catchRejection, isThenable } from '../values/read.js'
import { ownHeaders } from './own-headers.js'
import type { MakeHeaders } from './own-headers.js'
import { fieldsOf, write } from '../contract/log.js'
import type { ResponsePolicy } from '../response/raw.js'
import { bounded } from '../values/bounded.js'
import { errorStatus } from '../values/status.js'

type OwnHandler = FastifyServerOptions['clientErrorHandler']
export type ClientErrorHandler = (this: FastifyInstance, error: ClientError, socket: Socket) => void

/** Answers requests that could not be read. */
export function createClientErrorHandler (server: GuardedServer, own: OwnHandler, makeHeaders: MakeHeaders | undefined): ClientErrorHandler {
  const refused = new WeakSet<Socket>() // a parser that gave up reports each further byte
  return function clientErrorHandler (error, socket) {
    if (!isProtocolError(error)) {
      if (own !== undefined) own.call(this, error as never, socket)
      else if (!socket.destroyed) socket.destroy(error) // no request, and nobody to answer
      return
    }
    if (socket.destroyed || refused.has(socket)) return
    refused.add(socket)
    const { written, closed } = own === undefined ? NOTHING : captureWrites(socket, () => { callOwn(this, own, error, socket) })
    if (written === '' && closed) {
      socket.destroy(error)
    } else {
      const { policy } = server.ownerOf(this)
      const answer = answerTo(written, statusOfClientError(error), policy)
      const request = requestOf(socket)
      write(this, 'trace', { err: bounded(error), apiError: fieldsOf(answer) }, 'client error')
      answerInTurn(socket, answer, error, ownHeaders(makeHeaders, request, this), () => { policy.report(answer, { kind: 'transport', cause: error }, request, undefined) })
    }
  }
}

const NOTHING: CapturedWrites = { written: '', closed: false }

/** Calls the handler of the service, which may fail. */
function callOwn (fastify: FastifyInstance, own: NonNullable<OwnHandler>, error: ClientError, socket: Socket): void {
  const report = (failure: unknown): void => { write(fastify, 'error', { err: failure }, 'API_ERROR_HANDLER_FAILED: clientErrorHandler threw') }
  try {
    const result: unknown = own.call(fastify, error as never, socket)
    if (isThenable(result)) catchRejection(result, report)
  } catch (failure) {
    report(failure)
  }
}

/** The answer to a request that could not be read, where a handler may have written a response of its own. */
function answerTo (written: string, status: number, policy: ResponsePolicy): Answer {
  const [, own] = /^HTTP\/1\.[01] (\d{3})/.exec(written) ?? []
  const end = written.indexOf('\r\n\r\n')
  return policy.replacementFor(errorStatus(own) ?? status, end === -1 ? undefined : written.slice(end + 4), undefined).answer
}
