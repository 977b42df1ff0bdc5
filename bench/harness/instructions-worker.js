// One variant under callgrind: node instructions-worker.js <family file> <variant name> <warm-up> <requests>.
// Only the requests are counted: neither the start, nor what V8 does until it has optimised.
import { execFileSync } from 'node:child_process'
import { connect } from './memory-connection.js'
import { start } from './start.js'

const [family, name, warmup, requests] = process.argv.slice(2)
const started = await start(family, name)
const connection = connect(started.httpServer, started.variant.request)
await connection.exchange(Number(warmup))
count('on')
await connection.exchange(Number(requests))
count('off')
process.exit()

function count (state) {
  execFileSync('callgrind_control', [`--instr=${state}`, String(process.pid)])
}
