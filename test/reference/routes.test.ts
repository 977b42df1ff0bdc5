import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { test } from 'tap'
import apiError from '../../src/index.js'
import { routesOf } from '../../src/reference/routes.js'
import type { ListedRoute } from '../../src/reference/routes.js'

async function listOf (addRoutes: (app: FastifyInstance) => unknown, asked = true): Promise<string[]> {
  const app = Fastify()
  await app.register(apiError)
  let list: readonly ListedRoute[] = []
  await addRoutes(app)
  await app.register(async child => { if (asked) list = routesOf(child) })
  await app.ready()
  return (asked ? list : routesOf(app)).map(({ method, url, errors }) => `${method} ${url} ${errors === undefined ? '*' : [...errors].map(error => error.name).join()}`)
}

test('routesOf are the routes of all scopes, each with its errors, also those registered before', async t => {
  t.same(await listOf(async app => {
    app.get('/a', { schema: { apiErrors: ['object_not_found'] } }, async () => '')
    app.route({ method: ['PUT', 'PATCH'], url: '/b', schema: { apiErrors: [] }, handler: async () => '' })
    await app.register(async child => { child.delete('/c', async () => '') }, { prefix: '/v1' })
    app.head('/d', { schema: { apiErrors: [] } }, async () => '') // with no GET route beside it
  }), ['GET /a object_not_found,internal_error', 'PUT, PATCH /b internal_error,invalid_request', 'DELETE /v1/c *', 'HEAD /d internal_error'])
})

test('routesOf leaves out hidden routes and those out of the contract', async t => {
  t.same(await listOf(app => {
    app.get('/hidden', { schema: { hide: true, apiErrors: [] } as never }, async () => '')
    app.get('/tagged', { schema: { tags: ['X-HIDDEN'], apiErrors: [] } as never }, async () => '')
    app.get('/free', { config: { apiErrors: false } }, async () => '')
    app.get('/both', { config: { apiErrors: false }, schema: { tags: ['a'], apiErrors: ['unauthorized'] } as never }, async () => '')
  }), ['GET /both unauthorized,internal_error'])
})

test('nothing is kept of routes when nobody asks for them in time', async t => {
  t.same(await listOf(app => app.get('/a', async () => ''), false), [])
})
