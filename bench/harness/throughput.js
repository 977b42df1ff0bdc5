import { ALLOCATION_FLAGS, allocationOf, measureAllocation } from './allocation.js'
import { measureLatency } from './latency.js'
import { measureRounds } from './rounds.js'
import { withServers } from './server.js'
import { fixed, integer, spread, table } from './table.js'
import { verify } from './verify.js'

/**
 * Everything that is measured of variants that serve: throughput and CPU time in rounds, latency at a fixed rate,
 * bytes allocated per request. Every variant is asked first whether it answers what it should.
 *
 * @returns One row per variant, in their order.
 */
export async function measureVariants (variants, settings, log, { latency = true, allocation = true } = {}) {
  // The flags change how garbage is collected, and so the throughput; a smoke run saves the time for processes of their own.
  const flags = settings.smoke ? ALLOCATION_FLAGS : []
  const rows = await withServers(variants, async servers => {
    for (const server of servers) await verify(server)
    const measured = await measureRounds(servers, { ...settings, onRound: (round, of) => log(`round ${round} of ${of}`) })
    return sequentially(servers, async (server, index) => ({
      ...measured[index],
      latency: latency ? await measureLatency(server, settings.latency) : undefined,
      bytes: allocation && settings.smoke ? await allocationOf(server, settings.allocation) : undefined
    }))
  }, flags)
  if (allocation && !settings.smoke) {
    log('allocation')
    for (const row of rows) row.bytes = await measureAllocation(row.variant, settings.allocation)
  }
  return rows.map(row => ({ ...row, variant: described(row.variant) }))
}

/** The rows as a table; columns that were not measured are left out. */
export function throughputTable (rows) {
  const columns = COLUMNS.filter(([, , has]) => has === undefined || has(rows[0]))
  return table(columns.map(([title]) => title), rows.map(row => columns.map(([, cell]) => cell(row))))
}

const COLUMNS = [
  ['variant', ({ variant }) => variant.title],
  ['req/s', ({ rate }) => integer(rate.median)],
  ['req/s ÷ floor', ({ rateRatio }) => spread(3, rateRatio)],
  ['CPU µs', ({ cpuPerRequest }) => fixed(1)(cpuPerRequest.median)],
  ['of it kernel', ({ systemPerRequest }) => fixed(1)(systemPerRequest.median)],
  ['floor CPU ÷ CPU', ({ cpuRatio }) => spread(3, cpuRatio)],
  ['core busy', ({ busy }) => fixed(2)(busy.median)],
  ['p50 ms', ({ latency }) => fixed(2)(latency.p50), hasLatency],
  ['p99 ms', ({ latency }) => fixed(2)(latency.p99), hasLatency],
  ['p99.9 ms', ({ latency }) => fixed(2)(latency.p999), hasLatency],
  ['bytes/request', ({ bytes }) => integer(bytes), ({ bytes }) => bytes !== undefined]
]

function hasLatency ({ latency }) {
  return latency !== undefined
}

const described = ({ name, title, group, floor, budget }) => ({ name, title, group, floor, budget })

async function sequentially (items, work) {
  const done = []
  for (const item of items) done.push(await work(item, done.length))
  return done
}
