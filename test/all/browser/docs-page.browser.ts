import { existsSync } from 'node:fs'
import swaggerUi from '@fastify/swagger-ui'
import { chromium } from 'playwright-core'
import t from 'tap'
import { createShop } from '../../docs/shop.js'

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

t.setTimeout(600_000)

for (const openapi of ['3.0.3', '3.1.0']) {
  t.test(`the page of @fastify/swagger-ui shows the errors of a route, each with its example: OpenAPI ${openapi}`, async t => {
    if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}: install Chromium (Debian: apt-get install chromium), or say where it is in CHROMIUM`)
    const app = await createShop({ openapi })
    await app.register(swaggerUi, { routePrefix: '/docs' })
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS })
    t.teardown(async () => {
      await browser.close()
      await app.close()
    })
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('pageerror', error => { complaints.push(String(error)) })
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()) })
    await page.goto(`${url}/docs/`)

    await page.locator('.opblock-post .opblock-summary-control').first().click()
    const responseOf = (status: number): ReturnType<typeof page.locator> => page.locator(`.response[data-code="${status}"]`)
    await responseOf(409).waitFor()
    t.match(await responseOf(409).innerText(), '2003 - object_already_exists: The object already exists.')
    const examples = responseOf(409).locator('.examples-select select')
    t.same(await examples.locator('option').evaluateAll(options => options.map(option => option.textContent)), ['2003 - object_already_exists', '2003 - email_already_exists'])
    await examples.selectOption({ index: 1 })
    t.same(JSON.parse(await responseOf(409).locator('.highlight-code code, .microlight').first().innerText()), { code: '2003', error: 'email_already_exists' })
    t.match(await responseOf(402).innerText(), 'card_declined')
    t.match(await responseOf(402).innerText(), 'retry-after')
    t.same(complaints, [])
    const folder = process.env['SCREENSHOTS']
    if (folder !== undefined) await responseOf(409).screenshot({ path: `${folder}/swagger-ui-${openapi}.png` })
  })
}
