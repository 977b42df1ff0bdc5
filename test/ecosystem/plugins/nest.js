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
    { ask: 'GET /error', status: 500, error: 'internal_error' },
    { ask: 'GET /none', status: 404, error: 'object_not_found' }
  ]
}

async function createModule () {
  const { ConflictException, Controller, Get, Module, Param, ParseIntPipe } = await import('@nestjs/common')
  class Routes {
    ok () { return { ok: true } }
    apiError () { throw new ApiError('application_already_exists') }
    conflict () { throw new ConflictException(SECRET) }
    pipe (id) { return id }
    error () { throw new Error(SECRET) }
  }
  Controller()(Routes)
  const paths = { ok: 'ok', apiError: 'api-error', conflict: 'conflict', pipe: 'pipe/:id', error: 'error' }
  for (const [name, path] of Object.entries(paths)) Get(path)(Routes.prototype, name, Object.getOwnPropertyDescriptor(Routes.prototype, name))
  Param('id', ParseIntPipe)(Routes.prototype, 'pipe', 0)
  class Root {}
  Module({ controllers: [Routes] })(Root)
  return Root
}
