import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { closure, find, sizeOf } from '../harness/installed.js'
import { profile } from '../harness/profile.js'
import { summary } from '../harness/stats.js'
import { fixed, spread, table } from '../harness/table.js'

const execute = promisify(execFile)
const folder = path => fileURLToPath(new URL(path, import.meta.url)).replace(/[/\\]$/, '')
const ROOT = folder('../../')
const BENCH = folder('../')
const WORKER = folder('../harness/import-worker.js')
const KB = 1000

/** What a Fastify service has anyway: the plugin's peers, and its only dependency comes with every other plugin. */
const OWNED = ['fastify', '@sinclair/typebox']

/** Each with the module that a service imports, and what it has loaded by then. Fastify is what the others are compared with. */
const PACKAGES = [
  { name: 'fastify', at: join(ROOT, 'node_modules/fastify'), entry: join(ROOT, 'node_modules/fastify/fastify.js'), isPlugin: false },
  { name: 'fastify-api-error', at: ROOT, entry: join(ROOT, 'dist/index.js'), isPlugin: true },
  { name: 'fastify-api-error, by require', at: ROOT, entry: join(ROOT, 'dist/index.cjs'), isPlugin: true },
  { name: 'fastify-api-error/client', at: ROOT, entry: join(ROOT, 'dist/client/index.js'), isPlugin: false },
  ...['@fastify/sensible', 'fastify-http-errors-enhanced', '@fastify/error'].map(name => ({ name, at: find(name, BENCH), isPlugin: true })),
  ...['hono', 'elysia', '@nestjs/core', 'express', '@orpc/server'].map(name => ({ name, at: find(name, BENCH), isPlugin: false }))
]

/** How much a service takes on with each package: files, packages, time to import. */
export async function run ({ settings, log }) {
  const packed = await pack()
  const help = []
  const rows = PACKAGES.map(one => ({ ...installed(one, packed), imports: [] }))
  for (let i = 0; i < (settings.smoke ? 1 : settings.repeat * 3); i++) {
    for (const [index, one] of PACKAGES.entries()) rows[index].imports.push(await importTime(one))
    help.push(await helpTime())
  }
  for (const row of rows) {
    row.importMs = summary(row.imports)
    row.ofFastify = summary(row.imports.map((ms, round) => ms / rows[0].imports[round]))
  }
  const helpMs = summary(help)
  log('profile of the import')
  const importProfile = await profile([WORKER, entryOf(PACKAGES[1])], ({ url }) => ownerOf(url))
  const client = await clientBundle()
  return {
    data: { packed, rows, helpMs, importProfile, client },
    markdown: [
      '## size',
      `Packed ${fixed(1)(packed.packed / KB)} kB, unpacked ${fixed(1)(packed.unpacked / KB)} kB in ${packed.files} files.`,
      client === undefined ? 'The client is not built.' : `Client bundle: ${client.minified} bytes minified, ${client.gzip} gzip, ${client.brotli} brotli.`,
      table(['package', 'packages installed', 'installed kB', 'import ms', '÷ Fastify'], rows.map(({ name, packages, bytes, importMs, ofFastify }) => [name, packages, fixed(0)(bytes / KB), spread(1, importMs), spread(2, ofFastify)])),
      `The whole process of \`fastify-api-error help\`: ${spread(1, helpMs)} ms.`,
      'Plugins: what comes on top of `fastify` and `@sinclair/typebox`, and imported after `fastify`. Others: all of it.',
      'Where the time of `import \'fastify-api-error\'` goes in a bare process (self time):',
      table(['owner', 'ms'], importProfile.slice(0, 8).map(({ name, ms }) => [name, fixed(1)(ms)]))
    ].join('\n\n')
  }
}

async function pack () {
  const { stdout } = await execute('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT })
  const found = JSON.parse(stdout)
  const { size, unpackedSize, entryCount } = Array.isArray(found) ? found[0] : Object.values(found)[0]
  return { packed: size, unpacked: unpackedSize, files: entryCount }
}

function installed ({ name, at, isPlugin }, packed) {
  const [, ...others] = closure(at, isPlugin ? OWNED : [])
  const own = at === ROOT ? packed.unpacked : sizeOf(at)
  return { name, packages: others.length + 1, bytes: own + others.reduce((sum, other) => sum + sizeOf(other), 0) }
}

async function importTime (one) {
  const before = one.isPlugin ? [pathToFileURL(join(ROOT, 'node_modules/fastify/fastify.js')).href] : []
  const { stdout } = await execute(process.execPath, [WORKER, ...before, entryOf(one)], { cwd: BENCH })
  return JSON.parse(stdout).ms
}

/** Milliseconds of the whole process, the start of Node included. */
async function helpTime () {
  const start = performance.now()
  await execute(process.execPath, [join(ROOT, 'dist/cli/bin.js'), 'help'])
  return performance.now() - start
}

/** The module as a URL, so that the worker finds it whatever lies beside the worker. */
function entryOf ({ name, entry }) {
  return entry === undefined ? import.meta.resolve(name) : pathToFileURL(entry).href
}

function ownerOf (url) {
  if (url === '') return '(V8: parsing, compiling, collecting)'
  const path = url.replace('file://', '').split(sep).join('/')
  const inModules = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(path)
  if (inModules !== null) return inModules[1]
  return path.startsWith('node:') ? 'node' : path.includes('/dist/') ? 'fastify-api-error' : 'the script'
}

async function clientBundle () {
  const entry = join(ROOT, 'dist/client/index.js')
  if (!existsSync(entry)) return undefined
  const { build } = await import(pathToFileURL(join(ROOT, 'node_modules/esbuild/lib/main.js')).href)
  const { outputFiles: [{ contents }] } = await build({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', write: false })
  return { minified: contents.length, gzip: gzipSync(contents).length, brotli: brotliCompressSync(contents).length }
}
