import { SECRET } from '../service.js'

export default {
  name: 'tRPC',
  packageName: '@trpc/server',
  failures: 'tRPC\'s own: its status with an error of the catalogue under the contract, tRPC\'s under `exempt()`',
  needs: 'a scope with `exempt()`, for tRPC\'s clients',
  orders: ['after'],
  options: { routerOptions: { maxParamLength: 500 } },
  async routes (fastify) {
    const { initTRPC, TRPCError } = await import('@trpc/server')
    const { fastifyTRPCPlugin } = await import('@trpc/server/adapters/fastify')
    const { router, procedure } = initTRPC.create({ isDev: false })
    const appRouter = router({
      hello: procedure.query(() => 'hello'),
      fails: procedure.query(() => { throw new Error(SECRET) }),
      conflict: procedure.query(() => { throw new TRPCError({ code: 'CONFLICT', message: SECRET }) })
    })
    await fastify.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: { router: appRouter } })
    await fastify.register(async scope => {
      scope.apiErrors?.exempt()
      await scope.register(fastifyTRPCPlugin, { prefix: '/exempt', trpcOptions: { router: appRouter } })
    })
  },
  cases: [
    { ask: 'GET /trpc/none', status: 404, error: 'object_not_found' },
    { ask: 'GET /trpc/fails', status: 500, error: 'internal_error' },
    { ask: 'GET /trpc/conflict', status: 409, error: 'object_already_exists' },
    { ask: 'GET /trpc/hello', untouched: true },
    { ask: 'GET /exempt/conflict', untouched: true }
  ]
}
