import { subscribe } from 'node:diagnostics_channel'
import { context } from '@opentelemetry/api'
import { getRPCMetadata } from '@opentelemetry/core'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { FastifyOtelInstrumentation } from '@fastify/otel'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import * as Sentry from '@sentry/node'
import type { ApiErrorEvent } from 'fastify-api-error'

// What docs/tracing.md and docs/sentry.md show, in one process. Import it before Fastify.

export const exporter = new InMemorySpanExporter()
export const processor = new SimpleSpanProcessor(exporter)
/** What Sentry would have been sent. */
export const sentryEvents: Sentry.Event[] = []

process.env['OTEL_METRICS_EXPORTER'] = 'none'
process.env['OTEL_LOGS_EXPORTER'] = 'none'
const sdk = new NodeSDK({
  spanProcessors: [processor],
  instrumentations: [new HttpInstrumentation(), new FastifyOtelInstrumentation({ registerOnInitialization: true })]
})
sdk.start()
export const shutdown = (): Promise<unknown> => Promise.all([sdk.shutdown(), Sentry.close()])

Sentry.init({
  dsn: 'https://key@sentry.example.com/1',
  integrations: defaults => defaults.filter(({ name }) => name !== 'Fastify'), // @fastify/otel is here
  transport: options => Sentry.createTransport(options, async ({ body }) => {
    const [, ...items] = String(body).split('\n').map(line => JSON.parse(line) as Record<string, unknown>)
    for (const [index, item] of items.entries()) {
      if (item['type'] === 'event') sentryEvents.push(items[index + 1] as Sentry.Event)
    }
    return { statusCode: 200 }
  })
})

subscribe('fastify-api-error', message => {
  const { error, code, status, method, route, cause, request } = message as ApiErrorEvent
  const span = getRPCMetadata(context.active())?.span
  span?.setAttributes({ 'error.type': error, 'api.error.code': code, ...request !== undefined && { 'request.id': request.id } })
  if (status < 500) return
  span?.recordException(cause instanceof Error ? cause : new Error(error, { cause }))
  Sentry.withScope(scope => {
    scope.setFingerprint([error])
    scope.setTags({ error, code, status, method, route, request_id: request?.id })
    Sentry.captureException(cause ?? new Error(error))
  })
})
