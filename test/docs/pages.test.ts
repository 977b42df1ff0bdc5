import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'tap'
import * as client from '../../src/client/index.js'
import * as main from '../../src/index.js'
import { pages, problemOf, readPage, ROOT } from './pages.js'
import { runBlocks } from './run-blocks.js'
import { split, tables } from './tables.js'

test('every block of the README and the guides compiles, runs and prints what it says', { timeout: 300_000 }, async t => {
  const results = await runBlocks(pages.filter(page => page.packages === undefined))
  t.ok(results.length > 30, 'there are blocks')
  for (const { where, expected, printed } of results) {
    t.not(expected, '', `${where} says what it prints`)
    t.equal(printed, expected, where)
  }
})

test('code is marked as what it is', t => {
  for (const { where, language, flag } of pages.flatMap(page => page.blocks)) {
    t.match(language, /^(?:ts|js|sh|text|json|yaml|html|diff|http|mermaid|sql|promql)$/, where)
    t.ok(['', 'no-run'].includes(flag), where)
  }
  t.end()
})

test('tables that are made of data are as the data is', t => {
  for (const { page, name, text } of tables) {
    const found = split(readFileSync(join(ROOT, page), 'utf8'), name)
    if (found === undefined) {
      t.fail(`${page} has no marks <!-- ${name} --> and <!-- /${name} -->`)
      continue
    }
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(join(ROOT, page), `${found.before}${text}\n${found.after}`)
    else t.equal(found.table, text, `${page} ${name}; UPDATE_DOCS=1 npm run test:one -- test/docs/pages.test.ts writes it`)
  }
  t.end()
})

test('the reference has a heading for each export', t => {
  const api = readPage('docs/api.md')
  const headings = [...api.text.matchAll(/^### (.+)$/gm)].map(match => match[1])
  for (const name of [...Object.keys(main), ...Object.keys(client)].filter(name => name !== 'default' && name !== 'module.exports')) t.ok(headings.includes(name), name)
  t.end()
})

test('the reference has an entry for each type that is exported', t => {
  const api = readPage('docs/api.md')
  const lists = ['index.ts', 'client/index.ts'].flatMap(file => readFileSync(join(ROOT, 'src', file), 'utf8').match(/(?<=^export (?:type )?\{ ).+(?= \})/gm) ?? [])
  const names = lists.flatMap(list => list.split(', ')).map(name => name.replace(/^.* as /, '')).filter(name => name !== 'default' && name !== "'module.exports'")
  t.ok(names.length > 60, `there are ${names.length} exports`)
  for (const member of Object.keys(main.defaultCatalog)) t.ok(api.text.split('### Catalog\n')[1]?.split('\n###', 1)[0]?.includes(`\`${member}\``), `Catalog has ${member}`)
  for (const name of names) t.ok(new RegExp(`^### ${name}$|^\\| \`${name}\` \\|`, 'm').test(api.text), name)
  t.end()
})

test('the reference has a table for the options of each export, and each option is in an example', t => {
  const exported = ['index.ts', 'client/index.ts'].flatMap(file => readFileSync(join(ROOT, 'src', file), 'utf8').match(/\b[A-Z]\w+Options\b/g) ?? [])
  t.ok(exported.length > 5)
  for (const name of exported) t.ok(tables.some(table => table.page === 'docs/api.md' && table.name === name), name)
  const examples = readPage('docs/api.md').blocks.map(block => block.code).join('\n')
  for (const { name, text } of tables.filter(({ page, text }) => page === 'docs/api.md' && text.startsWith('| option'))) {
    for (const [, option = ''] of text.matchAll(/^\| `(\w+)`/gm)) t.ok(new RegExp(`\\b${option}\\b`).test(examples), `an example has ${option} of ${name}`)
  }
  t.end()
})

test('links lead somewhere, in the other pages of the repository too', t => {
  const others = ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'bench/README.md', 'examples/service/README.md'].map(readPage)
  for (const page of [...pages, ...others]) {
    for (const link of page.links) t.equal(problemOf(link, page), undefined, `${page.path}: ${link}`)
  }
  t.end()
})

test('each guide is in the index, and leads back to it', t => {
  const index = readPage('docs/README.md')
  for (const page of pages.filter(({ path }) => path.startsWith('docs/') && path !== index.path)) {
    t.ok(index.links.some(link => link.split('#')[0] === relative('docs', page.path)), `the index has ${page.path}`)
    t.ok(page.links.includes(relative(dirname(page.path), index.path)), `${page.path} leads to the index`)
  }
  t.end()
})

test('the README stays short', t => {
  const readme = readPage('README.md')
  t.ok(readme.text.split('\n').length <= 251, 'at most 250 lines')
  t.ok(readme.links.includes('docs/README.md'), 'and leads to the index')
  t.end()
})
