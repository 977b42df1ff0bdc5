import { createApp } from './app.js'
import { ConfigError, readConfig } from './config.js'
import type { Config } from './config.js'
import { openDatabase } from './database/database.js'
import { DEMO_EMAIL, addDemoUser } from './demo-user.js'
import { DOCS_PATH, ERRORS_PATH } from './docs.js'
import { FRONT_END_PATH } from './front-end.js'
import { METRICS_PATH } from './metrics.js'

// Starts the service: what it says to people goes to stdout, its log to stderr.

/** How long requests in progress may take to end when the service is told to stop. */
const GRACE_MS = 10_000

async function main (): Promise<void> {
  const config = readConfig(process.env)
  if (config.database.kind !== 'postgres') console.log('Starting the embedded PostgreSQL, which takes some seconds …')
  const database = await openDatabase(config.database)
  if (config.demoPassword !== undefined) await addDemoUser(database, config.demoPassword)
  const app = await createApp(config, { database, log: process.stderr })

  let isStopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { stop(signal) })
  console.log(greeting(config, await app.listen({ host: config.host, port: config.port })))

  async function stop (signal: string): Promise<void> {
    if (isStopping) process.exit(1) // told twice: at once
    isStopping = true
    app.log.info(`${signal}: stopping`)
    setTimeout(() => { process.exit(1) }, GRACE_MS).unref()
    try {
      await app.close()
      await database.close()
      process.exitCode = 0
    } catch (error) {
      app.log.error(error)
      process.exitCode = 1
    }
  }
}

function greeting ({ database, demoPassword }: Config, address: string): string {
  const data = { memory: 'in memory, gone when the service stops', folder: 'in DATA_DIR', postgres: 'in the PostgreSQL of DATABASE_URL' }
  const pages = Object.entries({ Docs: DOCS_PATH, Errors: ERRORS_PATH, Page: FRONT_END_PATH, Metrics: METRICS_PATH }).map(([name, path]) => `${name.padEnd(9)}${address}${path}`)
  const lines = [`Service  ${address}`, ...pages, `Data     ${data[database.kind]}`]
  if (demoPassword !== undefined) {
    const body = JSON.stringify({ email: DEMO_EMAIL, password: demoPassword })
    lines.push(`Try      curl ${address}/auth/login -H 'content-type: application/json' -d '${body.replaceAll("'", "'\\''")}'`)
  } else {
    lines.push(`Try      curl ${address}/health`)
  }
  return `\n${lines.join('\n')}\n`
}

/** What to say when the service cannot start: to the person who can set it right in words, else all there is. */
function complaint (error: unknown): unknown {
  if (error instanceof ConfigError) return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return `${error.message}: something else is there; set PORT to another one`
  return error
}

main().catch((error: unknown) => {
  console.error(complaint(error))
  process.exitCode = 1
  setTimeout(() => { process.exit() }, 1000).unref()
})
