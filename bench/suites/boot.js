import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { logChart } from '../harness/chart.js'
import { machineLine } from '../harness/machine.js'
import { growthExponent, median, summary } from '../harness/stats.js'
import { fixed, integer, spread, table } from '../harness/table.js'
import { boots, layouts } from '../variants/boot.js'

const WORKER = fileURLToPath(new URL('../harness/boot-worker.js', import.meta.url))
const NAMES = Object.keys(boots)
const LAYOUTS = Object.keys(layouts)
const MB = 2 ** 20

/** How `ready()` grows with the routes: without error schemas, with the plugin, with hand-written unions. */
export async function run ({ settings, machine, log }) {
  const counts = settings.smoke ? [10, 30] : [10, 100, 500, 2000, 10_000]
  const rows = []
  for (const layout of LAYOUTS) {
    for (const routes of counts.filter(routes => layout === 'own' || routes <= 2000)) {
      log(`${routes} routes, ${layout}`)
      rows.push(...await measure(routes, layout, settings))
    }
  }
  const growth = growthOf(rows)
  return {
    data: { rows, growth },
    markdown: [
      '## boot', table(['service', 'user schemas', 'routes', 'ready() ms', 'CPU ms', '÷ none', 'heap MB', '÷ none', 'RSS MB'], rows.map(cells)),
      'Growth exponent of CPU time over routes, from 100 routes on (1 = linear):', table(['service', 'user schemas', 'exponent'], growth.map(({ title, layout, exponent }) => [title, layouts[layout], fixed(2)(exponent)]))
    ].join('\n\n'),
    charts: Object.fromEntries(['time', 'heap'].map(what => [`boot-${what}`, chart(what, rows, machine)]))
  }
}

async function measure (routes, layout, settings) {
  const samples = new Map(NAMES.map(name => [name, []]))
  const most = settings.smoke ? 1 : settings.repeat * 2
  for (let i = 0; i < most; i++) {
    for (const name of i % 2 === 0 ? NAMES : NAMES.toReversed()) { // in a process that follows another, the machine is warmer
      if (i < repetitions(name, routes, most)) samples.get(name).push(await bootOnce(name, routes, layout))
    }
  }
  const floor = samples.get('none')
  return NAMES.map(name => row(name, routes, layout, samples.get(name), floor))
}

/** What takes long is told apart after a few: unions take minutes where the others take seconds. */
function repetitions (name, routes, most) {
  if (name === 'unions' && routes > 100) return 1
  return routes > 2000 ? Math.min(most, 4) : most
}

async function bootOnce (name, routes, layout) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--max-old-space-size=12000', WORKER, name, String(routes), layout])
  return JSON.parse(stdout)
}

function row (name, routes, layout, samples, floor) {
  return {
    name,
    title: boots[name].title,
    routes,
    layout,
    ms: median(samples.map(({ ms }) => ms)),
    cpu: median(samples.map(({ cpu }) => cpu)),
    heap: median(samples.map(({ heap }) => heap)),
    rss: median(samples.map(({ rss }) => rss)),
    cpuRatio: summary(samples.map(({ cpu }, index) => cpu / floor[index].cpu)),
    heapRatio: summary(samples.map(({ heap }, index) => heap / floor[index].heap))
  }
}

const cells = ({ title, layout, routes, ms, cpu, cpuRatio, heap, heapRatio, rss }) =>
  [title, layouts[layout], integer(routes), integer(ms), integer(cpu), spread(2, cpuRatio), fixed(1)(heap / MB), spread(2, heapRatio), integer(rss / MB)]

function growthOf (rows) {
  return LAYOUTS.flatMap(layout => NAMES.map(name => {
    const points = rows.filter(row => row.name === name && row.layout === layout && row.routes >= Math.min(100, Math.max(...rows.map(row => row.routes)) / 3))
    return { name, title: boots[name].title, layout, exponent: growthExponent(points.map(({ routes, cpu }) => [routes, cpu])) }
  }))
}

function chart (what, rows, machine) {
  return logChart({
    title: what === 'time' ? 'CPU time to ready() by number of routes' : 'Heap after ready() by number of routes',
    note: `Routes with a schema each. ${machineLine(machine)}`,
    xLabel: 'routes',
    yLabel: what === 'time' ? 'CPU ms' : 'MB',
    series: NAMES.map(name => ({
      label: boots[name].title.split(',')[0].replace(' per route and status', ''),
      points: rows.filter(row => row.name === name && row.layout === 'own').map(row => [row.routes, what === 'time' ? row.cpu : Math.max(row.heap / MB, 0.01)])
    }))
  })
}
