import { load } from './load.js'
import { withServersTogether } from './server.js'
import { summary } from './stats.js'
import { verify } from './verify.js'

/**
 * Measures a variant and its floor as two servers of one process, in turns of a third of a second. What a machine or a process
 * does to one of them, it does to the other: V8's choices, garbage, clocks, and work of others that lasts longer than a turn.
 *
 * @param processes - How many times, each in a process of its own; every other one starts the variant first.
 * @param pairs - How many turns of each, in each process; they begin with one and the other in turn.
 * @returns Ratios of requests per second, and of CPU time of the process per request, the kernel's included.
 */
export async function measurePairs (variant, floor, { processes, pairs, requests, warmup }) {
  const samples = []
  for (let i = 0; i < processes; i++) {
    await withServersTogether(i % 2 === 0 ? [floor, variant] : [variant, floor], async servers => {
      for (const server of servers) {
        await verify(server)
        await load(server, warmup)
      }
      for (let pair = 0; pair < pairs; pair++) {
        const taken = new Map()
        for (const server of pair % 2 === 0 ? servers : servers.toReversed()) taken.set(server.variant, await load(server, requests))
        samples.push([taken.get(floor), taken.get(variant)])
      }
    })
  }
  return {
    rateRatio: summary(samples.map(([base, own]) => own.rate / base.rate)),
    cpuRatio: summary(samples.map(([base, own]) => base.cpuPerRequest / own.cpuPerRequest)),
    kernelShare: summary(samples.map(([base]) => base.systemPerRequest / base.cpuPerRequest))
  }
}
