import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Sandbox } from '../helpers/sandbox.js'

// The tests whose outcome may depend on the version of Node, on each version that people run services on: npm's own
// binaries. `node test/runtimes/run.js 24 wire/http2` runs some of them.

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = ['wire', 'server', 'response', 'package', 'all/package']
const LIMIT_MS = 180_000

const words = process.argv.slice(2)
const chosen = (all, isWord) => all.filter(one => !words.some(isWord) || words.some(word => isWord(word) && one.includes(word)))
const versions = chosen(['22', '24', '26'], word => /^\d+$/.test(word))
const tests = chosen(FOLDERS.flatMap(testsIn), word => !/^\d+$/.test(word))
if (versions.length === 0 || tests.length === 0) throw new Error(`nothing to run for ${words.join(' ')}`)
const sandbox = new Sandbox(ROOT)
try {
  for (const version of versions) await runOn(version)
} finally {
  sandbox.remove()
}

function testsIn (folder) {
  return readdirSync(new URL(`../${folder}`, import.meta.url)).filter(name => name.endsWith('.test.ts')).map(name => `test/${folder}/${name}`)
}

async function runOn (version) {
  const node = binary(version)
  const left = [...tests]
  const results = []
  await Promise.all(Array.from({ length: availableParallelism() }, async () => {
    for (let test = left.shift(); test !== undefined; test = left.shift()) results.push({ test, ...await sandbox.run(test, LIMIT_MS, node) })
  }))
  const wrong = results.filter(({ result }) => result !== 'passed')
  for (const { test, result, output } of wrong) console.log(`${test} ${result} on Node ${version}\n${output.split('\n').slice(-60).join('\n')}`)
  const assertions = results.reduce((sum, { output }) => sum + Number(/^# \{ total: (\d+)/m.exec(output)?.[1] ?? 0), 0)
  console.log(`Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}: ${results.length - wrong.length} of ${results.length} files passed, ${assertions} assertions`)
  if (wrong.length > 0) process.exitCode = 1
}

/** What npm has installed for this machine. */
function binary (version) {
  const found = [`node-${version}`, `node-${version}-${process.arch}`].map(name => fileURLToPath(new URL(`node_modules/${name}/bin/node`, import.meta.url))).find(path => existsSync(path))
  if (found === undefined) throw new Error(`there is no Node ${version} for ${process.platform} on ${process.arch} in test/runtimes/node_modules; run npm ci --prefix test/runtimes`)
  return found
}
