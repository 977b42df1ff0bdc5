import Fastify from 'fastify'
import apiError from 'fastify-api-error'
import { SECRET, addCommonRoutes } from '../service.js'

export default {
  name: '@fastify/aws-lambda',
  failures: 'none of its own; the same errors as over a socket',
  orders: ['after'],
  async start ({ options, hasCatalog }) {
    const { default: lambda } = await import('@fastify/aws-lambda')
    const fastify = Fastify(options({}))
    if (hasCatalog) await fastify.register(apiError)
    addCommonRoutes(fastify)
    fastify.get('/conflict', async () => { throw Object.assign(new Error(SECRET), { statusCode: 409 }) })
    const handle = lambda(fastify)
    return {
      async ask ({ ask, headers = {} }) {
        const [httpMethod, path] = ask.split(' ')
        const { statusCode, headers: answered, body } = await handle({ httpMethod, path, headers, queryStringParameters: {} }, {})
        return { status: statusCode, headers: answered, body }
      },
      close: () => fastify.close()
    }
  },
  cases: [
    { ask: 'GET /conflict', status: 409, error: 'object_already_exists' },
    { ask: 'GET /%', status: 400, error: 'invalid_request', needsServerOptions: true }
  ]
}
