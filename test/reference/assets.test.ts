import { Script } from 'node:vm'
import { test } from 'tap'
import { SCRIPT, STYLE } from '../../src/reference/assets.js'

// What they do is tested in a browser: test/all/browser/reference.browser.ts

test('SCRIPT is JavaScript, and asks for nothing from anywhere', t => {
  t.doesNotThrow(() => new Script(SCRIPT))
  t.notMatch(SCRIPT, /https?:|innerHTML|eval/)
  t.end()
})

test('STYLE has colours for light and dark, and fetches nothing', t => {
  t.match(STYLE, 'prefers-color-scheme: dark')
  t.notMatch(STYLE, /url\(|@import/)
  t.equal(STYLE.split('{').length, STYLE.split('}').length)
  t.end()
})
