import Fastify from 'fastify'
import { defaultCatalog, serverOptions } from 'fastify-api-error'
import { expectType } from '../equal.js'
import type { Equal } from '../equal.js'

Fastify(serverOptions())
Fastify(serverOptions({}))
Fastify(serverOptions({ catalog: defaultCatalog }))

const app = Fastify(serverOptions({ logger: true, bodyLimit: 10, catalog: defaultCatalog, clientErrorHandler (_error, socket) { socket.end() } }))
app.get('/', async (request, reply) => {
  request.log.info(reply.statusCode)
  return reply.apiError('unauthorized')
})

export const options = serverOptions({ bodyLimit: 10, catalog: defaultCatalog })
expectType<Equal<typeof options, Omit<{ bodyLimit: number, catalog: typeof defaultCatalog }, 'catalog'>>>()

// Each version of HTTP has options of its own, and makes an application of its own type.
serverOptions({ https: { key: '', cert: '' } })
export const secure = (): string => Fastify(serverOptions({ https: { key: '', cert: '' }, logger: true })).server.constructor.name
export const http2 = (): unknown => Fastify(serverOptions({ http2: true, https: { key: '', cert: '' }, logger: true })).server.on('session', session => session.close())

// @ts-expect-error -- a catalogue is made by defineCatalog
serverOptions({ catalog: {} })
// @ts-expect-error -- an option of Fastify has its type
serverOptions({ bodyLimit: 'ten' })
