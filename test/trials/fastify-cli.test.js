import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'

// What docs/moving/trials.md tells of `fastify-cli generate --lang=ts`: service.patch adds plugins and routes to the
// generated service, move.patch moves it over by docs/moving/sensible.md. Its own tests run before and after.

const ROOT = join(import.meta.dirname, '..', '..')
const PACKAGES = join(import.meta.dirname, 'node_modules')
const page = readFileSync(join(ROOT, 'docs/moving/trials.md'), 'utf8')
const move = readFileSync(join(import.meta.dirname, 'move.patch'), 'utf8')

t.setTimeout(300_000)

/** Runs a program without the loaders that tap gives to what a test starts. */
async function run (cwd, ...command) {
  const { stdout } = await promisify(execFile)('env', ['-u', 'NODE_OPTIONS', 'TS_NODE_TRANSPILE_ONLY=true', ...command], { cwd })
  return stdout
}

/** Compiles the service with its tests, and runs these. */
async function check (app) {
  await run(app, process.execPath, join(PACKAGES, 'typescript/bin/tsc'), '-p', 'test/tsconfig.json')
  const files = ['test/plugins/support.test.ts', 'test/routes/example.test.ts', 'test/routes/root.test.ts', 'test/routes/users.test.ts']
  return await run(app, process.execPath, '--test', '--test-reporter=tap', '-r', 'ts-node/register', ...files)
}

/** A copy, and no link: declarations would find the packages of this repository beside those of the service. */
function installPlugin () {
  const own = join(PACKAGES, 'fastify-api-error')
  rmSync(own, { recursive: true, force: true })
  for (const name of ['dist', 'src', 'package.json']) cpSync(join(ROOT, name), join(own, name), { recursive: true })
}

const git = (app, ...args) => run(app, 'git', '-c', 'user.email=trial@example.com', '-c', 'user.name=trial', ...args)

/** A repository of its own, so that patches apply to it wherever it lies. */
async function commit (app) {
  await git(app, 'add', '-A')
  await git(app, 'commit', '-qm', 'state')
}

/** Lines added and removed below a folder. */
function linesOf (numstat, pattern) {
  const rows = numstat.trim().split('\n').map(line => line.split('\t')).filter(([, , file]) => pattern.test(file))
  return [0, 1].map(column => rows.reduce((sum, row) => sum + Number(row[column]), 0)).join(', ')
}

/** Which errors the document names, and what is said to a URL that is none. The plugin fastify-plugin lets the document out of the scope of the service. */
const DOCUMENT = `
require('ts-node/register')
const Fastify = require('fastify')
const fp = require('fastify-plugin')
const { app, options } = require('./src/app.ts')
const { catalog } = require('./src/errors.ts')
const service = Fastify(options)
service.register(fp(app))
service.ready().then(async () => {
  const users = JSON.stringify(Object.entries(service.swagger().paths).filter(([path]) => path.startsWith('/users')))
  const { statusCode, body } = await service.inject('/%')
  console.log(JSON.stringify({ names: catalog.entries.map(({ name }) => name).filter(name => users.includes(name)), statusCode, body }))
  await service.close()
})`

t.test('a service that fastify-cli generates is moved over by the guide, and its tests pass before and after', async t => {
  mkdirSync(join(ROOT, '.tap'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.tap', 'trial-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  installPlugin()
  symlinkSync(PACKAGES, join(folder, 'node_modules'))
  const app = join(folder, 'app')
  await run(folder, process.execPath, join(PACKAGES, 'fastify-cli/cli.js'), 'generate', 'app', '--lang=ts')
  await git(app, 'init', '-q')
  await git(app, 'apply', join(import.meta.dirname, 'service.patch'))
  await commit(app)
  t.match(await check(app), /^# pass 5$[^]*^# fail 0$/m, 'before')

  await git(app, 'apply', join(import.meta.dirname, 'move.patch'))
  t.match(await check(app), /^# pass 5$[^]*^# fail 0$/m, 'after')
  await git(app, 'add', '-A')
  const numstat = await git(app, 'diff', '--cached', '--numstat')
  t.ok(page.includes(`| sources: lines added, removed | ${linesOf(numstat, /^src\/|^package/)} |`), `| sources: lines added, removed | ${linesOf(numstat, /^src\/|^package/)} |`)
  t.ok(page.includes(`| of these the catalogue | ${linesOf(numstat, /errors\.ts$/).split(',')[0]} |`), `| of these the catalogue | ${linesOf(numstat, /errors\.ts$/).split(',')[0]} |`)
  t.ok(page.includes(`| tests: lines added, removed | ${linesOf(numstat, /^test\//)} |`), `| tests: lines added, removed | ${linesOf(numstat, /^test\//)} |`)

  const { names, statusCode, body } = JSON.parse(await run(app, process.execPath, '-e', DOCUMENT))
  t.match([statusCode, body], [400, '{"code":"2001","error":"invalid_request"}'], 'what no route sees is of the catalogue, too')
  for (const name of ['user_not_found', 'name_taken', 'too_many_requests', 'unauthorized', 'invalid_token']) t.ok(names.includes(name), `the document names ${name}`)
  t.ok(page.includes(`| errors named in the document | none before, ${names.length} after |`), `| errors named in the document | none before, ${names.length} after |`)
})

t.test('the guide shows lines of that patch', t => {
  const [, section = ''] = /^## fastify-cli$([^]*?)^## /m.exec(page) ?? []
  const lines = [...section.matchAll(/^```diff\n([^]*?)^```$/gm)].flatMap(([, block]) => block.split('\n')).filter(line => /^[+-]/.test(line))
  t.ok(lines.length > 5)
  const patched = new Set(move.split('\n'))
  for (const line of lines) t.ok(patched.has(line), line)
  t.end()
})
