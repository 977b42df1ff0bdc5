import { SECRET } from '../service.js'

const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }

export default {
  name: '@fastify/websocket',
  failures: 'an upgrade that a hook refuses: its error; a plain GET, an unknown path: 404 `object_not_found`',
  async register (fastify) {
    const { default: websocket } = await import('@fastify/websocket')
    await fastify.register(websocket)
  },
  async routes (fastify) {
    await fastify.register(async scope => {
      scope.get('/socket', { websocket: true }, socket => { socket.close() })
      scope.get('/closed', { websocket: true, preValidation: async () => { throw Object.assign(new Error(SECRET), { statusCode: 403 }) } }, () => {})
    })
  },
  cases: [
    { ask: 'GET /socket', status: 404, error: 'object_not_found' },
    { ask: 'GET /closed', headers: upgrade, status: 403, error: 'not_allowed' },
    { ask: 'GET /nowhere', headers: upgrade, status: 404, error: 'object_not_found' }
  ]
}
