import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { MESSAGES } from '../../src/messages/codes.js'

const root = process.cwd()
const source = join(root, 'src')

test('every code of the source is in the table, and the other way round', t => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts') && name !== join('messages', 'codes.ts'))
  const used = new Set(files.flatMap(name => readFileSync(join(source, name), 'utf8').match(/API_ERROR_[A-Z_]+/g) ?? []))
  t.same([...used].sort(), Object.keys(MESSAGES).sort())
  t.end()
})

test('the README has the table', t => {
  const rows = Object.entries(MESSAGES).filter(([, { text }]) => !text.startsWith('Internal')).map(([code, { as, text, fix }]) => `| \`${code}\` | ${as} | ${text} | ${fix} |`)
  const table = ['| code | how | what happened | what to do |', '|---|---|---|---|', ...rows].join('\n')
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  t.equal(readme.split('<!-- messages -->\n')[1]?.trimEnd(), table)
  t.end()
})
