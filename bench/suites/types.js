import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { writeTypedService } from '../harness/typed-service.js'
import { median, summary } from '../harness/stats.js'
import { fixed, integer, spread, table } from '../harness/table.js'

const ROUTES = 200
const inRoot = path => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url))
const WORKER = fileURLToPath(new URL('../harness/completions-worker.js', import.meta.url))

/** The compilers of the repository: the one in JavaScript, which editors use, and the native one. */
const COMPILERS = [
  ['TypeScript 6', inRoot('typescript/lib/tsc.js')],
  ['TypeScript 7', inRoot('@typescript/native/bin/tsc')]
]

/** What the types cost the compiler and the editor: a catalogue and declaring routes, against the same without. */
export async function run ({ settings, log }) {
  const sizes = settings.smoke ? [23] : [23, 100, 500]
  const routes = settings.smoke ? 10 : ROUTES
  const folders = new Map([0, ...sizes].map(entries => [entries, writeTypedService(entries, routes)]))
  const rows = []
  for (const [compiler, path] of COMPILERS) {
    log(compiler)
    rows.push(...await measure(compiler, path, folders, settings.smoke ? 1 : 15))
  }
  log('completions')
  const completions = []
  for (const entries of sizes) completions.push({ entries, ...await complete(folders.get(entries)) })
  return {
    data: { routes, rows, completions },
    markdown: [
      '## types', `${routes} routes with a schema; with the plugin, each declares three errors.`,
      table(['compiler', 'entries', 'tsc s', '÷ without', 'check s', 'instantiations', '÷ without'], rows.map(row => [
        row.compiler, row.entries === 0 ? 'without' : row.entries, fixed(2)(row.total), spread(2, row.ratio), fixed(2)(row.check), integer(row.instantiations), fixed(2)(row.instantiationsRatio)
      ])),
      'Completion of `reply.apiError(\'…\')` in a route that declares, in the language service of TypeScript 6:',
      table(['entries', 'names offered', 'first ms', 'after an edit ms'], completions.map(({ entries, names, first, edited }) => [entries, names, integer(first), integer(edited)]))
    ].join('\n\n')
  }
}

async function measure (compiler, path, folders, rounds) {
  const samples = new Map([...folders.keys()].map(entries => [entries, []]))
  for (let i = 0; i < rounds; i++) {
    for (const [entries, folder] of folders) samples.get(entries).push(await compile(path, folder))
  }
  const floor = samples.get(0)
  return [...samples].map(([entries, all]) => ({
    compiler,
    entries,
    total: median(all.map(({ total }) => total)),
    check: median(all.map(({ check }) => check)),
    ratio: summary(all.map(({ total }, index) => total / floor[index].total)),
    instantiations: all[0].instantiations,
    instantiationsRatio: all[0].instantiations / floor[0].instantiations
  }))
}

async function compile (path, folder) {
  const { stdout } = await promisify(execFile)(process.execPath, [path, '-p', folder, '--extendedDiagnostics']).catch(error => {
    throw new Error(`the generated service does not compile:\n${error.stdout}`)
  })
  const figure = name => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1])
  return { total: figure('Total time'), check: figure('Check time'), instantiations: figure('Instantiations') }
}

async function complete (folder) {
  const { stdout } = await promisify(execFile)(process.execPath, [WORKER, folder])
  const found = JSON.parse(stdout)
  if (found.names === 0) throw new Error('no name was offered')
  return found
}
