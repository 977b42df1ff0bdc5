const headers = { 'content-type': 'application/x-www-form-urlencoded' }

export default {
  name: '@fastify/formbody',
  failures: '413 and 415 `invalid_request`, 400 `invalid_field_value`',
  async register (fastify) {
    const { default: formbody } = await import('@fastify/formbody')
    await fastify.register(formbody, { bodyLimit: 20 })
  },
  routes (fastify) {
    const body = { type: 'object', required: ['age'], properties: { age: { type: 'integer' } } }
    fastify.post('/form', { schema: { body } }, async request => request.body)
  },
  cases: [
    { ask: 'POST /form', headers, body: `age=${'1'.repeat(30)}`, status: 413, error: 'invalid_request' },
    { ask: 'POST /form', headers, body: 'age=old', status: 400, error: 'invalid_field_value', details: { fields: ['age'] } },
    { ask: 'POST /form', headers: { 'content-type': 'text/csv' }, body: 'age', status: 415, error: 'invalid_request' },
    { ask: 'POST /form', headers, body: 'age=7', untouched: true }
  ]
}
