// Variants as servers in a process of their own: node worker.js <family file> <variant name> [<family file> <variant name> …].
// It answers the measuring process over IPC, and otherwise does nothing but serve.
import { constants, PerformanceObserver } from 'node:perf_hooks'
import { scriptRatios, scriptTime } from './script-time.js'
import { start } from './start.js'

const started = []
for (let args = process.argv.slice(2); args.length > 0; args = args.slice(2)) started.push(await start(args[0], args[1]))

let collections = 0
new PerformanceObserver(list => {
  collections += list.getEntries().filter(({ detail }) => detail.kind !== constants.NODE_PERFORMANCE_GC_WEAKCB).length
}).observe({ entryTypes: ['gc'] })

const questions = {
  /** CPU time of the whole process so far, in µs: JavaScript and garbage collection, and the kernel's. */
  cpu () {
    return process.cpuUsage()
  },
  /** Time of a request without sockets, in µs, of one of the variants. */
  script ({ index, ...request }) {
    return scriptTime(started[index].httpServer, request)
  },
  /** What {@link scriptRatios} says of the variants, in the order asked for. */
  scriptRatios ({ order, ...options }) {
    return scriptRatios(order.map(index => ({ server: started[index].httpServer, request: started[index].variant.request })), options)
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
process.send({ ports: started.map(({ port }) => port) })
