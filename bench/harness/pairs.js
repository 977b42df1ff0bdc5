import { openClient } from './raw-client.js'
import { withServersTogether } from './server.js'
import { median, summary } from './stats.js'
import { inTurns } from './turns.js'
import { verify } from './verify.js'

/** As of the load of the other suites. */
const CONNECTIONS = 20
const PIPELINED = 10

/**
 * Measures a variant and its floor as two servers of one process, in turns of some milliseconds on connections that stay
 * open. What a machine or a process does to one of them, it does to the other: V8's choices, garbage, clocks, and work of
 * others that lasts longer than a turn.
 *
 * @param processes - How many times, each in a process of its own; every other one starts the variant first.
 * @param turns - How many of each, in each process.
 * @returns What share of the floor's rate the variant reaches, over sockets and without: summaries of the
 * processes' medians, since what is left of the noise is what one process differs from the next.
 */
export async function measurePairs (variant, floor, { processes, turns, requests, warmup }) {
  const rates = []
  const scripts = []
  for (let i = 0; i < processes; i++) {
    await withServersTogether(i % 2 === 0 ? [floor, variant] : [variant, floor], async servers => {
      for (const server of servers) await verify(server)
      const both = servers.toSorted((a, b) => Number(b.variant === floor) - Number(a.variant === floor))
      rates.push(median(await rateRatios(both, { turns, requests, warmup })))
      for (const server of servers) await verify(server) // the load counts bytes
      scripts.push(median(await servers[0].ask('scriptRatios', { order: both.map(({ index }) => index), turns, requests })))
    })
  }
  return { rateRatio: summary(rates), scriptRatio: summary(scripts) }
}

async function rateRatios (servers, { turns, requests, warmup }) {
  const clients = await Promise.all(servers.map(server => openClient(server, CONNECTIONS)))
  const run = client => client.pipelined(requests, PIPELINED)
  try {
    await inTurns(clients, Math.ceil(warmup / requests), run)
    return await inTurns(clients, turns, run)
  } finally {
    for (const client of clients) client.close()
  }
}
