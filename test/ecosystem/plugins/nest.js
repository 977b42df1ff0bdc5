import apiError, { ApiError } from 'fastify-api-error'
import { ask } from '../ask.js'
import { SECRET } from '../service.js'

/** What Nest needs: its own filter answers whatever is thrown, and knows no ApiError. This one hands it to Fastify. */
const handToFastify = { catch (error, host) { host.switchToHttp().getResponse().send(error) } }

export default {
  name: 'Nest',
  packageName: '@nestjs/platform-fastify',
  failures: 'an `ApiError` leaves as itself, Nest\'s exceptions with their status',
  needs: 'a global filter that hands errors to Fastify: `{ catch: (error, host) => { host.switchToHttp().getResponse().send(error) } }`',
  hasCommonRoutes: false,
  orders: ['after'],
  async start ({ options, hasCatalog }) {
    await import('reflect-metadata')
    const { NestFactory } = await import('@nestjs/core')
    const { FastifyAdapter } = await import('@nestjs/platform-fastify')
    const adapter = new FastifyAdapter(options({}))
    const app = await NestFactory.create(await createModule(), adapter, { logger: false, abortOnError: false })
    if (hasCatalog) {
      await adapter.getInstance().register(apiError)
      app.useGlobalFilters(handToFastify)
    }
    await app.listen(0, '127.0.0.1')
    const origin = `http://127.0.0.1:${app.getHttpServer().address().port}`
    return { ask: exchange => ask(origin, exchange), close: () => app.close() }
  },
  cases: [
    { ask: 'GET /ok', untouched: true },
    { ask: 'GET /api-error', status: 409, error: 'application_already_exists', alone: 500 },
    { ask: 'GET /conflict', status: 409, error: 'object_already_exists' },
    { ask: 'GET /pipe/seven', status: 400, error: 'invalid_request' },
    { ask: 'GET /fields/seven', status: 400, error: 'invalid_field_value', details: { fields: ['id'] }, alone: 500 },
    { ask: 'GET /closed', status: 403, error: 'not_allowed' },
    { ask: 'GET /guarded', status: 401, error: 'invalid_token', alone: 500 },
    { ask: 'GET /filtered', status: 409, error: 'object_already_exists' },
    { ask: 'GET /raised', status: 401, error: 'unauthorized', alone: 418 },
    { ask: 'GET /error', status: 500, error: 'internal_error' },
    { ask: 'GET /none', status: 404, error: 'object_not_found' }
  ]
}

class Own extends Error {}

/** Filters of a service: one answers with a body of its own, one with an error of the catalogue where the plugin is. */
const ownBody = { catch (error, host) { host.switchToHttp().getResponse().status(409).send({ message: error.message }) } }
const raises = {
  catch (_error, host) {
    const reply = host.switchToHttp().getResponse()
    return reply.apiError === undefined ? reply.status(418).send() : reply.apiError('unauthorized')
  }
}

async function createModule () {
  const { Catch, ConflictException, Controller, Get, Module, Param, ParseIntPipe, UseFilters, UseGuards } = await import('@nestjs/common')
  class Routes {
    ok () { return { ok: true } }
    apiError () { throw new ApiError('application_already_exists') }
    conflict () { throw new ConflictException(SECRET) }
    pipe (id) { return id }
    fields (id) { return id }
    closed () { return 'never' }
    guarded () { return 'never' }
    filtered () { throw new Own(SECRET) }
    raised () { throw new Own(SECRET) }
    error () { throw new Error(SECRET) }
  }
  Controller()(Routes)
  const method = name => [Routes.prototype, name, Object.getOwnPropertyDescriptor(Routes.prototype, name)]
  const paths = { ok: 'ok', apiError: 'api-error', conflict: 'conflict', pipe: 'pipe/:id', fields: 'fields/:id', closed: 'closed', guarded: 'guarded', filtered: 'filtered', raised: 'raised', error: 'error' }
  for (const [name, path] of Object.entries(paths)) Get(path)(...method(name))
  Param('id', ParseIntPipe)(Routes.prototype, 'pipe', 0)
  Param('id', new ParseIntPipe({ exceptionFactory: () => new ApiError('invalid_field_value', { details: { fields: ['id'] } }) }))(Routes.prototype, 'fields', 0)
  UseGuards({ canActivate: () => false })(...method('closed'))
  UseGuards({ canActivate () { throw new ApiError('invalid_token') } })(...method('guarded'))
  UseFilters(filterOf(Catch, ownBody))(...method('filtered'))
  UseFilters(filterOf(Catch, raises))(...method('raised'))
  class Root {}
  Module({ controllers: [Routes] })(Root)
  return Root
}

function filterOf (Catch, filter) {
  class Filter { catch (error, host) { return filter.catch(error, host) } }
  Catch(Own)(Filter)
  return Filter
}
