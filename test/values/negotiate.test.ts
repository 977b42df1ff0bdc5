import { test } from 'tap'
import { negotiate } from '../../src/values/negotiate.js'

const OFFERED = ['text/html', 'application/json', 'text/markdown'] as const

for (const [accept, expected] of [
  [undefined, 'text/html'],
  ['', 'text/html'],
  ['*/*', 'text/html'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ['application/json', 'application/json'],
  ['Application/JSON; charset=utf-8', 'application/json'],
  ['application/json, text/plain, */*', 'text/html'],
  ['application/*', 'application/json'],
  ['text/markdown', 'text/markdown'],
  ['text/*;q=0.5, text/markdown', 'text/markdown'],
  ['text/html;q=0.4, application/json;q=0.6', 'application/json'],
  ['text/html;q=0, */*', 'application/json'],
  ['*/*;q=0.1, text/markdown;q=nonsense', 'text/html'],
  ['image/png', 'text/html'],
  [`${'image/png,'.repeat(99)}text/markdown`, 'text/markdown'],
  [`${','.repeat(100)}text/markdown`, 'text/html'] // of more ranges nobody looks at the rest
] as const) {
  test(`negotiate answers ${expected} to ${String(accept).slice(0, 100)}`, t => {
    t.equal(negotiate(accept, OFFERED), expected)
    t.end()
  })
}
