// Boots one service and says what it took: node --expose-gc boot-worker.js <variant> <routes> <layout>.
// Modules are loaded before the clock starts. What the heap is charged with is what stays after a collection.
import { boot } from '../variants/boot.js'

const [name, routes, layout] = process.argv.slice(2)
await (await boot('none', 5, 'own')).close() // loads what Fastify loads lazily
globalThis.gc()
const before = process.memoryUsage()
const start = performance.now()
const cpuBefore = process.cpuUsage()
const app = await boot(name, Number(routes), layout)
const ms = performance.now() - start
const { user, system } = process.cpuUsage(cpuBefore)
globalThis.gc()
const after = process.memoryUsage()
process.stdout.write(JSON.stringify({ ms, cpu: (user + system) / 1000, heap: after.heapUsed - before.heapUsed, rss: after.rss }))
await app.close()
