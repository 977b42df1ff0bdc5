import { load } from './load.js'
import { withServers } from './server.js'
import { mean, summary } from './stats.js'
import { verify } from './verify.js'

/** How many variants are measured between two measurements of their floor. */
const BETWEEN_FLOORS = 4

/**
 * Measures the throughput of variants in rounds, each against a floor.
 *
 * Machines drift: other work, clocks, temperature. So every variant is measured once a round, in another order each
 * round, and between two measurements of its floor that are seconds away; its ratio is taken against the mean of
 * these two. Processes differ, too: the same code is a tenth faster in one than in the next, for as long as they
 * live, and one that others have kept waiting is slow for a while. So a few variants and their floor are started together,
 * measured, and ended. Median and quartiles of the ratios of all rounds are what is reported.
 *
 * @param variants - The floors among them. A variant names its floor; one without is a floor.
 */
export async function measureRounds (variants, { rounds, seconds, warmup, batch }, onRound = () => {}) {
  const samples = new Map(variants.map(variant => [variant, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [floor, others] of byFloor(variants)) {
      const order = rotate(others, round)
      for (let i = 0; i < order.length; i += BETWEEN_FLOORS) await withServers([floor, ...order.slice(i, i + BETWEEN_FLOORS)], measureGroup)
    }
    onRound(round + 1, rounds)
  }
  return variants.map(variant => ({ variant, ...summaries(samples.get(variant)) }))

  async function measureGroup ([floor, ...others]) {
    const amounts = await warmUp([floor, ...others], seconds, warmup)
    const before = await sample(floor)
    const measured = []
    for (const server of others) measured.push([server.variant, await sample(server)])
    const after = await sample(floor)
    for (const one of [before, after]) samples.get(floor.variant).push(against(one, before, after))
    for (const [variant, one] of measured) samples.get(variant).push(against(one, before, after))

    async function sample (server) {
      return { ...await load(server, amounts.get(server)), script: await server.ask('script', { ...server.variant.request, index: server.index, batch: server.variant.batch ?? batch }) }
    }
  }
}

/** Lets V8 optimise, and learns how many requests take about as long as a measurement should. */
async function warmUp (servers, seconds, warmup) {
  const amounts = new Map()
  for (const server of servers) {
    await verify(server)
    const { rate: cold } = await load(server, Math.round(2000 * warmup))
    const { rate } = await load(server, Math.max(50, Math.round(cold * warmup * 2)))
    amounts.set(server, Math.max(50, Math.round(rate * seconds)))
  }
  return amounts
}

function byFloor (variants) {
  const floors = variants.filter(({ floor }) => floor === undefined)
  return floors.map(floor => [floor, variants.filter(variant => variant.floor === floor.name)])
}

const against = (one, before, after) => ({
  ...one,
  rateRatio: one.rate / mean([before.rate, after.rate]),
  cpuRatio: mean([before.cpuPerRequest, after.cpuPerRequest]) / one.cpuPerRequest,
  scriptRatio: mean([before.script, after.script]) / one.script
})

function summaries (samples) {
  return Object.fromEntries(Object.keys(samples[0]).map(key => [key, summary(samples.map(sample => sample[key]))]))
}

function rotate (list, by) {
  const at = list.length === 0 ? 0 : (by * 5) % list.length
  const turned = [...list.slice(at), ...list.slice(0, at)]
  return by % 2 === 0 ? turned : turned.reverse()
}
