import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { loadModule, transformTypes } from '../../src/cli/load-module.js'
import type { LoadOptions } from '../../src/cli/load-module.js'

const EXPORT = 'export const catalog = { groups: {}, entries: [], fallbacks: {}, roles: {} }'
const files = {
  'plain.mjs': EXPORT,
  'named.mjs': 'export const a = { groups: {}, entries: [], fallbacks: {}, roles: {} }, b = { ...a, entries: [] }',
  'exits.mjs': `process.exit(0); ${EXPORT}`,
  'killed.mjs': `process.kill(process.pid, 'SIGKILL'); await new Promise(resolve => setTimeout(resolve, 9000)); ${EXPORT}`,
  'waits.mjs': `await new Promise(() => {}); ${EXPORT}`,
  'hangs.mjs': `setInterval(() => {}, 1000); await new Promise(() => {}); ${EXPORT}`,
  'loops.mjs': `for (;;) {} ; ${EXPORT}`,
  'serves.mjs': `import { createServer } from 'node:http'; createServer().listen(0); ${EXPORT}`,
  'prints.mjs': `console.log('printed'); console.error('printed'); process.send('ready'); process.send({ ready: true }); ${EXPORT}`,
  'late.mjs': `setTimeout(() => { throw new Error('too late\\nfor it') }, 10); await new Promise(resolve => setTimeout(resolve, 5000)); ${EXPORT}`,
  'tampers.mjs': `process.send = undefined; process.exit = () => {}; ${EXPORT}`,
  'unknown.data': ''
}

test('a catalogue is loaded, whatever the module does besides', async t => {
  const cwd = t.testdir(files)
  const load = async (file: string, name?: string) => await loadModule(join(cwd, file), file, name)
  for (const file of ['plain.mjs', 'serves.mjs', 'prints.mjs', 'tampers.mjs']) t.match(await load(file), { document: { errors: { length: 0 } } }, file)
  t.match(await load('named.mjs', 'b'), { document: {} })
  t.match(await load('named.mjs'), { reason: /choose one: named\.mjs#a, named\.mjs#b$/ })
  t.same(readdirSync(cwd).sort(), Object.keys(files).sort(), 'nothing is left beside the module')
})

test('a module that gives no catalogue is refused with the reason', async t => {
  const cwd = t.testdir(files)
  const refusals: Array<[file: string, reason: string, options?: LoadOptions]> = [
    ['exits.mjs', 'it ended the process (exit code 0) before the catalogue was read'],
    ['killed.mjs', 'it ended the process (SIGKILL) before the catalogue was read'],
    ['waits.mjs', 'it waits for a promise that never settles'],
    ['late.mjs', 'too late'],
    ['hangs.mjs', 'it did not finish within 4 seconds; export the catalogue from a module that waits for nothing', { timeout: 4000 }],
    ['loops.mjs', 'it did not finish within 4 seconds; export the catalogue from a module that waits for nothing', { timeout: 4000 }],
    ['plain.mjs', 'it ended the process (exit code 9) before the catalogue was read', { execArgv: ['--no-such-option'] }]
  ]
  await Promise.all(refusals.map(async ([file, reason, options]) => {
    t.same(await loadModule(join(cwd, file), file, undefined, options), { reason: `cannot load ${file}: ${reason}`, mayNeedLoader: false }, file)
  }))
})

test('a process that cannot be started is told', async t => {
  const cwd = t.testdir(files)
  const file = join(cwd, 'plain.mjs')
  t.match(await loadModule(file, 'a\0b', undefined), { reason: /^cannot load a\0b: The argument 'args\[\d+\]' must be a string without null bytes/ })
  const { execPath } = process
  process.execPath = join(cwd, 'none')
  t.teardown(() => { process.execPath = execPath })
  t.match(await loadModule(file, 'plain.mjs', undefined), { reason: /^cannot load plain\.mjs: spawn .*none ENOENT$/ })
})

test('what Node cannot read is tried with the loader of the project', async t => {
  const cwd = t.testdir({ ...files, 'loader.mjs': "import { writeFileSync } from 'node:fs'; writeFileSync(new URL('./loaded', import.meta.url), '')" })
  const load = async (loader: string | undefined) => await loadModule(join(cwd, 'unknown.data'), 'unknown.data', undefined, { findLoader: () => loader })
  t.match(await load(undefined), { reason: /^cannot load unknown\.data: Unknown file extension "\.data"/, mayNeedLoader: true })
  t.notOk(readdirSync(cwd).includes('loaded'))
  t.match(await load(undefined), { reason: /; install tsx in the project\. Without it, TypeScript needs Node 22\.18 or newer, an ES module \("type": "module"\), and only syntax that can be erased$/ })
  t.notMatch(await load(join(cwd, 'loader.mjs')), { reason: /install tsx/ }, 'not where it is installed')
  t.ok(readdirSync(cwd).includes('loaded'))
})

test('the loader is the tsx of the project', async t => {
  const unread = join(t.testdir(files), 'unknown.data')
  const inProject = await loadModule(unread, 'unknown.data', undefined)
  t.match(inProject, { mayNeedLoader: true })
  t.match(await loadModule('/none.data', 'none.data', undefined), { reason: /^cannot load none\.data: Cannot find module/ })
})

test('Node is asked for enums where it can read them', t => {
  const on = (typescript: unknown, ...flags: string[]): string[] => transformTypes({ features: { typescript } as never, allowedNodeEnvironmentFlags: new Set(flags) })
  t.same(on('strip', '--experimental-transform-types'), ['--experimental-transform-types'])
  t.same(on('strip'), [])
  t.same(on(false, '--experimental-transform-types'), [])
  t.ok(Array.isArray(transformTypes()))
  t.end()
})
