// One variant as a server in a process of its own: node worker.js <family file> <variant name>.
// It answers the measuring process over IPC, and otherwise does nothing but serve.
import { constants, PerformanceObserver } from 'node:perf_hooks'
import { scriptTime } from './script-time.js'
import { start } from './start.js'

const [family, name] = process.argv.slice(2)
const started = await start(family, name)

let collections = 0
new PerformanceObserver(list => {
  collections += list.getEntries().filter(({ detail }) => detail.kind !== constants.NODE_PERFORMANCE_GC_WEAKCB).length
}).observe({ entryTypes: ['gc'] })

const questions = {
  /** CPU time of the whole process so far, in µs: JavaScript and garbage collection, and the kernel's. */
  cpu () {
    return process.cpuUsage()
  },
  /** Time of a request without sockets, in µs. */
  script (request) {
    return scriptTime(started.httpServer, request)
  },
  /** Bytes of the heap in use, after a full collection if asked; and how many collections there were so far. */
  async heap (collect) {
    if (collect) {
      globalThis.gc()
      globalThis.gc()
    }
    const { heapUsed } = process.memoryUsage()
    await new Promise(resolve => setTimeout(resolve, 20)) // observers hear of a collection later
    return { heapUsed, collections }
  }
}

process.on('message', async ({ id, question, argument }) => {
  process.send({ id, answer: await questions[question](argument) })
})
process.on('disconnect', () => process.exit())
process.send({ port: started.port })
