import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SECRET } from '../service.js'

const ROUTES = {
  'users/index.mjs': "export default async scope => { scope.get('/:id', { schema: { apiErrors: ['object_not_found'] } }, (_request, reply) => { reply.apiError('object_not_found') }) }",
  'orders/index.mjs': `export default async scope => { scope.get('/', async () => { throw Object.assign(new Error('${SECRET}'), { statusCode: 409 }) }) }`,
  'orders/autohooks.mjs': "export default async scope => { scope.addHook('onRequest', async request => { if (request.headers.authorization === undefined) throw Object.assign(new Error('no'), { statusCode: 401 }) }) }"
}

export default {
  name: '@fastify/autoload',
  failures: 'none of its own; the routes that it loads raise, declare and are held to the contract',
  needs: 'the plugin first, since it adds routes',
  orders: ['after'],
  setUp () {
    const folder = mkdtempSync(join(tmpdir(), 'fastify-api-error-'))
    for (const [name, text] of Object.entries(ROUTES)) {
      mkdirSync(join(folder, name, '..'), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return { folder, close () { rmSync(folder, { recursive: true }) } }
  },
  async register (fastify, { folder }) {
    const { default: autoload } = await import('@fastify/autoload')
    await fastify.register(autoload, { dir: folder, autoHooks: true, forceESM: true })
  },
  cases: [
    { ask: 'GET /users/7', status: 404, error: 'object_not_found', alone: 500 },
    { ask: 'GET /orders', status: 401, error: 'unauthorized' },
    { ask: 'GET /orders', headers: { authorization: 'Bearer' }, status: 409, error: 'object_already_exists' }
  ]
}
