import { SECRET } from '../service.js'

const opens = async (_request, reply) => {
  reply.statusCode = 504
  throw new Error(SECRET)
}

export default {
  name: '@fastify/circuit-breaker',
  failures: '503 `internal_error`, or the status that `onCircuitOpen` and `onTimeout` set',
  async register (fastify) {
    const { default: breaker } = await import('@fastify/circuit-breaker')
    await fastify.register(breaker, { threshold: 1, timeout: 20, resetTimeout: 2000 })
  },
  routes (fastify) {
    const fail = async () => { throw new Error(SECRET) }
    const wait = async () => { await new Promise(resolve => { setTimeout(resolve, 40) }) }
    fastify.get('/open', { preHandler: fastify.circuitBreaker() }, fail)
    fastify.get('/slow', { preHandler: fastify.circuitBreaker() }, wait)
    fastify.get('/custom', { preHandler: fastify.circuitBreaker({ onCircuitOpen: opens }) }, fail)
    fastify.get('/custom-slow', { preHandler: fastify.circuitBreaker({ async onTimeout (_request, reply) { reply.statusCode = 504; return SECRET } }) }, wait)
  },
  cases: [
    { ask: 'GET /open', status: 503, error: 'internal_error' },
    { ask: 'GET /open', status: 503, error: 'internal_error' },
    { ask: 'GET /slow', status: 503, error: 'internal_error' },
    { ask: 'GET /custom', status: 504, error: 'network_error' },
    { ask: 'GET /custom', status: 504, error: 'network_error' },
    { ask: 'GET /custom-slow', status: 504, error: 'network_error' }
  ]
}
