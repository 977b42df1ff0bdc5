import type { FastifyInstance } from 'fastify'
import type { ApiErrorEvent } from 'fastify-api-error'

/** How often each error has left, by what it was and where. */
export interface ErrorCounter {
  readonly count: (event: ApiErrorEvent) => void
  /** In the text format of Prometheus. */
  readonly text: () => string
}

/** A service that measures more than its errors takes a client of Prometheus, as the guide on metrics shows. */
export function createErrorCounter (): ErrorCounter {
  const counts = new Map<string, number>()
  return {
    count ({ error, code, status, method = '', route = '' }) {
      const labels = Object.entries({ error, code, status, method, route }).map(([name, value]) => `${name}="${escape(String(value))}"`).join(',')
      counts.set(labels, (counts.get(labels) ?? 0) + 1)
    },
    text: () => [
      '# HELP api_errors_total Errors that the API has sent.',
      '# TYPE api_errors_total counter',
      ...[...counts].map(([labels, count]) => `api_errors_total{${labels}} ${count}`),
      ''
    ].join('\n')
  }
}

const escape = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

export const METRICS_PATH = '/metrics'

/** For Prometheus. A proxy in front of the service keeps it from the rest of the world. */
export async function metricsRoute (app: FastifyInstance, counter: ErrorCounter): Promise<void> {
  app.get(METRICS_PATH, { config: { rateLimit: false }, schema: { hide: true, apiErrors: [] } }, async (_request, reply) => {
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(counter.text())
  })
}
