import { fixed, table } from './table.js'

/** What two variants must differ by, at least. Those that a variant has against its floor are with the variant. */
const AGAINST_PEERS = [['api-error', 'sensible', 3], ['throw', 'sensible', 2]]

/**
 * The budgets of a run, each against the floor or a peer of the same run. One whose peer was not measured is left out.
 *
 * @param measures - By name, how a row says how it compares with its floor.
 * @returns `{ what, least, of }`, where `of` has the ratio by each measure.
 */
export function budgetsOf (rows, measures) {
  const by = new Map(rows.map(row => [row.variant.name, row]))
  const byEach = ratio => Object.fromEntries(Object.entries(measures).map(([name, measure]) => [name, ratio(measure)]))
  const absolute = rows.filter(({ variant }) => variant.budget !== undefined).map(row => ({
    what: row.variant.title, least: row.variant.budget, of: byEach(measure => measure(row))
  }))
  const against = AGAINST_PEERS.filter(([name, peer]) => by.has(name) && by.has(peer)).map(([name, peer, least]) => ({
    what: `${by.get(name).variant.title} ÷ ${by.get(peer).variant.title}`, least, of: byEach(measure => measure(by.get(name)) / measure(by.get(peer)))
  }))
  return [...absolute, ...against]
}

/** The budgets as a table, one column for each measure. */
export function budgetTable (budgets) {
  return table(['what', 'at least', ...Object.keys(budgets[0]?.of ?? {})], budgets.map(({ what, least, of }) => [what, fixed(2)(least), ...Object.values(of).map(fixed(3))]))
}
