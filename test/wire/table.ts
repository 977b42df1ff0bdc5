import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type tap from 'tap'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import apiError, { serverOptions } from '../../src/index.js'
import type { ApiErrorEvent, ApiErrorPluginOptions } from '../../src/index.js'
import { hideResponseClass } from '../helpers/hide-class.js'
import { exchange, normalise, print, request, SECRET } from './exchange.js'
import type { Chunk, Expected } from './exchange.js'

/** One path out of the process. */
export interface Row {
  /** Says which. */
  readonly path: string
  /** What is registered before the plugin, and after it. */
  readonly before?: (fastify: FastifyInstance) => unknown
  readonly after?: (fastify: FastifyInstance) => unknown
  /** The service's server options, made anew for each server. */
  readonly server?: () => Record<string, unknown>
  readonly plugin?: ApiErrorPluginOptions
  /** The raw request (default: `GET /`). */
  readonly send?: readonly Chunk[]
  /** The responses on the connection, in order; none: it is closed without a word. */
  readonly full: Expected | readonly Expected[] | RegExp
  /** What the plugin alone answers, where that differs: `'foreign'` where it does not reach. */
  readonly plain?: Expected | readonly Expected[] | RegExp | 'foreign'
  /** The same where its guard is not in the class of responses. */
  readonly methods?: Expected | readonly Expected[] | RegExp | 'foreign'
  /** Also run while the server is closing, or on its second listener. */
  readonly around?: (fastify: FastifyInstance, port: number, exchange: (port: number) => Promise<string>) => Promise<string>
  /** The secret may be in the answer: it was set as a header on purpose. */
  readonly public?: boolean
}

/** With `serverOptions`; with the plugin alone; the same where it has to put its methods on each response; without it. */
export type Configuration = 'full' | 'plain' | 'methods' | 'off'

/** Those that have to keep the promise. */
export const CONFIGURATIONS = ['plain', 'methods', 'full'] as const

const sink = { level: 'trace', stream: { write: () => {} } }

/** A service without routes in one of the configurations. */
export function create (options: FastifyServerOptions, configuration: Configuration): FastifyInstance {
  const fastify = Fastify(configuration === 'full' ? serverOptions(options) : options) as FastifyInstance
  if (configuration === 'methods') hideResponseClass(fastify.server)
  return fastify
}

/** What the channel tells of each of the runs that go on side by side: all that a server does, it does in the context in which it was started. */
const told = new AsyncLocalStorage<ApiErrorEvent[]>()
subscribe('fastify-api-error', event => { told.getStore()?.push(event as ApiErrorEvent) })

/** How many runs go on side by side: most of them wait. */
const AT_ONCE = 4

/** What came out of a run, and what the channel told of it. */
interface Outcome { readonly received: string, readonly events: readonly ApiErrorEvent[] }

/** True if events tell of each error among the responses on a connection, once. */
function areTold ({ received, events }: Outcome, isFull: boolean): boolean {
  if (!isFull && received.includes('"message":"Client Error"')) return true // by Fastify, which closes the connection whatever was to leave
  const sent = [...received.matchAll(/HTTP\/1\.1 ([45]\d\d) (?:.+\r\n)+\r\n(?:\{"code":"(\d+)","error":"(\w+)")?/g)]
    .filter(([, , code]) => isFull || code !== undefined || events.length > 0) // without the server options, Node has answers of its own, with no body
  const left = [...events] // of requests in a row, the last may be decided first
  for (const [, status, code, error] of sent) {
    const index = left.findIndex(event => event.status === Number(status) && (code === undefined || (event.code === code && event.error === error))) // undefined: HEAD
    if (index === -1) return false
    left.splice(index, 1)
  }
  return left.length === 0
}

/** Starts the service of a row. */
export async function start (row: Pick<Row, 'before' | 'after' | 'server' | 'plugin'>, configuration: Configuration): Promise<FastifyInstance> {
  const fastify = create({ logger: sink, forceCloseConnections: true, ...row.server?.() }, configuration)
  await row.before?.(fastify)
  if (configuration !== 'off') await fastify.register(apiError, row.plugin ?? {})
  await row.after?.(fastify)
  await fastify.listen({ port: 0, host: '127.0.0.1' })
  return fastify
}

/** Runs a row in a configuration and returns what came out. */
export async function run (row: Row, configuration: Configuration): Promise<string> {
  const fastify = await start(row, configuration)
  try {
    const { port } = fastify.server.address() as { port: number }
    const talk = (at: number): Promise<string> => exchange(at, row.send ?? [request('GET /')])
    return await (row.around?.(fastify, port, talk) ?? talk(port))
  } finally {
    await fastify.close()
  }
}

/** Runs rows in each of the configurations, and gives what came out in the same order. */
async function runAll (rows: readonly Row[], configurations: readonly Configuration[]): Promise<Array<{ readonly row: Row, readonly configuration: Configuration, readonly outcome: Outcome }>> {
  const runs = rows.flatMap(row => configurations.map(configuration => ({ row, configuration, outcome: { received: '', events: [] as ApiErrorEvent[] } })))
  const left = runs.values()
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const { row, configuration, outcome } of left) outcome.received = await told.run(outcome.events, async () => await run(row, configuration))
  }))
  return runs
}

function expectedOf ({ full, plain = full, methods = plain }: Row, configuration: Configuration): NonNullable<Row['plain']> {
  return configuration === 'full' ? full : configuration === 'plain' ? plain : methods
}

/** Holds a table of paths against the promise. */
export function testTable (t: typeof tap, name: string, rows: readonly Row[]): void {
  t.test(`${name}: ${rows.length} paths leave as the catalogue has them`, async t => {
    for (const { row, configuration, outcome } of await runAll(rows, CONFIGURATIONS)) {
      const { received, events } = outcome
      const expected = expectedOf(row, configuration)
      const title = `${row.path} (${configuration})`
      if (expected === 'foreign') {
        t.match(received, /^HTTP\/1\.1 [45]/, `${title} is answered by Node or Fastify`)
        continue
      }
      if (expected instanceof RegExp) t.match(normalise(received), expected, title)
      else t.equal(normalise(received), print(...Array.isArray(expected) ? expected : [expected]), title)
      t.ok(areTold(outcome, configuration === 'full'), `${title} is told of, once`, { received, events: events.map(({ request, ...event }) => event) })
      if (row.public !== true) t.notMatch(received, SECRET, `${title} keeps the secret`)
    }
  })
}

/** Holds paths that are no errors against the same service without the plugin. */
export function testUntouched (t: typeof tap, name: string, rows: ReadonlyArray<Omit<Row, 'full'>>): void {
  t.test(`${name}: ${rows.length} paths are untouched`, async t => {
    let off = ''
    for (const { row, configuration, outcome: { received } } of await runAll(rows.map(row => ({ ...row, full: [] })), ['off', ...CONFIGURATIONS])) {
      if (configuration === 'off') {
        off = received
        t.match(off, /^HTTP\/1\.1 [123]/, `${row.path} is no error`)
      } else t.equal(normalise(received), normalise(off), `${row.path} (${configuration})`)
    }
  })
}
