// Everything that this repository tests: `npm test`, and what takes longer or needs the tools of others, each in a folder
// with a lockfile of its own. Runs all of it, whatever fails, and ends with the counts of all together.
import { spawn } from 'node:child_process'

const PARTS = [
  ['test'],
  ['test:tools'],
  ['test:documents'],
  ['test:browser'],
  ['test:cases'],
  ['test:ecosystem'],
  ['test:transforms'],
  ['test:observers'],
  ['test:runtimes'],
  ['test:trials'],
  ['mutate'],
  ['bench', '--', '--smoke'] // its figures are for a quiet machine; here it only has to run
]

/** Runs a script of package.json, and shows what it says. The report is TAP, which holds the counts. */
async function run (script) {
  console.log(`::: npm run ${script.join(' ')}`)
  const child = spawn('npm', ['run', '--silent', ...script], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TAP_REPORTER: 'tap' } })
  let output = ''
  child.stdout.on('data', data => { output += String(data) })
  const status = await new Promise((resolve, reject) => { child.on('error', reject).on('close', resolve) })
  return { status, output, ...countsIn(output) }
}

/** The counts are in the last line of a report: `# { total: 7, pass: 6, fail: 1 }`. */
function countsIn (output) {
  const line = output.match(/^# \{ total: .*\}$/gm)?.at(-1) ?? ''
  const count = name => Number(new RegExp(`\\b${name}: (\\d+)`).exec(line)?.[1] ?? 0)
  return { hasReport: line !== '', passed: count('pass'), failed: count('fail') }
}

const seconds = since => Math.round((performance.now() - since) / 1000)
let [passed, failed] = [0, 0]

for (const script of PARTS) {
  const since = performance.now()
  const part = await run(script)
  const fails = part.status !== 0
  if (fails) console.log(part.output.match(/^ *not ok.*$/gm)?.join('\n') ?? '', part.output.split('\n').slice(-60).join('\n'))
  else if (!part.hasReport) console.log(part.output.trimEnd().split('\n').slice(-8).join('\n')) // scores, and what ran
  passed += part.passed + Number(!part.hasReport && !fails)
  failed += part.failed + Number(fails && part.failed === 0)
  console.log(`${script[0]}: ${part.passed} passed, ${part.failed} failed, exit code ${part.status}, ${seconds(since)} s`)
}

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
