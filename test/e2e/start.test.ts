import { execFile, execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import type { Test } from 'tap'
import { defaultCatalog } from 'fastify-api-error'
import { exchange } from './helpers.js'
import { errorsOf, readme, stepsOf } from './readme.js'
import type { Step } from './readme.js'

const directory = fileURLToPath(new URL('../../examples/service/', import.meta.url))

const ENCRYPTION_KEY = Buffer.alloc(32).toString('base64')

/** A process of the service. */
interface Started {
  readonly process: ChildProcess
  readonly output: () => string
  readonly errors: () => string
  /** The exit code. */
  readonly ended: Promise<number | null>
}

/** Starts a built file in an environment that has these variables and no others. */
const start = (env: Readonly<Record<string, string>>, file = 'dist/server.js'): Started => command(env, directory, process.execPath, file)

function command (env: Readonly<Record<string, string>>, cwd: string, ...words: readonly string[]): Started {
  const child = spawn('env', withOnly(env, ...words), { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout.on('data', data => { output += String(data) })
  child.stderr.on('data', data => { errors += String(data) })
  return { process: child, output: () => output, errors: () => errors, ended: once(child, 'close').then(([code]) => code as number | null) }
}

/** Starts it, and waits until it has said this. */
const started = (t: Test, word: string, env: Readonly<Record<string, string>>, file?: string): Promise<Started> => ready(t, word, start(env, file))

async function ready (t: Test, word: string, child: Started): Promise<Started> {
  t.teardown(() => child.process.kill('SIGKILL'))
  await until(() => child.output().includes(word) || child.process.exitCode !== null)
  if (!child.output().includes(word)) throw new Error(`it did not start: ${child.errors()}`)
  return child
}

/**
 * Arguments of `env` for a command in an environment of its own: tap reaches into child processes through
 * NODE_OPTIONS, whatever is given to `spawn`, and this is how the service does without.
 */
function withOnly (variables: Readonly<Record<string, string>>, ...command: readonly string[]): string[] {
  const { PATH = '', HOME = '' } = process.env
  return ['-i', ...Object.entries({ PATH, HOME, ...variables }).map(([name, value]) => `${name}=${value}`), ...command]
}

async function until (condition: () => boolean): Promise<void> {
  for (let left = 600; !condition(); left--) {
    if (left === 0) throw new Error('waited for a minute')
    await new Promise(resolve => { setTimeout(resolve, 100) })
  }
}

const steps = stepsOf(readme)
const under = (heading: string): Step[] => steps.filter(step => step.heading === heading)
const brokenErrors: ReadonlySet<string> = new Set(errorsOf(readme.slice(readme.indexOf('### The other four'))))
const functions = under('A tour').find(({ commands }) => commands.startsWith('URL=')) ?? { heading: '', commands: 'exit 1\n', output: undefined }

const addressOf = ({ output }: Started): string => /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0] ?? ''

t.setTimeout(600_000) // an embedded database takes its time to start

// One PostgreSQL for all that only need some database: an embedded one takes seconds to start.
let database: Started
let DATABASE_URL = ''

t.before(async () => {
  execFileSync('env', withOnly({}, 'npm', 'run', '--silent', 'build'), { cwd: directory, stdio: 'inherit' })
  database = await started(t, 'export', { DATABASE_PORT: '0' }, 'dist/tools/database.js')
  DATABASE_URL = /DATABASE_URL=(\S+)/.exec(database.output())?.[1] ?? ''
})

t.test('the server says where it is and how to try it, and ends when it is told to', async t => {
  const server = await started(t, 'Try', { PORT: '0', LOGIN_RATE_LIMIT: '1000' })
  const url = addressOf(server)

  await t.test('what it says is so', async t => {
    t.match(await exchange(url, 'GET', '/health'), { status: 200, body: '{"status":"ok"}' })
    t.match(readme, server.output().trim().replaceAll(url, 'http://127.0.0.1:3000'), 'and the README says the same')
    for (const [page, type] of [['Docs', /^text\/html/], ['Errors', /^text\/html/], ['Page', /^text\/html/], ['Metrics', /^text\/plain/]] as const) {
      const address = new RegExp(`^${page} +(\\S+)$`, 'm').exec(server.output())?.[1] ?? ''
      t.match(await exchange(address, 'GET', ''), { status: 200, headers: { 'content-type': type } }, page)
    }
    const [, login = '', body = ''] = /^Try {6}curl (\S+) -H 'content-type: application\/json' -d '(.+)'$/m.exec(server.output()) ?? []
    t.match(await exchange(login, 'POST', '', { raw: body }), { status: 200, body: /^\{"token":"/ })
  })

  await t.test('what the README tells to type prints what the README says: the tour, and the errors that need nothing else', async t => {
    const provider = await started(t, 'Provider', { PROVIDER_PORT: '0' }, 'dist/tools/provider.js')
    const tour = under('A tour').filter(({ commands }) => commands.includes('$SHOP'))
    const errors = steps.filter(({ heading }) => heading === 'The 23 errors' || (/^\d{4} /.test(heading) && !brokenErrors.has(heading)))
    const places = { 'http://127.0.0.1:3000': url, 'http://127.0.0.1:4000': addressOf(provider) }
    checkOutputs(t, await type([functions, ...tour, ...errors], places), 20)
    provider.process.kill('SIGINT')
    t.equal(await provider.ended, 0, 'Ctrl-C ends the provider')
  })

  await t.test('SIGTERM lets a request in progress end, and then the server, with code 0', async t => {
    const logins = (): number => server.errors().split('"/auth/login"').length
    const before = logins()
    const pending = exchange(url, 'POST', '/auth/login', { json: { email: 'demo@example.com', password: 'not-the-password-1' } })
    await until(() => logins() > before)
    server.process.kill('SIGTERM')
    t.match(await pending, { status: 401, body: '{"code":"1004","error":"invalid_credentials"}', requestId: /^[0-9a-f-]{36}$/ })
    t.equal(await server.ended, 0)
    t.match(server.errors(), 'SIGTERM: stopping')
    for (const line of server.errors().trim().split('\n')) t.doesNotThrow(() => JSON.parse(line), 'stderr is the log, one JSON text a line')
  })
})

// In a container, or under systemd, the signal reaches npm alone: a shell between npm and Node would keep it.
for (const [where, folder] of [['the repository', `${directory}../..`], ['the service', directory]] as const) {
  t.test(`SIGTERM to \`npm start\` in ${where} ends the service`, async t => {
    const npm = await ready(t, 'Try', command({ PORT: '0', DATABASE_URL, ENCRYPTION_KEY }, folder, 'npm', 'start', '--silent'))
    t.match(await exchange(addressOf(npm), 'GET', '/health'), { status: 200 })
    npm.process.kill('SIGTERM')
    await npm.ended // once nobody has its output open any more: the service is no more
    t.match(npm.errors(), 'SIGTERM: stopping')
    await t.rejects(exchange(addressOf(npm), 'GET', '/health'), { code: 'ECONNREFUSED' })
  })
}

t.test('a wrong environment ends the start with all its problems and no stack', async t => {
  const server = start({ PORT: 'http', DATABASE_URL: 'localhost', RATE_LIMIT: '0' })
  t.equal(await server.ended, 1)
  t.equal(server.output(), '')
  t.equal(server.errors(), [
    'The configuration has 4 problems:',
    '- DATABASE_URL is not a URL like postgres://user:password@host:5432/database',
    '- PORT is "http"; expected an integer from 0 to 65535',
    '- ENCRYPTION_KEY is needed when the data outlives the process; make one: openssl rand -base64 32',
    '- RATE_LIMIT is "0"; expected an integer from 1 to 1000000',
    ''
  ].join('\n'))
})

t.test('a database that is not there ends the start with code 1', async t => {
  const server = start({ DATABASE_URL: 'postgres://127.0.0.1:1/none', ENCRYPTION_KEY })
  t.equal(await server.ended, 1)
  t.match(server.errors(), 'ECONNREFUSED')
})

t.test('the README has the errors of the catalogue, each once, and no others', async t => {
  t.same(errorsOf(readme).sort(), defaultCatalog.entries.map(({ code, name }) => `${code} ${name}`).sort())
  for (const { code, name, status } of defaultCatalog.entries) {
    const outputs = stepsOf(readme).filter(({ heading }) => heading === `${code} ${name}`).map(({ output }) => output?.trimEnd().split('\n').at(-1))
    t.equal(outputs.length, 1)
    t.match(outputs[0], new RegExp(`^\\{"code":"${code}","error":"${name}".*\\} ${status}$`), name)
  }
})

t.test('the README has every variable of the configuration', async t => {
  const source = readFileSync(`${directory}src/config.ts`, 'utf8')
  const read = [...source.matchAll(/env\['([A-Z_]+)'\]|read(?:Integer|Choice)\('([A-Z_]+)'/g)].map(([, a, b]) => a ?? b)
  const documented = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)
  t.same(documented.sort(), [...new Set(read)].sort())
})

t.test('what the README tells to type prints what the README says: the errors that need something broken', async t => {
  const folder = t.testdir({})
  const places = { 'jwt-key': `${folder}/jwt-key`, 'npm start': 'env', 'postgres://postgres:postgres@127.0.0.1:5432/postgres': DATABASE_URL }

  const [openssl, exports] = under('The other four').filter(({ commands }) => !commands.startsWith('npm'))
  if (openssl === undefined || exports === undefined) throw new Error('the README does not say how to start')
  const [environment] = await type([openssl], places)
  const variables = Object.fromEntries([...environment?.printed.matchAll(/^(DATABASE_URL|JWT_KEY_FILE|ENCRYPTION_KEY|DEMO_PASSWORD)=(.+)$/gm) ?? []].map(([, name, value]) => [name, value]))
  t.equal(Object.keys(variables).length, 4)
  const service = await started(t, 'Try', { PORT: '0', ...variables })

  const second = start({ PORT: new URL(addressOf(service)).port, ...variables })
  t.equal(await second.ended, 1, 'a second service on the same port ends')
  t.match(second.errors(), /^listen EADDRINUSE.*set PORT to another one$/m)
  t.notMatch(second.errors(), / at /, 'without a stack')

  const errors = steps.filter(({ heading }) => brokenErrors.has(heading))
  const stop: Step = { heading: 'Ctrl-C', commands: `kill -INT ${database.process.pid}; sleep 1\n`, output: undefined }
  checkOutputs(t, await type([functions, exports, ...errors.slice(0, -1), stop, ...errors.slice(-1)], { ...places, 'http://127.0.0.1:3000': addressOf(service) }), 4)
  t.equal(await database.ended, 0)
  service.process.kill('SIGINT')
  t.equal(await service.ended, 0)
})

/** What a step printed when it was typed. */
interface Typed extends Step { readonly printed: string }

/** Types steps into one shell, with other addresses than those of the README: its ports may be taken. */
async function type (steps: readonly Step[], places: Readonly<Record<string, string>>): Promise<Typed[]> {
  const script = steps.map(({ commands }) => `${commands}echo; echo ----\n`).join('')
  const moved = Object.entries(places).reduce((text, [from, to]) => text.replaceAll(from, to), script)
  const { stdout } = await promisify(execFile)('env', withOnly({}, 'bash', '-c', moved), { cwd: directory })
  const printed = stdout.split('\n----\n')
  return steps.map((step, index) => ({ ...step, printed: printed[index] ?? '' }))
}

function checkOutputs (t: Test, typed: readonly Typed[], count: number): void {
  const promised = typed.filter(({ output }) => output !== undefined)
  t.equal(promised.length, count)
  for (const { heading, output, printed } of promised) t.equal(printed.replaceAll(/(?<="request_id":")[0-9a-f-]{36}(?=")/g, '…'), output, heading)
}
