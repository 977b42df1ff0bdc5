import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import type { Test } from 'tap'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const dashboard = JSON.parse(readFileSync(join(root, 'docs/grafana/api-errors.json'), 'utf8')) as { panels: Array<{ id: number, type: string, options: object, gridPos: { x: number, y: number, w: number, h: number }, targets: Array<{ expr: string }> }> }

/** A folder inside the repository, where packages are found. */
function folderFor (t: Test): string {
  mkdirSync(join(root, '.tap'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tap', 'prometheus-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  symlinkSync(join(import.meta.dirname, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

// Debian has it in the package `prometheus`; .ci/run fetches it.
const promtool = (...args: string[]): Promise<{ stdout: string, stderr: string }> => run(process.env['PROMTOOL'] ?? 'promtool', args)

const isThere = await promtool('--version').then(() => true, () => false)
const skip = isThere || process.env['CI'] !== undefined ? false : 'there is no promtool'

test('the alert rules are valid, and fire when they have to', { skip }, async t => {
  t.match((await promtool('check', 'rules', join(root, 'docs/grafana/api-errors.rules.yml'))).stdout, /SUCCESS: 4 rules found/)
  t.match((await promtool('test', 'rules', join(import.meta.dirname, 'api-errors.rules.test.yml'))).stdout, /SUCCESS/)
})

test('the queries of the dashboard are valid', { skip }, async t => {
  const folder = folderFor(t)
  const queries = dashboard.panels.flatMap(panel => panel.targets.map(({ expr }) => expr))
  t.ok(queries.length >= 9)
  const rules = queries.map((expr, index) => ({ record: `query:${index}`, expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$job', '.*') }))
  writeFileSync(join(folder, 'queries.yml'), JSON.stringify({ groups: [{ name: 'queries', rules }] })) // JSON is YAML
  t.match((await promtool('check', 'rules', join(folder, 'queries.yml'))).stdout, `SUCCESS: ${queries.length} rules found`)
})

test('the dashboard is one by the types of Grafana, and its panels do not overlap', async t => {
  const folder = folderFor(t)
  const { panels, ...head } = dashboard
  const options = { timeseries: 'TimeSeries', stat: 'Stat' } as Readonly<Record<string, string>>
  const lines = [
    "import type { Json } from '../../test/observers/json-form'",
    "import type { Dashboard, Panel } from '@grafana/schema'",
    ...Object.values(options).map(name => `import type { Options as ${name} } from '@grafana/schema/dist/esm/raw/composable/${name.toLowerCase()}/panelcfg/x/${name}PanelCfg_types.gen'`),
    `export const dashboard: Json<Dashboard> = ${JSON.stringify(head)}`,
    ...panels.flatMap((panel, index) => [`export const panel${index}: Json<Panel> = ${JSON.stringify(panel)}`, `export const options${index}: Json<${options[panel.type] ?? 'never'}> = ${JSON.stringify(panel.options)}`])
  ]
  writeFileSync(join(folder, 'dashboard.ts'), lines.join('\n'))
  const tsc = join(root, 'node_modules/@typescript/native/bin/tsc')
  const { code, stdout, stderr } = await run('env', ['-u', 'NODE_OPTIONS', process.execPath, tsc, '--ignoreConfig', '--strict', '--noEmit', '--skipLibCheck', '--module', 'preserve', '--target', 'es2022', '--types', '', join(folder, 'dashboard.ts')])
    .then(output => ({ code: 0, ...output }), (error: { code: number, stdout: string, stderr: string }) => error)
  t.strictSame([code, stdout, stderr], [0, '', ''])
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => Array.from({ length: w * h }, (_, index) => `${x + index % w},${y + Math.floor(index / w)}`))
  t.equal(new Set(cells).size, cells.length)
  t.equal(new Set(panels.map(({ id }) => id)).size, panels.length)
})
