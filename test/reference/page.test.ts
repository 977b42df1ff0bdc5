import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { referenceHtml } from '../../src/reference/page.js'
import { catalog } from '../docs/shop.js'

const page = (parts: Partial<Parameters<typeof referenceHtml>[0]> = {}): string =>
  referenceHtml({ title: 'Errors', catalog: defaultCatalog, routes: [], assets: 'errors/reference', ...parts })

const articleOf = (text: string, name: string): string => text.slice(text.indexOf(`<article id="${name}"`)).split('</article>', 1)[0] ?? ''

for (const entry of defaultCatalog.entries) {
  test(`the page has an anchor, the sentence and the bytes of ${entry.name}`, t => {
    const article = articleOf(page(), entry.name)
    t.match(article, `<code>${entry.name}</code>`)
    t.match(article, entry.code)
    t.match(article, entry.description.replaceAll("'", '&#39;'))
    t.match(article, `Status <strong>${entry.status}</strong>`)
    t.match(article, `<span class="badge ${entry.status < 500 ? 'client' : 'server'}"><span class="hidden">Status </span>${entry.status}</span>`)
    t.match(article, entry.details === undefined ? JSON.stringify({ code: entry.code, error: entry.error }).replaceAll('"', '&#34;') : '&#34;fields&#34;: [')
    t.end()
  })
}

test('the page says with which other statuses an error is sent', t => {
  t.match(articleOf(page(), 'object_not_found'), 'also sent with 410')
  t.match(articleOf(page(), 'invalid_request'), 'also sent with any other 4xx')
  t.notMatch(articleOf(page(), 'invalid_email'), 'also sent')
  t.end()
})

test('the page shows details and headers', t => {
  const text = page({ catalog })
  t.match(articleOf(text, 'card_declined'), '<dt><code>reason</code> <span>&#34;expired&#34; | &#34;stolen&#34;</span></dt><dd>Why.</dd>')
  t.match(articleOf(text, 'card_declined'), ', optional</span>')
  t.match(articleOf(text, 'too_many_requests'), '<dt><code>retry-after</code> <span>header</span></dt><dd>Seconds to wait.</dd>')
  t.match(articleOf(text, 'too_many_requests'), '<dt><code>ratelimit-policy</code> <span>header</span></dt><dd>The limits, as text.</dd>')
  t.notMatch(articleOf(text, 'unauthorized'), '<dl>')
  t.end()
})

test('the page says once what details refer to', t => {
  const tree = Type.Recursive(This => Type.Object({ children: Type.Array(This) }, { description: 'A node.' }))
  const article = articleOf(page({ catalog: defineCatalog({ errors: { deep: { code: '2100', status: 400, description: 'Deep.', details: Type.Object({ top: tree, list: Type.Recursive(This => Type.Array(This)) }), headers: { 'x-count': Type.Integer() } } } }, { extend: defaultCatalog }) }), 'deep')
  t.match(article, '<dt><code>top</code> <span>deep_top</span></dt>')
  t.match(article, '<dt><code>deep_top</code> <span>{ readonly children: ReadonlyArray&#60;deep_top&#62; }</span></dt><dd>A node.</dd>')
  t.match(article, '<dt><code>deep_list</code> <span>ReadonlyArray&#60;deep_list&#62;</span></dt><dd></dd>')
  t.match(article, '<dt><code>x-count</code> <span>header</span></dt><dd></dd>')
  t.end()
})

test('the page lists the routes that may answer an error, and those that may answer any', t => {
  const [first, second] = defaultCatalog.entries
  if (first === undefined || second === undefined) throw new Error('no entries')
  const text = page({
    routes: [
      { method: 'GET', url: '/a/:id', catalog: defaultCatalog, errors: new Set([first, second]) },
      { method: 'PUT, PATCH', url: '/<b>', catalog: defaultCatalog, errors: new Set([first]) },
      { method: 'GET', url: '/any', catalog: defaultCatalog, errors: undefined }
    ]
  })
  t.match(articleOf(text, first.name), '2 routes')
  t.match(articleOf(text, first.name), '<b>PUT, PATCH</b> /&#60;b&#62;')
  t.match(articleOf(text, second.name), '>1 route</h4>')
  t.notMatch(articleOf(text, second.name), 'PATCH')
  t.match(text.split('id="any-error"')[1], '<b>GET</b> /any')
  t.match(articleOf(text, second.name), '<a href="#any-error">1 route that may answer any error</a>')
  t.notMatch(page(), 'any-error')
  t.end()
})

test('the page escapes what a catalogue says', t => {
  const hostile = defineCatalog({
    groups: { odd_group: { range: [5000, 5999], description: '<script>alert(1)</script>' }, empty: { range: [6000, 6999], description: 'Nothing.' } },
    errors: {
      odd: {
        code: '5001',
        status: 400,
        error: '"><img src=x>',
        description: '<img src=x onerror=alert(1)>',
        headers: {},
        details: Type.Object({ '<i>': Type.String({ description: '</dd><b>', pattern: '^<$' }) })
      }
    }
  }, { extend: defaultCatalog })
  const text = page({ catalog: hostile, title: '</title><script>' })
  t.notMatch(text, /<img|<i>|<\/dd><b>|<script>/)
  t.match(text, 'Odd group')
  t.notMatch(text, 'Empty', 'a group with no errors is left out')
  t.notMatch(articleOf(text, 'odd'), '<pre', 'no example rather than a wrong one')
  t.end()
})

test('the page says once which members every error carries, and shows them in each example', t => {
  const carrying = defineCatalog({ errors: {}, members: Type.Object({ request_id: Type.String({ description: 'For support.', examples: ['req-1'] }), at: Type.Integer() }) }, { extend: defaultCatalog })
  const text = page({ catalog: carrying })
  t.match(text.split('<main>', 1)[0], '<dt><code>request_id</code> <span>string</span></dt><dd>For support.</dd><dt><code>at</code> <span>number</span></dt><dd></dd>')
  t.match(articleOf(text, 'unauthorized'), '&#34;request_id&#34;: &#34;req-1&#34;')
  t.notMatch(page(), 'Every error that')
  t.end()
})

test('the page says why an error happens, what to do, since when it is there, whom to ask, and what is deprecated', t => {
  const article = articleOf(page({ catalog }), 'card_declined')
  t.match(article, '<h4>Why it happens</h4><ul><li>The card has expired.</li><li>The bank has blocked the card.</li></ul>')
  t.match(article, '<h4>What to do</h4><ul><li>Ask the customer for another card.</li></ul>')
  t.match(article, ' · since 1.2 · ask #payments</p>')
  t.match(article, 'the bank has blocked the card.', 'the search finds it')
  t.notMatch(article, 'deprecated')
  const old = (deprecated: true | string): string => articleOf(page({
    catalog: defineCatalog({ errors: { unauthorized: { code: '1000', status: 401, description: 'The request is unauthorized.', deprecated } } }, { extend: defaultCatalog })
  }), 'unauthorized')
  t.match(old(true), '<span class="badge old">deprecated</span>')
  t.notMatch(old(true), '<strong>Deprecated.')
  t.match(old('Use <invalid_token>.'), '<p><strong>Deprecated.</strong> Use &#60;invalid_token&#62;.</p>')
  t.match(old(true), 'class="deprecated"')
  t.end()
})

test('each code is an anchor, which errors that share it stand in together, also where they are defined apart', t => {
  const shared = defineCatalog({
    errors: { slug_already_exists: { code: '2003', shared: true, status: 409, description: 'The slug already exists.' } },
    retired: { 2008: { name: 'old_error', reason: 'It went.' } }
  }, { extend: defaultCatalog })
  const text = page({ catalog: shared })
  for (const code of new Set(shared.entries.map(entry => entry.code))) {
    const [within = ''] = text.split(`<div id="${code}">`)[1]?.split('</div>\n<div id=') ?? []
    const names = shared.entries.filter(entry => entry.code === code).map(({ name }) => name)
    t.same([...within.split('</section>', 1)[0]?.matchAll(/<article id="(\w+)"/g) ?? []].map(([, name]) => name), names, code)
    t.equal(text.split(`id="${code}"`).length, 2, 'there is one')
    for (const name of names) t.match(articleOf(text, name), `<a class="code" href="#${code}" aria-label="Link to code ${code}">${code}</a>`)
  }
  t.match(text, '<dt id="2008"><a class="code" href="#2008" aria-label="Link to code 2008">2008</a>', 'a retired one, too')
  t.end()
})

test('groups have their ranges', t => {
  t.match(page(), '<h2 id="group-request">Request <span class="range">2000–2999</span></h2>')
  t.match(page(), '<span class="count">2000–2999<span class="hidden">, 8 errors</span></span>')
  t.end()
})

test('the page lists retired errors', t => {
  const text = page({ catalog: defineCatalog({ errors: {}, retired: { 2008: { name: 'old_error', reason: 'It is <invalid_request> now.' } } }, { extend: defaultCatalog }) })
  t.match(text, '>2008</a> <code>old_error</code></dt><dd>It is &#60;invalid_request&#62; now.</dd>')
  t.notMatch(page(), 'Retired')
  t.end()
})
