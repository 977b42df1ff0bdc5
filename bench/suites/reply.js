import { budgetsOf, budgetTable } from '../harness/budgets.js'
import { barChart } from '../harness/chart.js'
import { machineLine } from '../harness/machine.js'
import { measureVariants, throughputTable } from '../harness/throughput.js'
import { variants as floor } from '../variants/floor.js'
import { variants as plugin } from '../variants/plugin.js'
import { variants as peers } from '../variants/fastify-peers.js'
import { variants as frameworks } from '../variants/frameworks.js'

/** How fast an error is answered: by the plugin, by hand, by the peers, and by what cannot be beaten. */
export async function run ({ settings, machine, log }) {
  const rows = await measureVariants([...floor, ...plugin, ...peers, ...frameworks], settings, log)
  const budgets = budgetsOf(rows, { 'req/s': row => row.rateRatio.median, CPU: row => row.cpuRatio.median, script: row => row.scriptRatio.median })
  return {
    data: { rows, budgets },
    markdown: [
      '## reply', throughputTable(rows),
      'Budgets:', budgetTable(budgets)
    ].join('\n\n'),
    charts: {
      reply: barChart({
        title: 'Errors answered per second, against a constant string in Fastify (1.0)',
        note: `Median and quartiles of ${settings.rounds} rounds. ${machineLine(machine)}`,
        max: 1.45,
        bars: rows.filter(({ variant }) => variant.name !== 'node-http').map(({ variant, rateRatio, rate }) => ({
          label: variant.title,
          group: variant.group,
          value: rateRatio.median,
          low: rateRatio.low,
          high: rateRatio.high,
          text: `${rateRatio.median.toFixed(2)} · ${(rate.median / 1000).toFixed(1)}k/s`
        }))
      })
    }
  }
}
