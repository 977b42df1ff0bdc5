import { openClient } from './raw-client.js'
import { quantile } from './stats.js'

/** Latency of a server at a fixed rate, in ms: see {@link openClient} for how it is taken. */
export async function measureLatency (server, { rate: usual, seconds, connections = 32 }) {
  const { rate = usual } = server.variant // one with large answers has a rate that the client can read
  const client = await openClient(server, connections)
  try {
    await client.paced(rate, Math.min(seconds, 0.5)) // its own warm-up
    const latencies = await client.paced(rate, seconds)
    return { rate, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), p999: quantile(latencies, 0.999), samples: latencies.length }
  } finally {
    client.close()
  }
}
