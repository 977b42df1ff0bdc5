import http from 'node:http'
import { defaultCatalog } from '../../src/index.js'
import { guard, guardedClass } from '../../src/response/guard.js'
import { isStreamed } from '../../src/response/methods.js'
import type { ResponsePolicy } from '../../src/response/raw.js'
import { receive } from '../helpers/receive.js'
import type { Received } from '../helpers/receive.js'

export const catalog = defaultCatalog
/** What the policy was asked for the last answer. */
export const calls: unknown[] = []
/** What the policy was told of the last answer. */
export const reports: string[] = []

/** Takes what was suggested, else the error of the status. */
export const policy: ResponsePolicy = {
  isExempt: () => false,
  replacementFor (status, body, _reply, suggested) {
    calls.push([status, isStreamed(body) ? 'a stream' : body])
    return suggested ?? { answer: catalog.answer(catalog.fallback(status), status), origin: { kind: 'replaced', cause: undefined } }
  },
  withStatus: answer => answer,
  headFailed: () => catalog.answer(catalog.fallback(500), 500),
  nameInLog: () => {},
  report: ({ status, entry }, { kind }) => { reports.push(`${kind} ${status} ${entry.name}`) }
}

/** A server without Fastify, whose responses have the guard. */
export async function answerOf (handler: (response: http.ServerResponse) => void, options: { readonly isOfClass?: boolean } = {}): Promise<Received> {
  calls.length = 0
  reports.length = 0
  const own = options.isOfClass === true ? { ServerResponse: guardedClass(http.ServerResponse, policy) } : {}
  const server = http.createServer(own, (_request, response) => {
    if (options.isOfClass !== true) guard(response, policy)
    handler(response)
  })
  return receive(server)
}

export const NOT_FOUND = '{"code":"2002","error":"object_not_found"}'
