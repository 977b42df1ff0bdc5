import { openClient } from './raw-client.js'
import { startServer } from './server.js'
import { median } from './stats.js'

// The young generation is made so large that nothing is collected while the requests of a measurement run: what the
// heap has grown by is then what they allocated, to the byte, and no sampling is needed. A run in which there was
// a collection all the same is repeated with half the requests.
const ALLOCATION_FLAGS = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256']

/** Bytes of the JavaScript heap that a variant allocates per request: the median of `runs`, in a process of its own. */
export async function measureAllocation (variant, settings) {
  const server = await startServer(variant, ALLOCATION_FLAGS)
  try {
    return await allocationOf(server, settings, 3)
  } finally {
    await server.stop()
  }
}

async function allocationOf (server, settings, tries) {
  try {
    return await measure(server, settings)
  } catch (error) {
    // On a busy machine a server may have closed its idle connections meanwhile.
    if (tries === 1 || !['EPIPE', 'ECONNRESET'].includes(error.code)) throw error
    return allocationOf(server, settings, tries - 1)
  }
}

async function measure (server, { requests, warmup, runs }) {
  const client = await openClient(server, 10)
  try {
    await client.exactly(warmup)
    const measured = []
    for (let i = 0; i < runs; i++) measured.push(await bytesPerRequest(server, client, requests))
    return median(measured)
  } finally {
    client.close()
  }
}

async function bytesPerRequest (server, client, requests) {
  const before = await server.ask('heap', true)
  await client.exactly(requests)
  const after = await server.ask('heap', false)
  if (after.collections > before.collections) {
    if (requests < 100) throw new Error(`variant ${server.variant.name}: 100 requests fill the young generation`)
    return bytesPerRequest(server, client, Math.ceil(requests / 2))
  }
  return (after.heapUsed - before.heapUsed) / requests
}
