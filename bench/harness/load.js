import autocannon from 'autocannon'

/** Pipelined as in Fastify's own benchmarks, so that the client is not what is measured. */
const SHAPE = { connections: 20, pipelining: 10 }

/** autocannon closes a connection when its last request is sent; the responses to those before it are not read. */
const UNREAD = SHAPE.connections * (SHAPE.pipelining - 1)

/**
 * Sends a number of requests as fast as they are answered.
 *
 * The number is fixed, and not the time, so that CPU time can be divided by it: requests that are still under
 * way when a clock runs out would be paid for and not counted.
 *
 * @returns Requests per second, CPU time of the server per request in µs and how much of it the kernel's is, and the
 * share of the time in which the server used a core: where that is well below 1, the client was the limit.
 */
export async function load (server, amount) {
  const { method = 'GET', path = '/', headers, body } = server.variant.request
  const requests = amount + UNREAD
  let last = 0
  const cpuBefore = await server.ask('cpu')
  const start = performance.now()
  const result = await autocannon({
    ...SHAPE,
    url: `http://127.0.0.1:${server.port}${path}`,
    method,
    headers,
    body,
    amount: requests,
    sampleInt: 20, // how soon it notices that it has finished
    setupClient: client => client.on('done', () => { last = performance.now() })
  })
  const cpuAfter = await server.ask('cpu')
  const seconds = (last - start) / 1000
  const system = cpuAfter.system - cpuBefore.system
  const cpu = cpuAfter.user - cpuBefore.user + system
  return {
    rate: answered(server.variant, result, amount) / seconds,
    cpuPerRequest: cpu / requests,
    systemPerRequest: system / requests,
    busy: cpu / 1e6 / seconds
  }
}

/** How many requests were answered as they should be: all of them, or the figures are not those of the variant. */
function answered ({ name, expect }, { statusCodeStats, errors }, amount) {
  const { [expect.status]: right, ...wrong } = statusCodeStats
  if (right === undefined || right.count < amount || Object.keys(wrong).length > 0 || errors > 0) {
    throw new Error(`variant ${name} answered ${amount} requests with ${JSON.stringify(statusCodeStats)} and ${errors} errors instead of ${expect.status}`)
  }
  return right.count
}
