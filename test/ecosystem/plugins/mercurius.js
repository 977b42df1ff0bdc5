import { SECRET } from '../service.js'

const schema = 'type Query { hello: String, fails: String }'
const resolvers = { Query: { hello: () => 'hello', fails () { throw new Error(SECRET) } } }
const headers = { 'content-type': 'application/json' }
const query = text => JSON.stringify({ query: text })

export default {
  name: 'mercurius',
  failures: 'GraphQL\'s own 400: `invalid_request` under the contract, GraphQL\'s under `exempt()`',
  needs: 'a scope with `exempt()`, for clients that read GraphQL\'s errors',
  orders: ['after'],
  async routes (fastify) {
    const { default: mercurius } = await import('mercurius')
    await fastify.register(async scope => { await scope.register(mercurius, { schema, resolvers, path: '/graphql' }) })
    await fastify.register(async scope => {
      scope.apiErrors?.exempt()
      await scope.register(mercurius, { schema, resolvers, path: '/exempt' })
    })
  },
  cases: [
    { ask: 'POST /graphql', headers, body: query('{ nothing }'), status: 400, error: 'invalid_request' },
    { ask: 'POST /graphql', headers, body: query('{ hello }'), untouched: true },
    { ask: 'POST /graphql', headers, body: query('{ fails }'), untouched: true },
    { ask: 'POST /exempt', headers, body: query('{ nothing }'), untouched: true }
  ]
}
