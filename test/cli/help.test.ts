import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { HELP } from '../../src/cli/help.js'

const source = (name: string): string => readFileSync(join(import.meta.dirname, '..', '..', 'src', 'cli', name), 'utf8')

test('help fits a terminal', async t => {
  t.ok(HELP.split('\n').every(line => line.length <= 110))
  t.ok(HELP.endsWith('.\n'))
})

test('help names every command and every option, and no other', async t => {
  const commands = [...source('main.ts').matchAll(/^ {2}\['([a-z][a-z-]*)', .+\]/gm)].map(match => match[1])
  const named = [...HELP.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(match => match[1])
  t.same(named, commands)
  const options = ['docs', 'lint', 'diff', 'next-code', 'export'].flatMap(name => [...source(`${name}.ts`).matchAll(/(\w+): \{ type: '(?:string|boolean)'/g)].map(match => `--${match[1] ?? ''}`))
  t.same(new Set([...HELP.matchAll(/^ {6}(--\w+)/gm)].map(match => match[1])), new Set(options))
})
