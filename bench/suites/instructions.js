import { availableParallelism } from 'node:os'
import { budgetsOf, budgetTable } from '../harness/budgets.js'
import { barChart } from '../harness/chart.js'
import { countInstructions } from '../harness/instructions.js'
import { machineLine } from '../harness/machine.js'
import { integer, table } from '../harness/table.js'
import { described } from '../harness/throughput.js'
import { variants as floor } from '../variants/floor.js'
import { variants as plugin } from '../variants/plugin.js'
import { variants as peers } from '../variants/fastify-peers.js'
import { variants as successes } from '../variants/success.js'

/**
 * The budgets, and what they are taken against. A body of 100 kB would only take longer, its head is that of others; and streams
 * tell nothing, since their counts differ by a fifth from process to process.
 */
const COUNTED = [
  ...floor.filter(({ name }) => name !== 'floor-unbooted'), // boots elsewhere, and executes the same
  ...plugin,
  ...peers.filter(({ name }) => ['handwritten', 'sensible', 'fastify-validation', 'fastify-unknown-route'].includes(name)),
  ...successes.filter(({ name }) => name.startsWith('json-'))
]

/** What comes on top of the lowest count is V8, which compiled late or gave up code. */
const lowest = counts => Math.min(...counts)

/**
 * Instructions per request, where times differ too much from run to run to tell 1 % from noise. They are counted, not
 * timed, so that it does not matter what else the machine does.
 */
export async function run ({ settings, machine, log }) {
  const { variants, runs, ...amounts } = { ...settings.instructions, variants: settings.smoke ? COUNTED.slice(0, 1) : COUNTED }
  const counts = new Map(variants.map(({ name }) => [name, []]))
  const waiting = Array.from({ length: runs }, () => variants).flat()
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  const rows = variants.map(variant => {
    const own = counts.get(variant.name)
    const [count, base] = [lowest(own), lowest(counts.get(variant.floor ?? variant.name))]
    return { variant: described(variant), counts: own, count, ratio: base / count }
  })
  const budgets = budgetsOf(rows, { instructions: ({ ratio }) => ratio })
  return {
    data: { rows, budgets },
    markdown: [
      '## instructions',
      table(['variant', 'instructions/request', 'of each process', 'floor ÷ variant'], rows.map(({ variant, counts, count, ratio }) => [
        variant.title, integer(count), counts.map(integer).join(', '), ratio.toFixed(3)
      ])),
      'Budgets:', budgetTable(budgets)
    ].join('\n\n'),
    charts: {
      instructions: barChart({
        title: 'Instructions per request of the floor, divided by those of each (1.0: as few as the floor)',
        note: `The lowest of ${runs} processes, without sockets. ${machineLine(machine)}`,
        max: 1.6,
        bars: rows.map(({ variant, count, ratio }) => ({ label: variant.title, group: variant.group, value: ratio, text: `${ratio.toFixed(3)} · ${integer(count)}` }))
      })
    }
  }

  async function work () {
    for (let variant = waiting.shift(); variant !== undefined; variant = waiting.shift()) {
      counts.get(variant.name).push(await countInstructions(variant, amounts))
      log(`${variant.title}; ${waiting.length} to go`)
    }
  }
}
