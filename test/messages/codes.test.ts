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
