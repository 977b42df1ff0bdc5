import { transformSync } from 'esbuild'
import { test } from 'tap'
import { HELP } from '../../src/cli/help.js'
import { pages } from './pages.js'

// Blocks that are not TypeScript: what of them can be checked without running it.

const blocks = pages.flatMap(page => page.blocks)
const of = (language: string): typeof blocks => blocks.filter(block => block.language === language)

test('blocks of JavaScript and JSON can be read', t => {
  t.ok(of('js').length > 0 && of('json').length > 0)
  for (const { code, where } of of('js')) t.doesNotThrow(() => transformSync(code, { format: 'esm', target: 'node20' }), where)
  for (const { code, where } of of('json')) t.doesNotThrow(() => JSON.parse(code), where)
  t.end()
})

test('each call of the command line, in blocks and in texts, has a command and options that there are', t => {
  const calls = pages.flatMap(({ path, text }) => [...text.matchAll(/npx fastify-api-error ([^`\n&]+)/g)].map(([, call = '']) => ({ path, call })))
  t.ok(calls.length > 10, `there are ${calls.length}`)
  for (const { path, call } of calls) {
    const [command = '', ...words] = call.trim().split(/\s+/)
    const own = new RegExp(`^ {2}${command}\\b[^]*?(?=^ {2}\\S)`, 'm').exec(HELP)?.[0] ?? ''
    t.not(own, '', `${path}: ${call}`)
    for (const option of words.filter(word => word.startsWith('--'))) t.match(own, new RegExp(`^ +${option}\\b`, 'm'), `${path}: ${call}`)
  }
  t.end()
})
