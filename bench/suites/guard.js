import { measureVariants, throughputTable } from '../harness/throughput.js'
import { variants } from '../variants/guards.js'
import { ratioChart } from './success.js'

/** What a success pays for each of the places from which errors could be held to the catalogue. */
export async function run ({ settings, machine, log }) {
  const rounds = settings.moreRounds
  const rows = await measureVariants(variants, { ...settings, rounds, seconds: settings.seconds * 0.7 }, log, { latency: false })
  return {
    data: { rows },
    markdown: ['## guard', throughputTable(rows)].join('\n\n'),
    charts: { guard: ratioChart('200 responses per second with a guard in each place, against none (1.0)', rows, rounds, machine) }
  }
}
