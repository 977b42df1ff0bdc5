import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import t from 'tap'
import * as named from '../../../src/index.js'
import { pages } from '../../docs/pages.js'

// The package as somebody installs it: packed as it was built last (`npm test` builds it first), and put into empty
// projects of both kinds.

const ROOT = join(import.meta.dirname, '..', '..', '..')
const COMPILER = join(ROOT, 'node_modules', '@typescript', 'native', 'bin', 'tsc')
const COMPILER_5 = join(ROOT, 'test', 'all', 'node_modules', 'typescript', 'bin', 'tsc')

const COMPILER_6 = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc6')

/** The compilers of services, also with the setting under which `require` of an ES module is an error. */
const COMPILERS = [[COMPILER], [COMPILER_5], [COMPILER_5, '--module', 'Node16'], [COMPILER, '--module', 'Node16']]
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

/** Details by each library, which is the only one installed: the package to install, what to import, and the schema. */
const LIBRARIES: ReadonlyArray<readonly [library: string | undefined, line: string, schema: string]> = [
  ['zod', "import { z } from 'zod'", 'z.object({ left: z.int(), note: z.string().nullable(), at: z.iso.datetime() })'],
  ['typebox', "import { Type } from 'typebox'", "Type.Object({ left: Type.Integer(), note: Type.Union([Type.String(), Type.Null()]), at: Type.String({ format: 'date-time' }) })"],
  ['@sinclair/typebox', "import { Type } from '@sinclair/typebox'", "Type.Object({ left: Type.Integer(), note: Type.Union([Type.String(), Type.Null()]), at: Type.String({ format: 'date-time' }) })"],
  ['arktype', "import { type } from 'arktype'", "type({ left: 'number.integer', note: 'string | null', at: 'string' })"],
  ['valibot', "import * as v from 'valibot'\nimport { toStandardJsonSchema } from '@valibot/to-json-schema'", 'toStandardJsonSchema(v.object({ left: v.pipe(v.number(), v.integer()), note: v.nullable(v.string()), at: v.string() }))'],
  [undefined, '', "{ type: 'object', required: ['left', 'note', 'at'], properties: { left: { type: 'integer' }, note: { type: ['string', 'null'] }, at: { type: 'string', format: 'date-time' } } }"]
]

const ofLibrary = (line: string, schema: string): string => `import Fastify from 'fastify'
import apiError, { defaultCatalog, defineCatalog } from 'fastify-api-error'
import type { ApiErrorBody } from 'fastify-api-error/client'
${line}
const catalog = defineCatalog({
  groups: { orders: { range: [5000, 5999], description: 'Orders.' } },
  errors: { out_of_stock: { code: '5001', status: 409, description: 'There is not enough in stock.', details: ${schema} } }
}, { extend: defaultCatalog })
declare module 'fastify-api-error' { interface Register { catalog: typeof catalog } }

export function textOf (body: ApiErrorBody<typeof catalog>): string {
  if (body.error !== 'out_of_stock') return body.code
  return \`\${body.left.toFixed()} \${body.note === null ? 'null' : body.note.trim()}\`
}

const app = Fastify()
await app.register(apiError, { catalog })
app.get('/', async (_request, reply) => {
  // @ts-expect-error -- left is a number
  if (reply.sent) return reply.apiError('out_of_stock', { left: '1', note: null, at: '2026-01-31T12:00:00Z' })
  // @ts-expect-error -- at is missing
  if (reply.sent) return reply.apiError('out_of_stock', { left: 1, note: null })
  const row = { left: 1, note: null, at: '2026-01-31T12:00:00Z', secret: 's' }
  return reply.apiError('out_of_stock', row)
})
console.log((await app.inject('/')).body)
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
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))

  t.test('has what was built, its sources, README and licence, and nothing of the tests', async t => {
    for (const file of ['dist/index.js', 'dist/index.d.ts', 'README.md', 'LICENSE', 'CHANGELOG.md', 'package.json']) t.ok(files.includes(file), file)
    t.same(files.filter(file => !/^(?:dist|src)\/|^docs\/.+\.(?:md|json|yml|png)$|^bench\/results\/reply\.svg$|^(?:README\.md|LICENSE|CHANGELOG\.md|SECURITY\.md|package\.json)$/.test(file)), [])
    t.same(files.filter(file => /(?:^|\/)(?:tests?|fixtures|examples|node_modules)\/|\.test\.|\.tsbuildinfo$/.test(file)), [])
  })

  t.test('has each page that README and guides lead to, or they say that it is in the repository', t => {
    for (const { path, text, links } of pages) {
      t.ok(files.includes(path), path)
      for (const link of links.filter(link => !/^(?:[a-z]+:|#)/.test(link))) {
        const target = join(dirname(path), link.split('#', 1)[0] ?? '').replaceAll('\\', '/')
        const isPacked = files.some(file => file === target || file.startsWith(`${target}/`))
        t.ok(isPacked || text.split('\n').some(line => line.includes(`(${link})`) && line.includes('repository')), `${path}: ${link}`)
      }
    }
    t.end()
  })

  t.test('has the same bytes when it is built again, elsewhere', async t => {
    const copy = join(directory, 'copy')
    await mkdir(copy)
    for (const name of ['src', 'docs', 'bench/results/reply.svg', 'scripts', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md']) await cp(join(ROOT, name), join(copy, name), { recursive: true })
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    await run(copy, 'npm', ['pack', '--pack-destination', copy]) // `prepack` builds
    t.ok((await readFile(tarball)).equals(await readFile(join(copy, basename(tarball)))))
  })

  t.test('finds nobody to complain: every entry point, for both kinds of modules', async t => {
    const analysis = await checkPackage(createPackageFromTarballData(await readFile(tarball)))
    t.ok(analysis.types)
    t.same('problems' in analysis ? analysis.problems : [], [])
    t.same('entrypoints' in analysis ? Object.keys(analysis.entrypoints) : [], ['.', './client', './package.json'])
    const { messages } = await publint({ pack: { tarball: (await readFile(tarball)).buffer as ArrayBuffer }, strict: true })
    t.same(messages.map(message => formatMessage(message, manifest)), [])
  })

  t.test('depends on fastify-plugin, and loads besides what Fastify installs', async t => {
    t.same(Object.keys(manifest.dependencies), ['fastify-plugin'])
    t.ok((JSON.parse(await readFile(join(ROOT, 'node_modules', 'fastify', 'package.json'), 'utf8'))).dependencies['@fastify/ajv-compiler'])
    t.same(Object.keys(manifest.peerDependencies).sort(), ['@sinclair/typebox', 'fastify'])
    t.same(Object.entries(manifest.peerDependenciesMeta).sort(), [['@sinclair/typebox', { optional: true }], ['fastify', { optional: true }]])
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
const catalog = defineCatalog({ errors: { gone: { code: '2100', status: 410, description: 'Gone.' } } }, { extend: defaultCatalog })
declare module 'fastify-api-error' { interface Register { catalog: typeof catalog } }
export const all = [apiError, ${OTHERS}]
export const itself: boolean = apiError.fastifyApiError === apiError
export const registered: apiError.ApiError<'gone'> = new ApiError('gone')
export const options: apiError.ApiErrorPluginOptions = { catalog }
${SERVICE}${REFUSED}`
    t.same(await compileAndRun(project, source), { answers: ANSWERS, isApiError: true, isCatalog: true })
    const { stdout } = await run(project, process.execPath, ['-e', `
      const apiError = require('fastify-api-error')
      const { ${OTHERS} } = require('fastify-api-error')
      import('fastify-api-error').then(all => console.log(JSON.stringify([typeof apiError, all.default === apiError, ${JSON.stringify(NAMES)}.filter(name => all[name] !== apiError[name] || all[name] === undefined)])))`])
    t.same(JSON.parse(stdout), ['function', true, []])
  })

  t.test('takes details by each library, also where no other is installed', async t => {
    const names = LIBRARIES.flatMap(([library]) => library === 'valibot' ? [library, '@valibot/to-json-schema'] : library ?? [])
    const all = await createProject(directory, 'libraries', 'module', tarball, ['fastify', '@types/node', ...names])
    for (const [library, line, schema] of LIBRARIES) {
      const project = join(directory, `library-${(library ?? 'none').replace(/\W/g, '-')}`)
      await run(directory, 'cp', ['-al', all, project]) // links, of which those of other libraries go
      for (const other of names) {
        if (other !== library && !(library === 'valibot' && other.startsWith('@valibot'))) await rm(join(project, 'node_modules', other), { recursive: true })
      }
      // The older compilers take half a minute for the types of a library. What they infer is in test/all/types.
      const compilers = library === undefined ? [[COMPILER], [COMPILER_6], [COMPILER_5]] : [[COMPILER]]
      t.same(await compileAndRun(project, ofLibrary(line, schema), compilers), { code: '5001', error: 'out_of_stock', left: 1, note: null, at: '2026-01-31T12:00:00Z' }, library ?? 'a JSON Schema')
    }
  })

  t.test('brings a front end, which imports the client only, at most two packages, and its types need no other', async t => {
    const client = (line: string): string => `${line}
void parseApiError({ code: '2007', error: 'invalid_field_value', fields: ['email'] }).then(parsed => {
  const fields: readonly string[] = parsed?.known === true && parsed.name === 'invalid_field_value' ? parsed.body.fields : []
  console.log(JSON.stringify([parsed?.body.code, fields, typeof createClient, typeof createErrorMessages, isApiErrorBody({})]))
  // @ts-expect-error -- there is no such error
  return parsed?.known === true && parsed.name === 'nothing'
})
`
    const names = 'createClient, createErrorMessages, isApiErrorBody, parseApiError'
    for (const [type, line] of [['module', `import { ${names} } from 'fastify-api-error/client'`], ['commonjs', `import client = require('fastify-api-error/client')\nconst { ${names} } = client`]] as const) {
      const project = await createProject(directory, `front-end-${type}`, type, tarball, [])
      const installed = (await readdir(join(project, 'node_modules'))).filter(name => !name.startsWith('.'))
      t.same(installed.sort(), ['fastify-api-error', 'fastify-plugin'])
      t.same(await compileAndRun(project, client(line)), ['2007', ['email'], 'function', 'function', false])
    }
  })
})

async function pack (directory: string): Promise<{ tarball: string, files: string[] }> {
  const { stdout } = await run(ROOT, 'npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory])
  const [packed] = JSON.parse(stdout) as [{ filename: string, files: Array<{ path: string }> }]
  return { tarball: join(directory, packed.filename), files: packed.files.map(file => file.path) }
}

/** An empty project with the package in it, and the versions of other packages that are tested here. */
async function createProject (directory: string, name: string, type: string, tarball: string, others: readonly string[] = ['fastify', '@sinclair/typebox', '@types/node']): Promise<string> {
  const project = join(directory, name)
  await mkdir(project)
  await writeFile(join(project, 'package.json'), JSON.stringify({ name, type, private: true }))
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, skipLibCheck: false, types: others.includes('@types/node') ? ['node'] : [], lib: ['ES2023', 'DOM'], rootDir: '.', outDir: 'out' },
    include: ['index.ts']
  }))
  const peers = await Promise.all(others.map(async peer => {
    const { version } = JSON.parse(await readFile(manifestOf(peer), 'utf8'))
    return `${peer}@${version}`
  }))
  await run(project, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball, ...peers])
  return project
}

/** Where a package is that the tests have. */
function manifestOf (name: string): string {
  const [own, shared] = [join(ROOT, 'node_modules', name, 'package.json'), join(ROOT, 'test', 'all', 'node_modules', name, 'package.json')] as const
  return existsSync(own) ? own : shared
}

async function compileAndRun (project: string, source: string, compilers: ReadonlyArray<readonly string[]> = COMPILERS): Promise<unknown> {
  await writeFile(join(project, 'index.ts'), source)
  for (const options of compilers) await run(project, process.execPath, [...options, '-p', project])
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
