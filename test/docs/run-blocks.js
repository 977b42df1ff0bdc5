// Runs the blocks of a page in a thread of its own, one after the other, and posts what each of them prints. A process
// for each block would take most of the time of the tests; pages share nothing, so that what one observes is its own.
import { format } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'

let printed = ''
console.log = (...values) => { printed += `${format(...values)}\n` }

const outputs = []
for (const file of workerData) {
  printed = ''
  try {
    await import(file)
  } catch (error) {
    printed += format(error)
  }
  outputs.push(printed)
}
parentPort.postMessage(outputs)
