import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { test } from 'tap'
import { findGenerators } from '../../src/openapi/generators.js'

const keysOf = (...instances: FastifyInstance[]): string[] => findGenerators(instances).map(({ key }) => key)

test('findGenerators finds the decorators of @fastify/swagger, whatever they are called', async t => {
  const app = Fastify()
  await app.register(swagger)
  await app.register(swagger, { decorator: 'internal' as never })
  app.decorate('named', function named (_one: unknown) {})
  app.decorate('several', (_one: unknown, _other: unknown) => {})
  let child: FastifyInstance = app as FastifyInstance
  await app.register(async scope => {
    await scope.register(swagger, { decorator: 'inner' as never })
    child = scope
  })
  t.strictSame(keysOf(app), ['swagger', 'internal'])
  t.strictSame(keysOf(child).sort(), ['inner', 'internal', 'swagger'], 'also of the scopes around')
  t.strictSame(keysOf(app, child).sort(), ['inner', 'internal', 'swagger'], 'each once')
  t.equal(findGenerators([app])[0]?.owner, app)
})

test('findGenerators finds nothing where @fastify/swagger is not registered', async t => {
  const app = Fastify()
  app.decorate('unnamed', (() => (_one: unknown) => {})())
  t.strictSame(keysOf(app), [])
  app.decorate('swagger', 'none' as never)
  t.strictSame(keysOf(app), [])
})
