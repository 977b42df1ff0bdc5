import { barChart } from '../harness/chart.js'
import { machineLine } from '../harness/machine.js'
import { measureVariants, throughputTable } from '../harness/throughput.js'
import { variants } from '../variants/success.js'

/** What the plugin costs the responses that are no errors. A budget of 1 % asks for more rounds than others. */
export async function run ({ settings, machine, log }) {
  const rounds = settings.moreRounds
  const rows = await measureVariants(variants, { ...settings, rounds, seconds: settings.seconds * 0.7 }, log)
  return {
    data: { rows },
    markdown: ['## success', throughputTable(rows)].join('\n\n'),
    charts: { success: ratioChart('200 responses per second, against the same without the plugin (1.0)', rows, rounds, machine) }
  }
}

/** Ratios of throughput as bars. */
export function ratioChart (title, rows, rounds, machine) {
  return barChart({
    title,
    note: `Median and quartiles of ${rounds} rounds. ${machineLine(machine)}`,
    max: 1.15,
    bars: rows.map(({ variant, rateRatio }) => ({
      label: variant.title, group: variant.group, value: rateRatio.median, low: rateRatio.low, high: rateRatio.high, text: rateRatio.median.toFixed(3)
    }))
  })
}
