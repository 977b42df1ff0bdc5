import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'

// What `npm run build` makes of the sources; `npm test` runs it first.

const ROOT = join(import.meta.dirname, '..', '..')
const DIST = join(ROOT, 'dist')
const require = createRequire(import.meta.url)
const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).map(file => file.replaceAll('\\', '/'))

/** The files of dist that importing one of them loads. */
function loadedBy (entry: string): string[] {
  const found = new Set([entry])
  for (const file of found) {
    for (const specifier of importsOf(file)) if (specifier.startsWith('.')) found.add(relative(DIST, join(DIST, dirname(file), specifier)).replaceAll('\\', '/'))
  }
  return [...found]
}

/** Those that are loaded at once. */
function importsOf (file: string): string[] {
  return [...readFileSync(join(DIST, file), 'utf8').matchAll(/^(?:import|\} from|export .* from) ?(?:[^'";]* from )?"([^"]+)";$/gm)].map(([, specifier = '']) => specifier)
}

t.test('an import loads few files', t => {
  t.ok(loadedBy('index.js').length <= 3, loadedBy('index.js').join(', '))
  t.ok(loadedBy('client/index.js').length <= 2, loadedBy('client/index.js').join(', '))
  t.same(loadedBy('cli/bin.js').filter(file => readFileSync(join(DIST, file), 'utf8').includes('class Catalog ')), [], 'the command line loads no catalogue before a command needs it')
  t.end()
})

t.test('the client needs no other package and nothing of Node', t => {
  const imported = loadedBy('client/index.js').flatMap(importsOf)
  t.ok(imported.length > 0)
  t.same(imported.filter(specifier => !specifier.startsWith('.')), [])
  t.notMatch(readFileSync(join(DIST, 'client/index.cjs'), 'utf8'), /\brequire\(/)
  t.end()
})

t.test('what require gives is the plugin that import gives, and the whole client', async t => {
  const required = require(join(DIST, 'index.cjs')) as object
  const imported = await import(pathToFileURL(join(DIST, 'index.js')).href) as { readonly default: object }
  t.equal(required, imported.default, 'one copy')
  const client = require(join(DIST, 'client/index.cjs')) as object
  t.same(Object.keys(client).sort(), Object.keys(await import(pathToFileURL(join(DIST, 'client/index.js')).href) as object).sort())
})

t.test('the bundler changed no name that is exported', async t => {
  for (const entry of ['index.js', 'client/index.js']) {
    const exported = await import(pathToFileURL(join(DIST, entry)).href) as Readonly<Record<string, unknown>>
    for (const [name, value] of Object.entries(exported)) if (typeof value === 'function' && value !== exported['default']) t.equal(value.name, name)
  }
})

t.test('the compiler of schemas is found through Fastify, or Fastify is asked for', t => {
  const folder = mkdtempSync(join(tmpdir(), 'no-fastify-')) // no folder around it has one
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const load = (place: string): unknown => {
    mkdirSync(join(folder, place), { recursive: true })
    copyFileSync(join(DIST, 'load-compiler.cjs'), join(folder, place, 'load-compiler.cjs'))
    return (require(join(folder, place, 'load-compiler.cjs')) as () => unknown)()
  }
  const compiler = join(folder, 'strict/node_modules/fastify/node_modules/@fastify/ajv-compiler')
  mkdirSync(compiler, { recursive: true })
  writeFileSync(join(compiler, 'index.js'), 'module.exports = "the compiler"')
  writeFileSync(join(folder, 'strict/node_modules/fastify/index.js'), '')
  t.equal(load('strict/node_modules/fastify-api-error'), 'the compiler')
  t.throws(() => load('alone'), { code: 'API_ERROR_NO_FASTIFY', message: /fastify is not installed; npm install fastify$/ })
  t.end()
})

t.test('source maps lead to sources that are published, and hold no second copy of them', t => {
  const maps = files.filter(file => file.endsWith('.map'))
  t.ok(maps.includes('index.js.map') && maps.includes('index.d.ts.map'))
  for (const file of maps) {
    const { sources, sourcesContent } = JSON.parse(readFileSync(join(DIST, file), 'utf8')) as { readonly sources: readonly string[], readonly sourcesContent?: unknown }
    t.equal(sourcesContent, undefined, file)
    t.same(sources.filter(source => !existsSync(join(DIST, dirname(file), source)) || !isPublished(relative(ROOT, join(DIST, dirname(file), source)).replaceAll('\\', '/'))), [], file)
  }
  t.end()
})

const isPublished = (source: string): boolean => source.startsWith('src/') && !source.startsWith('src/cli/')

t.test('each declaration is one that an entry point leads to, and none of what it leads to is missing', t => {
  const declarations = files.filter(file => file.endsWith('.d.ts'))
  const wanted = declarations.flatMap(file => [...readFileSync(join(DIST, file), 'utf8').replace(/\/\*.*?\*\//gs, '').matchAll(/['"](\.{1,2}\/[^'"]+)\.js['"]/g)].map(([, specifier]) => join(dirname(file), `${specifier}.d.ts`).replaceAll('\\', '/')))
  t.same(declarations.filter(file => !wanted.includes(file)).sort(), ['client/index.d.ts', 'index.d.ts'])
  t.same(wanted.filter(file => !declarations.includes(file)), [])
  t.end()
})

t.test('a stack trace names the source under --enable-source-maps, and functions by their names without', async t => {
  const script = join(t.testdir({}), 'script.mjs')
  writeFileSync(script, `import { defineCatalog } from '${pathToFileURL(join(DIST, 'index.js')).href}'\ntry { defineCatalog({ errors: {} }) } catch ({ stack }) { console.log(stack) }`)
  const stack = async (...options: string[]): Promise<string> => (await promisify(execFile)('env', ['-u', 'NODE_OPTIONS', '-u', 'NODE_V8_COVERAGE', process.execPath, ...options, script])).stdout
  t.match(await stack(), /at defineCatalog \(.*dist\/.*\.js:\d+:\d+\)/)
  const [, line] = /at defineCatalog \(.*src\/catalog\/define\.ts:(\d+):\d+\)/.exec(await stack('--enable-source-maps')) ?? []
  t.match(readFileSync(join(ROOT, 'src/catalog/define.ts'), 'utf8').split('\n')[Number(line) - 1], 'throw invalid(problems)')
})
