import { exporter, processor, sentryEvents, shutdown } from './instrument.js'
import t from 'tap'
import type { Test } from 'tap'
import { flush } from '@sentry/node'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { startService } from '../e2e/helpers.js'
import type { Service } from '../e2e/helpers.js'

t.setTimeout(300_000) // an embedded database takes its time to start
t.teardown(shutdown)

const SERVER = 1

/** The spans of requests that ended since the last call, once that of the last request has. */
async function takeSpans (count: number): Promise<ReadableSpan[]> {
  for (let left = 100; left > 0; left--) {
    await processor.forceFlush()
    const spans = exporter.getFinishedSpans().filter(({ kind }) => kind === SERVER)
    if (spans.length >= count) {
      exporter.reset()
      return spans
    }
    await new Promise(resolve => { setTimeout(resolve, 20) })
  }
  throw new Error('no spans')
}

async function start (t: Test): Promise<Service> {
  const service = await startService()
  t.teardown(() => service.close())
  return service
}

t.test('a request that fails in the database can be followed from its body to the log, the span, the metric and Sentry', async t => {
  const service = await start(t)
  const token = await service.logIn()
  await takeSpans(1)
  service.takeLog()
  await service.database.query('ALTER TABLE applications RENAME TO gone')
  t.teardown(() => service.database.query('ALTER TABLE gone RENAME TO applications'))

  const { status, body, requestId } = await service.send('GET', '/applications', { token })
  t.strictSame([status, body], [500, '{"code":"3002","error":"database_error"}'])
  t.match(requestId, /^[0-9a-f-]{36}$/)

  const lines = service.takeLog().filter(line => line.reqId === requestId && line.apiError !== undefined)
  t.match(lines, [
    { level: 50, apiError: { name: 'database_error', code: '3002', status: 500 }, err: { stack: /relation "applications" does not exist/ } },
    { level: 30, msg: 'request completed', apiError: { name: 'database_error', code: '3002', status: 500 } }
  ])

  const [span] = await takeSpans(1)
  t.match(span?.attributes, { 'error.type': 'database_error', 'api.error.code': '3002', 'request.id': requestId })
  t.ok([span?.attributes['http.response.status_code'], span?.attributes['http.status_code']].includes(500))
  t.equal(span?.status.code, 2)
  t.match(span?.events, [{ name: 'exception', attributes: { 'exception.message': /relation "applications" does not exist/ } }])

  const metrics = await service.send('GET', '/metrics')
  t.match(metrics.body, 'api_errors_total{error="database_error",code="3002",status="500",method="GET",route="/applications"} 1\n')
  t.match(metrics.headers['content-type'], /^text\/plain; version=0\.0\.4/)

  await flush()
  t.match(sentryEvents, [{ fingerprint: ['database_error'], tags: { error: 'database_error', code: '3002', status: 500, route: '/applications', request_id: requestId } }])
  t.match(sentryEvents[0]?.exception?.values?.map(({ value }) => value).join(), /relation "applications" does not exist/)
  t.equal(sentryEvents.length, 1)
})

t.test('errors of clients fail no span and are none of Sentry\'s business, raised or thrown', async t => {
  const service = await start(t)
  sentryEvents.length = 0
  exporter.reset()
  const asked = [
    await service.send('GET', '/users/me'), // thrown by a hook
    await service.send('POST', '/auth/login', { json: { email: 'demo@example.com', password: 'wrong-password-1' } }), // raised
    await service.send('POST', '/auth/login', { json: {} }), // validation
    await service.send('GET', '/nowhere'),
    await service.send('GET', '/%')
  ]
  const names = asked.map(({ body }) => (JSON.parse(body) as { error: string }).error)
  t.strictSame(names, ['unauthorized', 'invalid_credentials', 'invalid_field_value', 'object_not_found', 'invalid_request'])
  const spans = await takeSpans(asked.length)
  t.strictSame(spans.map(({ attributes }) => attributes['error.type']).sort(), [...names].sort())
  for (const { status, events, attributes } of spans) t.strictSame([status.code, events], [0, []], String(attributes['error.type']))
  await flush()
  t.strictSame(sentryEvents, [])
})
