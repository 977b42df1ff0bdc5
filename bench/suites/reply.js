import { barChart } from '../harness/chart.js'
import { machineLine } from '../harness/machine.js'
import { table } from '../harness/table.js'
import { measureVariants, throughputTable } from '../harness/throughput.js'
import { variants as floor } from '../variants/floor.js'
import { variants as plugin } from '../variants/plugin.js'
import { variants as peers } from '../variants/fastify-peers.js'
import { variants as frameworks } from '../variants/frameworks.js'

/** How fast an error is answered: by the plugin, by hand, by the peers, and by what cannot be beaten. */
export async function run ({ settings, machine, log }) {
  const rows = await measureVariants([...floor, ...plugin, ...peers, ...frameworks], settings, log)
  const budgets = budgetsOf(rows)
  return {
    data: { rows, budgets },
    markdown: [
      '## reply', throughputTable(rows),
      'Budgets:', table(['what', 'at least', 'req/s', 'CPU', 'script'], budgets.map(({ what, least, ...of }) => [what, least, of.rate, of.cpu, of.script].map(cell => typeof cell === 'number' ? cell.toFixed(2) : cell)))
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

/** The budgets, each against the floor or a peer of the same run. */
function budgetsOf (rows) {
  const by = new Map(rows.map(row => [row.variant.name, row]))
  const absolute = rows.filter(({ variant }) => variant.budget !== undefined).map(row => ({
    what: row.variant.title, least: row.variant.budget, rate: row.rateRatio.median, cpu: row.cpuRatio.median, script: row.scriptRatio.median
  }))
  const against = (name, peer, least) => ({
    what: `${by.get(name).variant.title} ÷ ${by.get(peer).variant.title}`,
    least,
    rate: by.get(name).rateRatio.median / by.get(peer).rateRatio.median,
    cpu: by.get(name).cpuRatio.median / by.get(peer).cpuRatio.median,
    script: by.get(name).scriptRatio.median / by.get(peer).scriptRatio.median
  })
  return [...absolute, against('api-error', 'sensible', 3), against('throw', 'sensible', 2)]
}
