import { test } from 'tap'
import { html, Html } from '../../src/reference/html.js'

test('html escapes what is put into it, in text and attributes', t => {
  t.equal(String(html`<a title="${'"&<>\''}">${'</a><script>'}</a>`), '<a title="&#34;&#38;&#60;&#62;&#39;">&#60;/a&#62;&#60;script&#62;</a>')
  t.end()
})

test('html takes pieces of HTML as they are, joins lists, and leaves nothing out of nothing', t => {
  t.equal(html`${html`<b>`}${[1, 'a<', html`<i>`, [undefined]]}${undefined}${false}${0}${''}`.text, '<b>1a&#60;<i>0')
  t.ok(html`` instanceof Html)
  t.end()
})
