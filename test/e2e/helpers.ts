import { generateKeyPairSync } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../examples/service/src/app.js'
import { readConfig } from '../../examples/service/src/config.js'
import type { Config } from '../../examples/service/src/config.js'
import { openDatabase } from '../../examples/service/src/database/database.js'
import type { Database } from '../../examples/service/src/database/database.js'
import { DEMO_EMAIL, addDemoUser } from '../../examples/service/src/demo-user.js'

/** An exchange as the client saw it. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Without the id that each error carries. */
  readonly body: string
  readonly requestId: string | undefined
}

/** What to send: `json` is stringified, `raw` is sent as it is; both as application/json. */
export interface Sent {
  readonly token?: string
  readonly json?: unknown
  readonly raw?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A line of the service's log. */
export interface LogLine {
  readonly level: number
  readonly msg: string
  readonly reqId?: string
  readonly apiError?: { readonly name: string, readonly code: string, readonly status: number }
  readonly err?: { readonly type: string, readonly message: string, readonly stack: string }
}

/** The service on a port of its own, with a database of its own. */
export interface Service {
  readonly app: FastifyInstance
  readonly database: Database
  readonly url: string
  /** What was logged since the last call. */
  takeLog (): LogLine[]
  send (method: string, path: string, sent?: Sent): Promise<Answer>
  /** A token of the user, or of the demo user, who is an admin. */
  logIn (email?: string, password?: string): Promise<string>
  close (): Promise<void>
}

export const DEMO = { email: DEMO_EMAIL, password: 'demo-password-1' }

/** One embedded PostgreSQL for a test file: it takes seconds to start. */
let embedded: Promise<Database> | undefined

/** A database with nothing in it but the demo user. */
async function freshDatabase (config: Config): Promise<Database> {
  const database = await (config.database.kind === 'memory' ? embedded ??= openDatabase(config.database) : openDatabase(config.database))
  await database.query('TRUNCATE users, applications, components, deployments, provider_accounts')
  await addDemoUser(database, DEMO.password)
  return database
}

/** Starts the service as its server.ts does, with these environment variables. Its data are those of no service before. */
export async function startService (env: Readonly<Record<string, string>> = {}): Promise<Service> {
  const config = readConfig({ LOGIN_RATE_LIMIT: '1000', RATE_LIMIT: '10000', PORT: '0', ...env })
  const database = await freshDatabase(config)
  let lines: string[] = []
  const app = await createApp(config, { database, log: { write: line => { lines.push(line) } } })
  const url = await app.listen({ host: config.host, port: config.port })
  return { app, database, url, takeLog, send, logIn, close }

  function takeLog (): LogLine[] {
    const taken = lines
    lines = []
    return taken.map(line => JSON.parse(line) as LogLine)
  }

  function send (method: string, path: string, sent?: Sent): Promise<Answer> {
    return exchange(url, method, path, sent)
  }

  async function logIn (email = DEMO.email, password = DEMO.password): Promise<string> {
    const { status, body } = await send('POST', '/auth/login', { json: { email, password } })
    if (status !== 200) throw new Error(`login of ${email} answered ${status} ${body}`)
    return (JSON.parse(body) as { token: string }).token
  }

  async function close (): Promise<void> {
    await app.close()
    if (config.database.kind !== 'memory') await database.close()
  }
}

/** One request on a connection of its own. */
export function exchange (url: string, method: string, path: string, { token, json, raw, headers }: Sent = {}): Promise<Answer> {
  const body = json === undefined ? raw : JSON.stringify(json)
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, url), {
      method,
      agent: false,
      headers: {
        ...token !== undefined && { authorization: `Bearer ${token}` },
        ...body !== undefined && { 'content-type': 'application/json' },
        ...headers
      }
    }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => { chunks.push(chunk) })
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const [, requestId] = /,"request_id":"([0-9a-f-]{36})"\}$/.exec(text) ?? []
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: requestId === undefined ? text : `${text.slice(0, -53)}}`, requestId })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** A new private key for tokens, in PEM. */
export function newSigningKey (): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
