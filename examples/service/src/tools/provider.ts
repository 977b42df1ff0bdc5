import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import apiError, { defaultCatalog, serverOptions } from 'fastify-api-error'
import '../api-errors.js'
import { ReceiptSchema } from '../providers/webhook.js'
import { ComponentSchema } from '../components/schemas.js'

// `npm run provider`: a provider for development. It speaks the protocol of providers/webhook.ts, keeps a list of
// what it was told to run, and runs nothing.

/** A provider that lets in who has the token. */
export async function createProviderApp (token: string): Promise<FastifyInstance> {
  const app = Fastify(serverOptions({ logger: { level: 'warn' } }))
  await app.register(apiError, { catalog: defaultCatalog })
  await app.register(deployments, { token })
  return app
}

const deployments: FastifyPluginAsyncTypebox<{ token: string }> = async function deployments (app, { token }) {
  const running = new Map<string, string>()

  app.apiErrors.declare('unauthorized')
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization !== `Bearer ${token}`) return reply.apiError('unauthorized')
  })

  app.post('/deployments', {
    schema: {
      body: Type.Object({ application: Type.String(), components: Type.Array(ComponentSchema) }),
      response: { 201: ReceiptSchema },
      apiErrors: []
    }
  }, async (request, reply) => {
    const { application } = request.body
    const reference = randomUUID()
    running.set(reference, application)
    return reply.code(201).send({ reference, url: `https://${application}.example.com` })
  })

  app.get('/deployments', {
    schema: { response: { 200: Type.Array(Type.Object({ reference: Type.String(), application: Type.String() })) }, apiErrors: [] }
  }, async () => [...running].map(([reference, application]) => ({ reference, application })))

  app.delete('/deployments/:reference', {
    schema: { params: Type.Object({ reference: Type.String() }), response: { 204: Type.Null() }, apiErrors: ['object_not_found'] }
  }, async (request, reply) => {
    if (!running.delete(request.params.reference)) return reply.apiError('object_not_found')
    return reply.code(204).send(null)
  })
}

if (import.meta.filename === process.argv[1]) {
  const token = process.env['PROVIDER_TOKEN'] || 'provider-token'
  const app = await createProviderApp(token)
  const address = await app.listen({ host: '127.0.0.1', port: Number(process.env['PROVIDER_PORT'] || 4000) })
  console.log(`Provider ${address}, token ${token}`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { app.close() })
}
