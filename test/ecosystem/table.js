import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadPlugins } from './plugins.js'

// Which plugins are tried, in which version, and what each needs. `node test/ecosystem/table.js` writes it to docs/plugins.md.

const PAGE = new URL('../../docs/plugins.md', import.meta.url)
const PLACE = /(?<=<!-- plugins -->\n)[\s\S]*?(?=<!-- \/plugins -->)/
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

export async function pageOf (text) {
  const plugins = await loadPlugins()
  const rows = plugins
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .map(({ name, packageName = name, needs = 'nothing', failures }) => `| ${name} | ${dependencies[packageName]} | ${failures} | ${needs} |`)
  return text.replace(PLACE, ['| plugin | tried with | its failures | needs |', '|---|---|---|---|', ...rows, ''].join('\n').replaceAll('$', '$$$$'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, await pageOf(readFileSync(PAGE, 'utf8')))
