import { measureAllocation } from './allocation.js'
import { measureLatency } from './latency.js'
import { measureRounds } from './rounds.js'
import { withServers } from './server.js'
import { fixed, integer, spread, table } from './table.js'

/**
 * Everything that is measured of variants that serve: throughput and CPU time in rounds, latency at a fixed rate,
 * bytes allocated per request. Every variant is asked first whether it answers what it should.
 *
 * @returns One row per variant, in their order.
 */
export async function measureVariants (variants, settings, log, { latency = true, allocation = true } = {}) {
  const rows = await measureRounds(variants, settings, (round, of) => log(`round ${round} of ${of}`))
  if (latency || allocation) log('latency and allocation')
  for (const row of settings.smoke ? rows.slice(0, 1) : rows) {
    // Each in a process of its own: the flags for the one change what the other measures.
    if (latency) row.latency = await withServers([row.variant], ([server]) => measureLatency(server, settings.latency))
    if (allocation) row.bytes = await measureAllocation(row.variant, settings.allocation)
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
  ['script µs', ({ script }) => fixed(1)(script.median)],
  ['floor script ÷ script', ({ scriptRatio }) => spread(3, scriptRatio)],
  ['core busy', ({ busy }) => fixed(2)(busy.median)],
  ['p50 ms', ({ latency }) => cell(fixed(2), latency?.p50), hasLatency],
  ['p99 ms', ({ latency }) => cell(fixed(2), latency?.p99), hasLatency],
  ['p99.9 ms', ({ latency }) => cell(fixed(2), latency?.p999), hasLatency],
  ['bytes/request', ({ bytes }) => cell(integer, bytes), ({ bytes }) => bytes !== undefined]
]

const cell = (format, value) => value === undefined ? '' : format(value) // a smoke run measures these of one variant only

function hasLatency ({ latency }) {
  return latency !== undefined
}

/** What results say of a variant. */
export const described = ({ name, title, group, floor, budget }) => ({ name, title, group, floor, budget })
