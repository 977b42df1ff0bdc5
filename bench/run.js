// npm run bench                 every suite
// npm run bench -- reply        one suite
// npm run bench -- --smoke      every suite with next to nothing: does it run, is every answer right?
import { parseArgs } from 'node:util'
import { machine, machineLine, peerVersions } from './harness/machine.js'
import { writeResults } from './harness/results.js'
import { settings } from './harness/settings.js'

const SUITES = ['reply', 'success', 'pairs', 'guard', 'boot', 'types', 'documents', 'size', 'instructions']

process.exitCode = await main(process.argv.slice(2))

async function main (args) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { smoke: { type: 'boolean', default: false } } })
  const unknown = positionals.filter(name => !SUITES.includes(name))
  if (unknown.length > 0) {
    console.error(`there is no suite ${unknown.join(', ')}; there are ${SUITES.join(', ')}`)
    return 2
  }
  const about = { ...machine(), peers: peerVersions() }
  console.log(`${machineLine(about)}\n`)
  for (const name of positionals.length > 0 ? positionals : SUITES) await runSuite(name, values.smoke, about)
  return 0
}

async function runSuite (name, smoke, about) {
  const start = performance.now()
  const { run } = await import(`./suites/${name}.js`)
  const found = await run({ settings: settings(smoke), machine: about, log: text => console.error(`${name}: ${text}`) })
  console.log(`${found.markdown}\n`)
  console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`)
  if (!smoke) writeResults(name, found, about) // the figures of a smoke run would be taken for real ones
}
