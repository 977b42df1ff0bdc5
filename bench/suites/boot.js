import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { logChart } from '../harness/chart.js'
import { machineLine } from '../harness/machine.js'
import { growthExponent, median, summary } from '../harness/stats.js'
import { fixed, integer, spread, table } from '../harness/table.js'
import { boots } from '../variants/boot.js'

const WORKER = fileURLToPath(new URL('../harness/boot-worker.js', import.meta.url))
const NAMES = Object.keys(boots)
const MB = 2 ** 20

/** How `ready()` grows with the routes: without error schemas, with the plugin, with hand-written unions. */
export async function run ({ settings, machine, log }) {
  const counts = settings.smoke ? [10, 30] : [10, 100, 500, 2000, 10_000]
  const rows = []
  for (const schemas of ['own', 'shared']) {
    for (const routes of counts) {
      log(`${routes} routes, ${schemas} schemas`)
      rows.push(...await measure(routes, schemas, settings))
    }
  }
  const growth = growthOf(rows)
  return {
    data: { rows, growth },
    markdown: [
      '## boot', table(['service', 'user schemas', 'routes', 'ready() ms', '÷ none', 'heap MB', '÷ none', 'RSS MB'], rows.map(cells)),
      'Growth exponent of time over routes, from 100 routes on (1 = linear):', table(['service', 'user schemas', 'exponent'], growth.map(({ title, schemas, exponent }) => [title, schemas, fixed(2)(exponent)]))
    ].join('\n\n'),
    charts: Object.fromEntries(['ms', 'heap'].map(what => [`boot-${what === 'ms' ? 'time' : 'heap'}`, chart(what, rows, machine)]))
  }
}

async function measure (routes, schemas, settings) {
  const samples = new Map(NAMES.map(name => [name, []]))
  for (let i = 0; i < settings.repeat; i++) {
    for (const name of NAMES) {
      if (i < repetitions(name, routes)) samples.get(name).push(await bootOnce(name, routes, schemas))
    }
  }
  const floor = samples.get('none')
  return NAMES.map(name => row(name, routes, schemas, samples.get(name), floor))
}

/** Unions take minutes where the others take seconds: once is enough to see it. */
const repetitions = (name, routes) => name !== 'unions' || routes <= 100 ? Infinity : 1

async function bootOnce (name, routes, schemas) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--max-old-space-size=12000', WORKER, name, String(routes), schemas])
  return JSON.parse(stdout)
}

function row (name, routes, schemas, samples, floor) {
  return {
    name,
    title: boots[name].title,
    routes,
    schemas,
    ms: median(samples.map(({ ms }) => ms)),
    heap: median(samples.map(({ heap }) => heap)),
    rss: median(samples.map(({ rss }) => rss)),
    msRatio: summary(samples.map(({ ms }, index) => ms / floor[index].ms)),
    heapRatio: summary(samples.map(({ heap }, index) => heap / floor[index].heap))
  }
}

const cells = ({ title, schemas, routes, ms, msRatio, heap, heapRatio, rss }) =>
  [title, schemas, integer(routes), integer(ms), spread(2, msRatio), fixed(1)(heap / MB), spread(2, heapRatio), integer(rss / MB)]

function growthOf (rows) {
  return ['own', 'shared'].flatMap(schemas => NAMES.map(name => {
    const points = rows.filter(row => row.name === name && row.schemas === schemas && row.routes >= Math.min(100, rows.at(-1).routes / 3))
    return { name, title: boots[name].title, schemas, exponent: growthExponent(points.map(({ routes, ms }) => [routes, ms])) }
  }))
}

function chart (what, rows, machine) {
  return logChart({
    title: what === 'ms' ? 'Time to ready() by number of routes' : 'Heap after ready() by number of routes',
    note: `Routes with a schema each. ${machineLine(machine)}`,
    xLabel: 'routes',
    yLabel: what === 'ms' ? 'ms' : 'MB',
    series: NAMES.map(name => ({
      label: boots[name].title.split(',')[0].replace(' per route and status', ''),
      points: rows.filter(row => row.name === name && row.schemas === 'own').map(row => [row.routes, what === 'ms' ? row.ms : Math.max(row.heap / MB, 0.01)])
    }))
  })
}
