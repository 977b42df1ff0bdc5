import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Sandbox } from '../helpers/sandbox.js'

// The tests whose outcome may depend on the version of Node, on each version that people run services on: npm's own
// binaries. The last round is for the next Fastify. `node test/runtimes/run.js 24 wire/http2` runs some of them, and
// `node test/runtimes/run.js fastify-6` that round.

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = ['wire', 'server', 'response', 'package']
const NEXT = { name: 'fastify-6', node: '24', folders: ['wire', 'server', 'raise', 'contract', 'routes'] }
const LIMIT_MS = 180_000

const words = process.argv.slice(2)
const isVersion = word => /^\d+$/.test(word)
const isRound = word => isVersion(word) || word === NEXT.name
const asked = words.filter(word => !isRound(word))
const chosen = folders => folders.flatMap(testsIn).filter(test => asked.length === 0 || asked.some(word => test.includes(word)))
const isChosen = round => !words.some(isRound) || words.includes(round)
let count = 0
const sandbox = new Sandbox(ROOT)
try {
  for (const version of ['22', '24', '26'].filter(isChosen)) await run(chosen(FOLDERS), version)
  if (isChosen(NEXT.name)) {
    useNextFastify()
    await run(chosen(NEXT.folders), NEXT.node, ', Fastify 6')
  }
} finally {
  sandbox.remove()
}
if (count === 0) throw new Error(`nothing to run for ${words.join(' ')}`)

function testsIn (folder) {
  return readdirSync(new URL(`../${folder}`, import.meta.url)).filter(name => name.endsWith('.test.ts')).map(name => `test/${folder}/${name}`)
}

/** Puts the next Fastify in the place of the installed one. */
function useNextFastify () {
  const modules = join(sandbox.folder, 'node_modules')
  rmSync(modules)
  mkdirSync(modules)
  for (const name of readdirSync(join(ROOT, 'node_modules'))) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name))
  for (const [name, path] of [['fastify', fileURLToPath(new URL(`node_modules/${NEXT.name}`, import.meta.url))], ['fastify-api-error', sandbox.folder]]) {
    rmSync(join(modules, name))
    symlinkSync(path, join(modules, name))
  }
}

async function run (tests, version, label = '') {
  const node = binary(version)
  const left = [...tests]
  count += tests.length
  const results = []
  await Promise.all(Array.from({ length: availableParallelism() }, async () => {
    for (let test = left.shift(); test !== undefined; test = left.shift()) results.push({ test, ...await sandbox.run(test, LIMIT_MS, node) })
  }))
  const wrong = results.filter(({ result }) => result !== 'passed')
  for (const { test, result, output } of wrong) console.log(`${test} ${result} on Node ${version}${label}\n${output.split('\n').slice(-60).join('\n')}`)
  const assertions = results.reduce((sum, { output }) => sum + Number(/^# \{ total: (\d+)/m.exec(output)?.[1] ?? 0), 0)
  console.log(`Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}${label}: ${results.length - wrong.length} of ${results.length} files passed, ${assertions} assertions`)
  if (wrong.length > 0) process.exitCode = 1
}

/** What npm has installed for this machine. */
function binary (version) {
  const found = [`node-${version}`, `node-${version}-${process.arch}`].map(name => fileURLToPath(new URL(`node_modules/${name}/bin/node`, import.meta.url))).find(path => existsSync(path))
  if (found === undefined) throw new Error(`there is no Node ${version} for ${process.platform} on ${process.arch} in test/runtimes/node_modules; run npm ci --prefix test/runtimes`)
  return found
}
