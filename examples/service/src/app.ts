import { randomUUID } from 'node:crypto'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import apiError, { apiErrorReference, serverOptions } from 'fastify-api-error'
import './api-errors.js'
import { createApplicationStore } from './applications/store.js'
import { tokens } from './auth/tokens.js'
import { catalog } from './catalog.js'
import { createComponentStore } from './components/store.js'
import type { Config } from './config.js'
import { createSecretBox } from './crypto/secret-box.js'
import type { Database } from './database/database.js'
import { createDeploymentStore } from './deployments/store.js'
import { docs, ERRORS_PATH } from './docs.js'
import { createErrorCounter, metricsRoute } from './metrics.js'
import { frontEnd } from './front-end.js'
import { createAccountStore } from './providers/store.js'
import { createWebhookProvider } from './providers/webhook.js'
import { routes } from './routes.js'
import type { Services } from './services.js'
import { createUserStore } from './users/store.js'

/** What the service does not make itself. */
export interface Dependencies {
  readonly database: Database
  /** Where log lines go, one JSON text each. */
  readonly log: { write (line: string): void }
}

/** The service, ready to listen. Closing it leaves the database open. */
export async function createApp (config: Config, { database, log }: Dependencies): Promise<FastifyInstance> {
  const app = Fastify(serverOptions({
    logger: { level: config.logLevel, stream: log },
    trustProxy: config.trustProxy,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    genReqId: () => randomUUID(), // for every error: customers name it when they ask for help
    // All fields that are wrong, not only the first. Bodies are small, so this costs little.
    ajv: { customOptions: { allErrors: true } }
  }))
  const errors = createErrorCounter()
  await app.register(apiError, { catalog, members: request => ({ request_id: request.id }), onApiError: errors.count })
  await app.register(helmet)
  await app.register(cors, { origin: [...config.corsOrigins] })
  await app.register(rateLimit, { max: config.rateLimit, timeWindow: 60_000 })
  await app.register(docs)
  await app.register(metricsRoute, errors)
  await app.register(apiErrorReference, { path: ERRORS_PATH })
  await app.register(tokens, config)
  await app.register(routes, createServices(config, database))
  await app.register(frontEnd)
  // Those who try out addresses are limited too.
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) => reply.apiError('object_not_found'))
  return app
}

function createServices (config: Config, database: Database): Services {
  const providers = [createWebhookProvider(config.providerTimeoutMs)]
  return {
    config,
    database,
    users: createUserStore(database),
    applications: createApplicationStore(database),
    components: createComponentStore(database),
    deployments: createDeploymentStore(database),
    accounts: createAccountStore(database, createSecretBox(config.encryptionKey)),
    providers: new Map(providers.map(provider => [provider.name, provider]))
  }
}
