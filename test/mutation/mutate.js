import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compiler } from './compiles.js'
import { keyOf, mutantsOf, sampleOf } from './mutants.js'
import { Sandbox } from '../helpers/sandbox.js'
import { sourcesOf, testsOf } from './tests.js'

// Do the tests see what they guard? Changes one point of the source at a time and runs the tests of that file: one of
// them has to fail. Mutants that change nothing anybody can see are listed in equivalent.json, each with the reason.

const USAGE = `Usage: npm run mutate -- [options]

  --seed N       which mutants (default: that of sample.json)
  --size N       how many of them (default: that of sample.json); 0 for all
  --files TEXT   only sources whose path has this text in it; may be repeated
  --workers N    how many at a time (default: one for each core)
  --out FILE     write the survivors to a file, as JSON
  --verbose      print what becomes of each mutant, not only the survivors
  --list         print the mutants instead of running tests`

const root = fileURLToPath(new URL('../..', import.meta.url))
const json = name => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const { values } = parseArgs({
  options: { seed: { type: 'string' }, size: { type: 'string' }, files: { type: 'string', multiple: true, default: [''] }, workers: { type: 'string' }, out: { type: 'string' }, list: { type: 'boolean' }, verbose: { type: 'boolean' }, help: { type: 'boolean' } }
})
const { seed: usualSeed, size: usualSize, threshold } = json('sample.json')
const [seed, size] = [values.seed ?? String(usualSeed), Number(values.size ?? usualSize)]
const equivalent = new Map(json('equivalent.json').map(({ reason, ...mutant }) => [keyOf(mutant), reason]))

if (values.help) console.log(USAGE)
else process.exitCode = await main()

async function main () {
  const files = sourcesOf(root).filter(file => values.files.some(part => file.includes(part)))
  const all = files.flatMap(file => mutantsOf(root, file))
  warnOfStale(all)
  const sample = sampleOf(all, seed, size === 0 ? all.length : size)
  if (values.list) {
    for (const mutant of sample) console.log(describe(mutant))
    return 0
  }
  console.log(`${sample.length} of ${all.length} mutants of ${files.length} files, seed ${seed}`)
  const results = await runAll(sample)
  return report(results)
}

/** Runs the tests of each mutant, several mutants at a time. */
async function runAll (sample) {
  const first = new Sandbox(root)
  const count = Math.min(sample.length, Number(values.workers ?? availableParallelism()))
  const sandboxes = Array.from({ length: count }, () => new Sandbox(root))
  try {
    const limitFor = createLimits(first)
    const left = sample.filter(mutant => !equivalent.has(keyOf(mutant)))
    const results = sample.filter(mutant => equivalent.has(keyOf(mutant))).map(mutant => ({ mutant, result: 'equivalent' }))
    await Promise.all(sandboxes.map(async sandbox => {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        const result = await tryOne(sandbox, mutant, limitFor)
        results.push({ mutant, result })
        if (values.verbose || result === 'survived') console.log(`${results.length}/${sample.length} ${result}  ${describe(mutant)}`)
      }
    }))
    return results
  } finally {
    for (const sandbox of [first, ...sandboxes]) sandbox.remove()
  }
}

/**
 * How long each test may take: it is run once without a mutant, when it is asked for the first time. One that fails then
 * says nothing.
 */
function createLimits (sandbox) {
  const limits = new Map()
  return test => {
    if (!limits.has(test)) limits.set(test, limitOf(test))
    return limits.get(test)
  }

  async function limitOf (test) {
    const { result, time } = await sandbox.run(test, 120_000)
    if (result === 'passed') return time * 3 + 5000
    console.log(`not asked, since it fails without a mutant: ${test}`)
    return undefined
  }
}

async function tryOne (sandbox, mutant, limitFor) {
  const restore = sandbox.replace(mutant.file, mutant.text)
  try {
    for (const test of testsOf(root, mutant.file)) {
      const limit = await limitFor(test)
      const { result } = limit === undefined ? { result: 'passed' } : await sandbox.run(test, limit)
      if (result !== 'passed') return `${result}: ${test}`
    }
    return 'survived'
  } finally {
    restore()
  }
}

function report (results) {
  const compiles = compiler(root)
  const survivors = results.filter(({ mutant, result }) => result === 'survived' && compiles(mutant)).map(({ mutant }) => mutant)
  const count = start => results.filter(({ result }) => result.startsWith(start)).length
  for (const mutant of survivors) console.log(`survived, and compiles: ${describe(mutant)}`)
  const [equivalents, seen] = [count('equivalent'), results.length - survivors.length]
  const score = seen / results.length
  console.log(`${count('failed')} failed a test, ${count('timed out')} timed out, ${count('survived') - survivors.length} refused by the compiler, ${equivalents} equivalent, ${survivors.length} survived`)
  console.log(`mutation score: ${(100 * score).toFixed(1)} % of ${results.length} (at least ${100 * threshold} %)`)
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(survivors.map(({ text, ...mutant }) => mutant), undefined, 2)}\n`)
  return score < threshold ? 1 : 0
}

/** Entries of equivalent.json whose line is no longer there. */
function warnOfStale (all) {
  const keys = new Set(all.map(keyOf))
  if (values.files.includes('')) for (const key of equivalent.keys()) if (!keys.has(key)) console.log(`equivalent.json has a mutant that is no more: ${key}`)
}

function describe ({ file, line, mutator, from, to, context }) {
  const short = text => text.replace(/\s+/g, ' ').slice(0, 80)
  return `${file}:${line} ${mutator}: ${short(from)} -> ${short(to)}   in: ${short(context)}`
}
