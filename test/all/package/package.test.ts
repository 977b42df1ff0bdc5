import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import * as named from '../../../src/index.js'

// The package as somebody installs it: packed as it was built last (`npm test` builds it first), and put into empty
// projects of both kinds.

const ROOT = join(import.meta.dirname, '..', '..', '..')
const COMPILER = join(ROOT, 'node_modules', '@typescript', 'native', 'bin', 'tsc')
const NAMES = Object.keys(named).filter(name => name !== 'default' && name !== 'module.exports').sort()
const OTHERS = NAMES.filter(name => name !== 'fastifyApiError').join(', ')

const FIELDS = '{"code":"2007","error":"invalid_field_value","fields":["email"]}'
const ANSWERS = [[404, '{"code":"2002","error":"object_not_found"}'], [400, FIELDS], [404, '{"code":"2002","error":"object_not_found"}']]

/** What both kinds of project do with the package, after they have it: three answers, as JSON on the last line. */
const SERVICE = `
const app = Fastify(serverOptions({ logger: false }))
app.register(apiError, { catalog: defineCatalog({ errors: {} }, { extend: defaultCatalog }) })
app.after(() => {
  app.get('/reply', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => reply.apiError('object_not_found'))
  app.get('/throw', async () => { throw new ApiError('invalid_field_value', { details: { fields: ['email'] } }) })
})
async function main (): Promise<void> {
  const answers: unknown[] = []
  for (const url of ['/reply', '/throw', '/nowhere']) {
    const response = await app.inject(url)
    answers.push([response.statusCode, response.body])
  }
  console.log(JSON.stringify({ answers, isApiError: isApiError(new ApiError('unauthorized')), isCatalog: defaultCatalog instanceof Catalog }))
}
void main()
`

/** Lines that have to be compile errors in both kinds of project. */
const REFUSED = `
// @ts-expect-error -- there is no such error
export const unknown = new ApiError('nothing')
// @ts-expect-error -- the route does not declare it
app.get('/refused', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => reply.apiError('unauthorized'))
`

t.setTimeout(600_000) // npm installs two projects

t.test('the packed package', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'fastify-api-error-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  const { tarball, files } = await pack(directory)

  t.test('has what was built, its sources, README and licence, and nothing of the tests', async t => {
    for (const file of ['dist/index.js', 'dist/index.d.ts', 'README.md', 'LICENSE', 'CHANGELOG.md', 'package.json']) t.ok(files.includes(file), file)
    t.same(files.filter(file => !/^(?:dist|src)\/|^(?:README\.md|LICENSE|CHANGELOG\.md|package\.json)$/.test(file)), [])
    t.same(files.filter(file => /(?:^|\/)(?:tests?|fixtures|bench|examples|node_modules)\/|\.test\.|\.tsbuildinfo$/.test(file)), [])
    const sources = files.filter(file => /^src\/.*\.ts$/.test(file))
    for (const source of sources) t.ok(files.includes(source.replace(/^src/, 'dist').replace(/\.ts$/, '.js')), `${source} is built`)
  })

  t.test('depends on fastify-plugin, on a part of Fastify, and on nothing else', async t => {
    const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
    t.same(Object.keys(manifest.dependencies), ['@fastify/ajv-compiler', 'fastify-plugin'])
    t.ok((JSON.parse(await readFile(join(ROOT, 'node_modules', 'fastify', 'package.json'), 'utf8'))).dependencies['@fastify/ajv-compiler'], 'which Fastify installs anyway')
    t.same(Object.keys(manifest.peerDependencies).sort(), ['@sinclair/typebox', 'fastify'])
    t.same([manifest.type, manifest.sideEffects, manifest.license], ['module', false, 'MIT'])
  })

  t.test('works in an ES module, in TypeScript too', async t => {
    const project = await createProject(directory, 'esm', 'module', tarball)
    const source = `import Fastify from 'fastify'
import apiError, { fastifyApiError as sameByName, ${OTHERS} } from 'fastify-api-error'
import type { ErrorName } from 'fastify-api-error'
export const name: ErrorName<typeof defaultCatalog> = 'unauthorized'
export const itself: boolean = apiError === sameByName
export const all = [apiError, ${OTHERS}]
${SERVICE}${REFUSED}`
    t.same(await compileAndRun(project, source), { answers: ANSWERS, isApiError: true, isCatalog: true })
    const { stdout } = await run(project, process.execPath, ['--input-type=module', '-e', "import * as all from 'fastify-api-error'; console.log(JSON.stringify([Object.keys(all), all.default === all.fastifyApiError]))"])
    t.same(JSON.parse(stdout), [[...NAMES, 'default', 'module.exports'].sort(), true])
  })

  t.test('works in CommonJS, in TypeScript too: require gives the plugin itself, with the named exports on it', async t => {
    const project = await createProject(directory, 'cjs', 'commonjs', tarball)
    const source = `import Fastify = require('fastify')
import apiError = require('fastify-api-error')
const { ${OTHERS} } = apiError
export const all = [apiError, ${OTHERS}]
export const itself: boolean = apiError.fastifyApiError === apiError
${SERVICE}${REFUSED}`
    t.same(await compileAndRun(project, source), { answers: ANSWERS, isApiError: true, isCatalog: true })
    const { stdout } = await run(project, process.execPath, ['-e', `
      const apiError = require('fastify-api-error')
      const { ${OTHERS} } = require('fastify-api-error')
      import('fastify-api-error').then(all => console.log(JSON.stringify([typeof apiError, all.default === apiError, ${JSON.stringify(NAMES)}.filter(name => all[name] !== apiError[name] || all[name] === undefined)])))`])
    t.same(JSON.parse(stdout), ['function', true, []])
  })
})

async function pack (directory: string): Promise<{ tarball: string, files: string[] }> {
  const { stdout } = await run(ROOT, 'npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory])
  const [packed] = JSON.parse(stdout) as [{ filename: string, files: Array<{ path: string }> }]
  return { tarball: join(directory, packed.filename), files: packed.files.map(file => file.path) }
}

/** An empty project with the package in it, and the versions of its peers that are tested here. */
async function createProject (directory: string, name: string, type: string, tarball: string): Promise<string> {
  const project = join(directory, name)
  await mkdir(project)
  await writeFile(join(project, 'package.json'), JSON.stringify({ name, type, private: true }))
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, skipLibCheck: true, types: ['node'], rootDir: '.', outDir: 'out' },
    include: ['index.ts']
  }))
  const peers = await Promise.all(['fastify', '@sinclair/typebox', '@types/node'].map(async peer => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'node_modules', peer, 'package.json'), 'utf8'))
    return `${peer}@${version}`
  }))
  await run(project, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball, ...peers])
  return project
}

async function compileAndRun (project: string, source: string): Promise<unknown> {
  await writeFile(join(project, 'index.ts'), source)
  await run(project, process.execPath, [COMPILER, '-p', project])
  const { stdout } = await run(project, process.execPath, [join('out', 'index.js')])
  return JSON.parse(stdout)
}

/** Runs a command without the loaders that tap gives to the processes it starts. Its output is part of the error when it fails. */
async function run (cwd: string, command: string, args: readonly string[]): Promise<{ stdout: string }> {
  try {
    return await promisify(execFile)('env', ['-u', 'NODE_OPTIONS', '-u', 'NODE_V8_COVERAGE', command, ...args], { cwd, maxBuffer: 16 * 1024 * 1024 })
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string, readonly stderr?: string }
    throw new Error(`${command} ${args.join(' ')} failed\n${stdout}\n${stderr}`, { cause: error })
  }
}
