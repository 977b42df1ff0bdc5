import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const WORKER = fileURLToPath(new URL('instructions-worker.js', import.meta.url))
const CALLGRIND = ['--tool=callgrind', '--instr-atstart=no', '--callgrind-out-file=/dev/null', '--smc-check=all-non-file']

/**
 * Instructions that a process executes per request without sockets, garbage collection included, the kernel's excluded.
 *
 * @throws {Error} when valgrind is not there, or counts nothing.
 */
export async function countInstructions ({ family, name }, { warmup, requests }) {
  const { stderr } = await run('valgrind', [...CALLGRIND, process.execPath, WORKER, family, name, String(warmup), String(requests)])
  const counted = Number(/Collected : (\d+)/.exec(stderr)?.[1])
  if (!(counted > 0)) throw new Error(`callgrind counted no instructions of variant ${name}:\n${stderr}`)
  return counted / requests
}

async function run (command, args) {
  try {
    return await promisify(execFile)(command, args, { env: { ...process.env, NODE_ENV: 'production' } })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    throw new Error('the suite "instructions" counts with valgrind, which is not installed here (on Debian: apt-get install valgrind)')
  }
}
