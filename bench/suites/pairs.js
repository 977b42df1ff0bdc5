import { budgetsOf, budgetTable } from '../harness/budgets.js'
import { measurePairs } from '../harness/pairs.js'
import { spread, table } from '../harness/table.js'
import { described } from '../harness/throughput.js'
import { variants as floor } from '../variants/floor.js'
import { variants as plugin } from '../variants/plugin.js'
import { variants as peers } from '../variants/fastify-peers.js'
import { variants as successes } from '../variants/success.js'

const all = [...floor, ...plugin, ...peers, ...successes]

/** What the budgets are about, what they are taken against, and for each floor itself: what the suite cannot tell. */
const COMPARED = [
  'floor-again', 'floor-async', 'api-error', 'api-error-alone', 'api-error-declared', 'api-error-async', 'api-error-hook', 'api-error-members', 'throw', 'throw-async',
  'handwritten', 'sensible', 'json-off-again', 'json-plugin', 'json-server-options', 'hooked-plugin', 'hooked-server-options'
].map(name => all.find(variant => variant.name === name))

/** The budgets over sockets, where processes of the same code differ by more than is to be measured. */
export async function run ({ settings, log }) {
  const rows = []
  for (const variant of settings.smoke ? COMPARED.slice(0, 1) : COMPARED) {
    log(variant.title)
    const base = all.find(({ name }) => name === variant.floor)
    rows.push({ variant: described(variant), ...await measurePairs(variant, base, settings.pairs) })
  }
  const budgets = budgetsOf(rows, { 'req/s': row => row.rateRatio.median, 'without sockets': row => row.scriptRatio.median })
  return {
    data: { rows, budgets },
    markdown: [
      '## pairs',
      table(['variant', 'req/s ÷ floor', 'the same without sockets'], rows.map(({ variant, rateRatio, scriptRatio }) => [
        variant.title, spread(3, rateRatio), spread(3, scriptRatio)
      ])),
      'Budgets:', budgetTable(budgets)
    ].join('\n\n')
  }
}
