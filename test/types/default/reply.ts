import Fastify from 'fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import apiError, { ApiError } from 'fastify-api-error'
import type { ApiErrorEvent, ApiErrorReply, RegisteredErrorName } from 'fastify-api-error'
import { expectType } from '../equal.js'
import type { Equal } from '../equal.js'

const app = Fastify()
await app.register(apiError)

// A route that declares nothing takes names, codes and numbers of the whole catalogue.
app.get('/any', async (request, reply) => {
  if (request.url === '/1') return reply.apiError('unauthorized')
  if (request.url === '/2') return reply.apiError('1000')
  if (request.url === '/3') return reply.apiError(1000)
  if (request.url === '/4') return reply.apiError('email_already_exists')
  if (request.url === '/5') return reply.apiError('invalid_field_value', { fields: ['email'] })
  if (request.url === '/6') return reply.apiError(2007, { fields: ['email'] })
  if (request.url === '/7') return reply.apiError('2007', { fields: ['email'] })
  // @ts-expect-error -- there is no such error
  if (request.url === '/8') return reply.apiError('nothing')
  // @ts-expect-error -- there is no such code
  if (request.url === '/9') return reply.apiError('9999')
  // @ts-expect-error -- there is no such number
  if (request.url === '/10') return reply.apiError(9999)
  // @ts-expect-error -- two errors share the code
  if (request.url === '/11') return reply.apiError('2003')
  // @ts-expect-error -- two errors share the number
  if (request.url === '/12') return reply.apiError(2003)
  // @ts-expect-error -- the details are missing
  if (request.url === '/13') return reply.apiError('invalid_field_value')
  // @ts-expect-error -- the details are missing, also by number
  if (request.url === '/14') return reply.apiError(2007)
  // @ts-expect-error -- fields are texts
  if (request.url === '/15') return reply.apiError('invalid_field_value', { fields: [1] })
  // @ts-expect-error -- a detail that is not declared
  if (request.url === '/16') return reply.apiError('invalid_field_value', { fields: [], more: 1 })
  if (request.url === '/18') return reply.apiError('database_error', undefined, { cause: new Error('x'), headers: { 'retry-after': 5, 'set-cookie': ['a=1', 'b=2'] } })
  if (request.url === '/19') return reply.apiError(2007, { fields: ['email'] }, { cause: 'why' })
  // @ts-expect-error -- options come third
  if (request.url === '/20') return reply.apiError('database_error', { cause: new Error('x') })
  // @ts-expect-error -- the details are missing
  if (request.url === '/21') return reply.apiError('invalid_field_value', undefined, { cause: 'why' })
  // @ts-expect-error -- there is no such option
  if (request.url === '/22') return reply.apiError('database_error', undefined, { because: 'why' })
  // @ts-expect-error -- a header has a text or a number
  if (request.url === '/23') return reply.apiError('database_error', undefined, { headers: { 'retry-after': true } })
  // @ts-expect-error -- this error declares no details
  if (request.url === '/17') return reply.apiError('unauthorized', { fields: [] })
  return 'fine'
})

// A route that declares errors takes these, by name, code and number, and no other; in every form of handler.
const schema = { apiErrors: ['object_not_found', 'invalid_field_value'] } as const

app.get('/async', { schema: { apiErrors: ['object_not_found', 'invalid_field_value'] } }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('object_not_found')
  if (request.url === '/2') return reply.apiError('2002')
  if (request.url === '/3') return reply.apiError(2002)
  if (request.url === '/4') return reply.apiError('invalid_field_value', { fields: [] })
  // @ts-expect-error -- the details are missing
  if (request.url === '/5') return reply.apiError('invalid_field_value')
  // @ts-expect-error -- the route does not declare it
  if (request.url === '/6') return reply.apiError('unauthorized')
  // @ts-expect-error -- nor by its code
  if (request.url === '/7') return reply.apiError('1000')
  // @ts-expect-error -- nor by its number
  if (request.url === '/8') return reply.apiError(1000)
  return 'fine'
})

app.get('/sync', { schema: { apiErrors: ['object_not_found'] } }, (request, reply) => {
  if (request.url === '/1') return reply.apiError('object_not_found')
  // @ts-expect-error -- the route does not declare it
  if (request.url === '/2') return reply.apiError('unauthorized')
  return 'fine'
})

app.get('/callback', { schema: { apiErrors: ['object_not_found'] } }, (_request, reply) => {
  reply.apiError('object_not_found')
  // @ts-expect-error -- the route does not declare it
  reply.apiError('unauthorized')
})

app.get('/shared', { schema }, async (_request, reply) => {
  // @ts-expect-error -- the route does not declare it
  if (schema.apiErrors.length > 9) return reply.apiError('unauthorized')
  return reply.apiError('object_not_found')
})

app.get('/options', {
  schema: { apiErrors: ['object_not_found'] },
  handler: async (_request, reply) => {
    // @ts-expect-error -- the route does not declare it
    if (schema.apiErrors.length > 9) return reply.apiError('unauthorized')
    return reply.apiError('object_not_found')
  }
})

app.route({
  method: ['GET', 'POST'],
  url: '/route',
  schema: { apiErrors: ['object_not_found'] },
  handler: async (_request, reply) => {
    // @ts-expect-error -- the route does not declare it
    if (schema.apiErrors.length > 9) return reply.apiError('unauthorized')
    return reply.apiError('object_not_found')
  }
})

app.route({
  method: 'GET',
  url: '/route-sync',
  schema: { apiErrors: ['object_not_found'] },
  handler (_request, reply) {
    // @ts-expect-error -- the route does not declare it
    if (schema.apiErrors.length > 9) return reply.apiError('unauthorized')
    return reply.apiError('object_not_found')
  }
})

for (const add of [app.post, app.put, app.patch, app.delete, app.options] as const) {
  add('/methods', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => {
    // @ts-expect-error -- the route does not declare it
    if (schema.apiErrors.length > 9) return reply.apiError('unauthorized')
    return reply.apiError('object_not_found')
  })
}

// The hooks of a route are held to it, too.
app.get('/hook', {
  schema: { apiErrors: ['object_not_found'] },
  preHandler: async (_request, reply) => {
    // @ts-expect-error -- the route does not declare it
    if (schema.apiErrors.length > 9) return reply.apiError('unauthorized')
    return reply.apiError('object_not_found')
  }
}, async () => 'fine')

// An empty list declares that the route raises none.
app.get('/none', { schema: { apiErrors: [] } }, async (_request, reply) => {
  // @ts-expect-error -- the route declares none
  return reply.apiError('object_not_found')
})

// Handlers with types of their own, and routes with generics, take the whole catalogue.
app.get('/untyped', { schema: { apiErrors: ['object_not_found'] } }, async (_request: FastifyRequest, reply: FastifyReply) => reply.apiError('unauthorized'))
app.get<{ Params: { id: string } }>('/generic/:id', { schema: { apiErrors: ['object_not_found'] } }, async (request, reply) => {
  expectType<Equal<typeof request.params.id, string>>()
  return reply.apiError('unauthorized')
})
export function helper (reply: FastifyReply): Promise<never> {
  // @ts-expect-error -- but nothing else
  if (reply.sent) return reply.apiError('nothing')
  return reply.apiError('unauthorized')
}

// Hooks of a scope take the whole catalogue.
app.addHook('onRequest', async (_request, reply) => reply.apiError('unauthorized'))
app.addHook('preValidation', (_request, reply, done) => {
  reply.apiError('unauthorized')
  done()
})
app.setNotFoundHandler((_request, reply) => reply.apiError('object_not_found'))
app.setErrorHandler((_error, _request, reply) => reply.apiError('internal_error'))

// What it returns fits a handler with a typed reply, whose payload goes on being checked.
app.get<{ Reply: { 200: { id: number } } }>('/reply', async (request, reply) => {
  if (request.url === '/1') return reply.apiError('object_not_found')
  // @ts-expect-error -- the payload of 200 is another
  if (request.url === '/2') return reply.code(200).send({ id: 'one' })
  return reply.code(200).send({ id: 1 })
})
app.get<{ Reply: { id: number } }>('/reply-async', async (request, reply) => request.url === '/1' ? reply.apiError('object_not_found') : { id: 1 })
app.get<{ Reply: { id: number } }>('/reply-sync', (request, reply) => request.url === '/1' ? reply.apiError('object_not_found') : { id: 1 })

export const sent = (reply: FastifyReply): ApiErrorReply => reply.apiError('unauthorized')
export const about = (reply: FastifyReply): ApiErrorReply<'2002 - object_not_found, 404: The object was not found.'> => reply.apiError(2002)
export const either = (reply: FastifyReply): Promise<never> => reply.sent ? reply.apiError('unauthorized') : reply.apiError('invalid_field_value', { fields: [] })

// The list itself completes and refuses.
// @ts-expect-error -- there is no such error
app.get('/unknown', { schema: { apiErrors: ['object_not_found', 'nothing'] } }, async () => 'fine')
// @ts-expect-error -- a route lists names, not codes
app.get('/code', { schema: { apiErrors: ['2002'] } }, async () => 'fine')
// @ts-expect-error -- it is a list
app.get('/text', { schema: { apiErrors: 'object_not_found' } }, async () => 'fine')

app.get('/exempt', { config: { apiErrors: false } }, async () => 'fine')
// @ts-expect-error -- only false says something
app.get('/exempt-true', { config: { apiErrors: true } }, async () => 'fine')

// The scope.
app.apiErrors.declare('unauthorized', 'not_allowed').exempt()
// @ts-expect-error -- there is no such error
app.apiErrors.declare('nothing')
// @ts-expect-error -- a scope declares names, not codes
app.apiErrors.declare('1000')
expectType<Equal<typeof app.apiErrors.catalog.entries[number]['status'], number>>()

// The options of the plugin.
await app.register(apiError, { strict: true, logErrors: false, classify: error => error instanceof RangeError ? 'invalid_request' : undefined })
await app.register(apiError, {
  classify (error) {
    if (error === 1) return 1000
    if (error === 2) return '1000'
    if (error === 3) return null
    if (error === 4) return new ApiError('invalid_field_value', { details: { fields: ['email'] }, headers: { 'retry-after': 1 }, cause: error })
    return error instanceof ApiError ? error : undefined
  }
})
// @ts-expect-error -- there is no such error
await app.register(apiError, { classify: () => 'nothing' })
// @ts-expect-error -- it needs details: return an ApiError
await app.register(apiError, { classify: () => 'invalid_field_value' })
// @ts-expect-error -- an object is no ApiError
await app.register(apiError, { classify: () => ({ error: 'invalid_request' }) })
// @ts-expect-error -- it may not be asynchronous
await app.register(apiError, { classify: async () => 'invalid_request' })
await app.register(apiError, {
  onApiError (event) {
    expectType<Equal<typeof event, ApiErrorEvent>>()
    expectType<Equal<typeof event.error, RegisteredErrorName>>()
    expectType<Equal<typeof event.kind, 'raised' | 'thrown' | 'foreign' | 'replaced' | 'transport'>>()
    return event.request?.id
  }
})
// @ts-expect-error -- there is no such option
await app.register(apiError, { strickt: true })
// @ts-expect-error -- a catalogue is made by defineCatalog
await app.register(apiError, { catalog: {} })
