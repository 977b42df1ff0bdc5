// Runs blocks in one process, one after the other, and sends what each of them prints. A process for each block would
// take most of the time of the tests.
import { format } from 'node:util'

let printed = ''
console.log = (...values) => { printed += `${format(...values)}\n` }

process.on('message', async files => {
  const outputs = []
  for (const file of files) {
    printed = ''
    try {
      await import(file)
    } catch (error) {
      printed += format(error)
    }
    outputs.push(printed)
  }
  process.send(outputs, () => process.exit())
})
