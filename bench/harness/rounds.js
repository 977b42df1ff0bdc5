import { load } from './load.js'
import { mean, summary } from './stats.js'

/** How many variants are measured between two measurements of their floor. */
const BETWEEN_FLOORS = 3

/**
 * Measures the throughput of variants in rounds, each against a floor.
 *
 * Machines drift: other work, clocks, temperature. So every variant is measured once a round, in another order each
 * round, and between two measurements of its floor that are seconds away; its ratio is taken against the mean of
 * these two. Median and quartiles of the ratios of all rounds are what is reported.
 *
 * @param servers - Running servers, the floors among them. A variant names its floor; one without is a floor.
 */
export async function measureRounds (servers, { rounds, seconds, warmup, onRound = () => {} }) {
  const amounts = await warmUp(servers, seconds, warmup)
  const samples = new Map(servers.map(server => [server, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [floor, others] of byFloor(servers)) await measureGroup(floor, rotate(others, round))
    onRound(round + 1, rounds)
  }
  return servers.map(server => ({ variant: server.variant, ...summaries(samples.get(server)) }))

  async function measureGroup (floor, others) {
    let before = await sample(floor)
    for (let i = 0; i < others.length; i += BETWEEN_FLOORS) {
      const measured = []
      for (const server of others.slice(i, i + BETWEEN_FLOORS)) measured.push([server, await sample(server)])
      const after = await sample(floor)
      for (const [server, one] of measured) samples.get(server).push(against(one, before, after))
      before = after
    }
  }

  async function sample (server) {
    const one = await load(server, amounts.get(server))
    if (server.variant.floor === undefined) samples.get(server).push(against(one, one, one))
    return one
  }
}

/** Lets V8 optimise, and learns how many requests take about as long as a measurement should. */
async function warmUp (servers, seconds, warmup) {
  const amounts = new Map()
  for (const server of servers) {
    await load(server, Math.round(2000 * warmup))
    const { rate } = await load(server, Math.round(6000 * warmup))
    amounts.set(server, Math.max(50, Math.round(rate * seconds)))
  }
  return amounts
}

function byFloor (servers) {
  const floors = servers.filter(({ variant }) => variant.floor === undefined)
  return floors.map(floor => [floor, servers.filter(({ variant }) => variant.floor === floor.variant.name)])
}

const against = (one, before, after) => ({
  ...one,
  rateRatio: one.rate / mean([before.rate, after.rate]),
  cpuRatio: mean([before.cpuPerRequest, after.cpuPerRequest]) / one.cpuPerRequest
})

function summaries (samples) {
  const of = key => summary(samples.map(sample => sample[key]))
  return { rate: of('rate'), cpuPerRequest: of('cpuPerRequest'), systemPerRequest: of('systemPerRequest'), busy: of('busy'), rateRatio: of('rateRatio'), cpuRatio: of('cpuRatio') }
}

function rotate (list, by) {
  const at = list.length === 0 ? 0 : (by * 5) % list.length
  const turned = [...list.slice(at), ...list.slice(0, at)]
  return by % 2 === 0 ? turned : turned.reverse()
}
