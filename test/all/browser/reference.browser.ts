import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import helmet from '@fastify/helmet'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import t from 'tap'
import apiError, { apiErrorReference } from '../../../src/index.js'
import { catalog as shop } from '../../docs/shop.js'
import { defineCatalog } from '../../../src/index.js'

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const catalog = defineCatalog({
  retired: { 5999: { name: 'order_lost', reason: 'It is order_gone now.' } },
  errors: { order_gone: { code: '5003', status: 410, description: 'The order is gone.', deprecated: 'Use object_not_found.' } },
  members: { type: 'object', properties: { request_id: { type: 'string', description: 'Name it when you ask for help.', examples: ['123e4567-e89b-42d3-a456-426614174000'] } } }
}, { extend: shop })

t.setTimeout(600_000)

let browser: Browser
let app: FastifyInstance
let url: string

t.before(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}: install Chromium (Debian: apt-get install chromium), or say where it is in CHROMIUM`)
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS })
  app = Fastify()
  await app.register(helmet)
  await app.register(apiError, { catalog, members: request => ({ request_id: request.id }) })
  await app.register(apiErrorReference, { title: 'Errors of <b>"this" & that</b>' })
  for (const path of ['/orders/:id', '/applications/:id', '/users/:id']) {
    app.get(path, { schema: { apiErrors: ['object_not_found'] } }, async () => ({}))
  }
  app.get('/anything', async () => ({}))
  url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/errors`
})

t.teardown(async () => {
  await browser?.close()
  await app?.close()
})

/** The page in a tab of its own; what its console and network say that they should not is collected. */
async function open (options: BrowserContextOptions = {}, hash = ''): Promise<{ page: Page, complaints: string[] }> {
  const context = await browser.newContext(options)
  t.teardown(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => { if (message.type() !== 'log') complaints.push(message.text()) })
  page.on('pageerror', error => { complaints.push(String(error)) })
  page.on('requestfailed', request => { complaints.push(`${request.url()} failed`) })
  page.on('response', response => { if (response.status() >= 400) complaints.push(`${response.url()} ${response.status()}`) })
  await page.goto(url + hash, { waitUntil: 'load' })
  return { page, complaints }
}

const shown = (page: Page): Promise<string[]> => page.locator('article:visible').evaluateAll(articles => articles.map(article => article.id))

// What runs in the browser and names its globals is text: the types here are those of Node.

const isInView = (page: Page, id: string): Promise<boolean> => page.evaluate<boolean>(`(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.getElementById('${id}').getBoundingClientRect())`)

const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.id')

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1200, height: 900 }, { width: 390, height: 800 }]) {
    t.test(`the page is accessible and fits: ${colorScheme}, ${viewport.width} wide`, async t => {
      const { page, complaints } = await open({ colorScheme, viewport })
      const shot = async (what: string): Promise<void> => {
        const folder = process.env['SCREENSHOTS']
        if (folder !== undefined) await page.screenshot({ path: `${folder}/${colorScheme}-${viewport.width}-${what}.png`, fullPage: what === 'closed' })
      }
      await shot('closed')
      for (const summary of await page.locator('summary').all()) await summary.click()
      await page.locator('#search').focus()
      await page.evaluate(AXE)
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run (): Promise<{ violations: Array<{ id: string, nodes: Array<{ html: string, failureSummary: string }> }> }> } }
        const results = await axe.run()
        return results.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(node => `${node.html} ${node.failureSummary}`) }))
      })
      t.same(violations, [])
      t.ok(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), 'nothing sticks out')
      t.same(complaints, [])
      t.same(await page.locator('pre').evaluateAll(blocks => blocks.filter(block => block.scrollWidth > block.clientWidth).length), 0, 'JSON wraps')
      await page.locator('#card_declined').scrollIntoViewIfNeeded()
      await page.evaluate("document.querySelector('#card_declined').scrollIntoView()")
      await shot('open')
    })
  }
}

t.test('the two colour schemes differ, and the style applies under the policy of helmet', async t => {
  const colours = []
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await open({ colorScheme })
    colours.push(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor'))
  }
  t.same(colours, ['rgb(255, 255, 255)', 'rgb(20, 23, 26)'])
})

t.test('the page shows each error of the catalogue, in its group', async t => {
  const { page } = await open()
  t.same((await shown(page)).sort(), catalog.entries.map(entry => entry.name).sort())
  for (const entry of catalog.entries) {
    t.match(await page.locator(`article#${entry.name} summary`).innerText(), entry.description)
    t.match(await page.locator(`article#${entry.name} .badge`).first().innerText(), String(entry.status))
  }
  t.equal(await page.locator('h1').innerText(), 'Errors of <b>"this" & that</b>', 'what looks like HTML is text')
  t.match(await page.locator('.group', { has: page.locator('#card_declined') }).innerText(), 'billing & <payment>')
})

t.test('the search finds by code, name, sentence and detail, and Escape empties it', async t => {
  const { page, complaints } = await open()
  await page.keyboard.press('/')
  t.equal(await focused(page), 'search', '"/" goes to the search')
  await page.keyboard.type('2003')
  t.same(await shown(page), ['object_already_exists', 'email_already_exists'])
  t.equal(await page.locator('#found').innerText(), `2 of ${catalog.entries.length} errors`)
  t.equal(await page.locator('.group:visible').count(), 1, 'groups with nothing in them are hidden')
  await page.fill('#search', 'EMAIL exists')
  t.same(await shown(page), ['email_already_exists'])
  for (const [words, names] of [['bank blocked', ['card_declined']], ['another card', ['card_declined']], ['action', ['not_allowed']], ['retry-after', ['card_declined', 'too_many_requests']], ['deprecated', []], ['use object_not_found', ['order_gone']]] as const) {
    await page.fill('#search', words)
    t.same(await shown(page), names, words)
  }
  await page.fill('#search', 'no such thing')
  t.same(await shown(page), [])
  t.equal(await page.locator('#found').innerText(), `0 of ${catalog.entries.length} errors`)
  await page.locator('#search').press('Escape')
  t.equal((await shown(page)).length, catalog.entries.length)
  t.equal(await page.locator('#found').innerText(), '')
  await page.fill('#search', 'a/')
  t.equal(await page.inputValue('#search'), 'a/', 'in the search "/" is a letter')
  t.same(complaints, [])
})

t.test('Enter in the search goes to the first error that is found', async t => {
  const { page, complaints } = await open()
  await page.fill('#search', 'application')
  await page.locator('#search').press('Enter')
  await page.waitForFunction("location.hash !== ''")
  t.equal(new URL(page.url()).hash, '#application_already_exists')
  await page.fill('#search', 'nothing at all')
  await page.locator('#search').press('Enter')
  t.equal(new URL(page.url()).hash, '#application_already_exists')
  t.same(complaints, [])
})

t.test('an address with an anchor shows its error', async t => {
  const { page } = await open({ viewport: { width: 1000, height: 600 } }, '#application_not_deployed')
  t.ok(await isInView(page, 'application_not_deployed'))
  t.equal(await page.locator('article:target').count(), 1)
  t.equal(await page.locator('article:target .more').isVisible(), true, 'it is open')
  t.equal(await page.locator('article .more:visible').count(), 1, 'and no other')
})

t.test('the code of an error is a link to it, and a code that errors share leads to all of them', async t => {
  const { page, complaints } = await open()
  await page.click('article#unauthorized > .code')
  t.equal(page.url(), `${url}#1000`)
  await page.waitForFunction("document.querySelector('#unauthorized details').open")
  await page.locator('article#unauthorized summary').click()
  await page.click('article#unauthorized > .code')
  await page.waitForFunction("document.querySelector('#unauthorized details').open", undefined, { timeout: 5_000 })
  await page.fill('#search', '#2002')
  t.same(await shown(page), ['object_not_found'], 'the search takes it as it is pasted')
  await page.evaluate("location.hash = '2003'")
  await page.waitForFunction("document.querySelectorAll('article[hidden]').length === 0")
  t.same(await page.locator('details[open]').evaluateAll(all => all.map(one => one.parentElement?.id)), ['unauthorized', 'object_already_exists', 'email_already_exists'])
  const marked = await page.evaluate<string[]>("[...document.querySelectorAll('article')].filter(article => getComputedStyle(article).boxShadow !== 'none').map(({ id }) => id)")
  t.same(marked, ['object_already_exists', 'email_already_exists'])
  t.ok(await isInView(page, 'object_already_exists'))
  await page.evaluate("location.hash = '5999'")
  t.ok(await isInView(page, '5999'), 'a retired code has a place as well')
  await page.evaluate("location.hash = 'object_not_found--routes'")
  await page.waitForFunction("document.querySelector('#object_not_found details').open")
  t.same(complaints, [])
})

t.test('the link of an error is its address, by click and by keyboard', async t => {
  const { page, complaints } = await open()
  await page.click('article#object_not_found .link')
  t.equal(page.url(), `${url}#object_not_found`)
  await page.locator('article#invalid_token .link').focus()
  await page.keyboard.press('Enter')
  t.equal(page.url(), `${url}#invalid_token`)
  await page.click('nav a[href="#group-server"]')
  t.equal(page.url(), `${url}#group-server`)
  t.same(complaints, [])
})

t.test('an anchor shows an error that a search hides', async t => {
  const { page, complaints } = await open({ viewport: { width: 1000, height: 600 } })
  await page.fill('#search', '1000')
  await page.evaluate("location.hash = 'unauthorized'")
  t.same(await shown(page), ['unauthorized'], 'one that is found leaves the search alone')
  await page.evaluate("location.hash = 'database_error'")
  await page.waitForFunction("document.querySelectorAll('article[hidden]').length === 0")
  t.equal(await page.inputValue('#search'), '')
  t.ok(await isInView(page, 'database_error'))
  await page.evaluate("location.hash = 'no_such_error'")
  t.same(complaints, [])
})

t.test('an error opens by keyboard, and shows the routes that may answer it', async t => {
  const { page } = await open()
  const summary = page.locator('article#object_not_found summary')
  const routes = page.locator('article#object_not_found .routes li')
  t.equal(await routes.first().isVisible(), false)
  await summary.focus()
  await page.keyboard.press('Enter')
  t.equal(await page.locator('#object_not_found--routes').innerText(), '3 routes')
  t.same(await routes.allInnerTexts(), ['GET /orders/:id', 'GET /applications/:id', 'GET /users/:id'])
  t.match(await page.locator('section', { has: page.locator('#any-error') }).innerText(), 'GET /anything')
})

t.test('without script there is all but the search', async t => {
  const { page } = await open({ javaScriptEnabled: false })
  t.equal(await page.locator('article').count(), catalog.entries.length)
  t.equal(await page.locator('form').isVisible(), false)
})
