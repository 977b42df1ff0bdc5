import { readFileSync } from 'node:fs'
import t from 'tap'

const file = (path: string): URL => new URL(`../../${path}`, import.meta.url)

t.test('docs/plugins.md has the table that test/ecosystem makes of its tests', async t => {
  const page = readFileSync(file('docs/plugins.md'), 'utf8')
  const { pageOf } = await import(file('test/ecosystem/table.js').href) as { readonly pageOf: (text: string) => Promise<string> }
  t.equal(page, await pageOf(page), 'node test/ecosystem/table.js writes it')
})

t.test('each plugin of test/ecosystem is tried in a version of its own', t => {
  const { dependencies } = JSON.parse(readFileSync(file('test/ecosystem/package.json'), 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> }
  for (const [name, version] of Object.entries(dependencies)) t.match(version, /^\d+\.\d+\.\d+$/, name)
  t.notMatch(readFileSync(file('docs/plugins.md'), 'utf8'), 'undefined', 'and the table says which')
  t.end()
})
