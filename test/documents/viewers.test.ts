import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import swaggerUi from '@fastify/swagger-ui'
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import t from 'tap'
import type { Test } from 'tap'
import { createService } from './service.js'

// What people see of four errors under one status, in a browser. SCREENSHOTS names a folder for pictures of it.

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
const REDOC = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js')
const NAMES = ['5001 - card_declined', '5002 - card_unknown', '5003 - budget_exceeded', '5004 - price_changed']
const UNKNOWN = { code: '5002', error: 'card_unknown', request_id: 'req-1' }

t.setTimeout(600_000)

let browser: Browser
t.before(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}: install Chromium (Debian: apt-get install chromium), or say where it is in CHROMIUM`)
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS })
})
t.teardown(() => browser.close())

/** Opens the page of a viewer, at `/docs/` of the service. What viewers load from elsewhere (fonts, a logo) is left out. */
async function open (t: Test, openapi: string, addViewer: (app: FastifyInstance) => Promise<unknown>): Promise<{ page: Page, complaints: string[] }> {
  const app = await createService(openapi)
  await addViewer(app)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const page = await browser.newPage({ viewport: { width: 1400, height: 1200 } })
  t.teardown(async () => {
    await page.close()
    await app.close()
  })
  page.setDefaultTimeout(20_000)
  await page.route(address => address.protocol.startsWith('http') && address.origin !== url, async route => { await route.fulfill({ status: 200, body: '' }) })
  await page.route(`${url}/favicon.ico`, async route => { await route.fulfill({ status: 200, body: '' }) })
  const complaints: string[] = []
  page.on('pageerror', error => { complaints.push(String(error)) })
  page.on('console', message => { if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`) })
  await page.goto(`${url}/docs/`)
  return { page, complaints }
}

async function picture (page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

/** A page of Redoc, as its README has it. */
async function redoc (app: FastifyInstance): Promise<void> {
  const script = await readFile(REDOC)
  const hidden = { schema: { hide: true } }
  app.get('/docs/redoc.js', hidden, async (_request, reply) => await reply.type('text/javascript').send(script))
  app.get('/docs/json', hidden, async () => app.swagger())
  app.get('/docs/', hidden, async (_request, reply) => await reply.type('text/html').send('<!doctype html><meta charset="utf-8"><redoc spec-url="json"></redoc><script src="redoc.js"></script>'))
}

for (const openapi of ['3.0.3', '3.1.0']) {
  t.test(`swagger-ui shows four errors of a status by number and name, each with its example: OpenAPI ${openapi}`, async t => {
    const { page, complaints } = await open(t, openapi, async app => { await app.register(swaggerUi, { routePrefix: '/docs' }) })
    await page.locator('.opblock-post .opblock-summary-control').first().click()
    const response = page.locator('.response[data-code="402"]')
    await response.waitFor()
    t.match(await response.innerText(), '5003 - budget_exceeded: A budget was exceeded.')
    t.match(await response.innerText(), 'retry-after')
    const examples = response.locator('.examples-select select')
    t.same(await examples.locator('option').evaluateAll(options => options.map(option => option.textContent)), NAMES)
    await examples.selectOption({ index: 1 })
    t.same(JSON.parse(await response.locator('.highlight-code code, .microlight').first().innerText()), UNKNOWN)
    t.same(complaints, [])
    await picture(page, `swagger-ui-${openapi}`)
  })

  t.test(`Redoc shows four errors of a status by number and name, each with its example: OpenAPI ${openapi}`, async t => {
    const { page, complaints } = await open(t, openapi, redoc)
    const operation = page.locator('[data-section-id="operation/createOrder"]').first()
    await operation.locator('button', { hasText: '402' }).first().click()
    await operation.locator('[role=tab]', { hasText: '402' }).click()
    const shown = async (): Promise<string> => (await operation.innerText()).replace(/\s+/g, ' ')
    const text = await shown()
    t.match(text, '5003 - budget_exceeded: A budget was exceeded.', 'the sentence')
    t.match(text, 'Enum: "expired" "stolen"', 'the values of a detail')
    t.match(text, '"error": "card_declined", "reason": "expired"', 'the example')
    const examples = operation.locator('select', { hasText: 'card_unknown' }).last()
    t.same(await examples.locator('option').evaluateAll(options => options.map(option => option.textContent)), NAMES)
    await examples.selectOption({ index: 1 })
    await operation.getByText('"card_unknown"').last().waitFor()
    t.match(await shown(), '"code": "5002", "error": "card_unknown", "request_id": "req-1"')
    t.same(complaints, [])
    await picture(page, `redoc-${openapi}`)
  })

  t.test(`Scalar shows four errors of a status by number and name, each with its example: OpenAPI ${openapi}`, async t => {
    const { page, complaints } = await open(t, openapi, async app => { await app.register(scalar, { routePrefix: '/docs' }) })
    const operation = page.locator('section[id$="POST/orders"]')
    await operation.locator('[id$="responses.402"]').click()
    await operation.getByRole('tab', { name: '402' }).click()
    await operation.getByText('5001 - card_declined').last().waitFor()
    const shown = async (): Promise<string> => (await operation.innerText()).replace(/\s+/g, ' ')
    const text = await shown()
    t.match(text, '5003 - budget_exceeded: A budget was exceeded.', 'the sentence')
    t.match(text, 'reason Type: "expired" or "stolen"', 'the values of a detail')
    t.match(text, '5001 - card_declined The card was declined. {', 'the summary and the description of the example')
    t.match(text, '"error": "card_declined", "reason": "expired"', 'the example')
    await operation.locator('button', { hasText: /^card_declined$/ }).last().click()
    t.same(await page.locator('[role=option]').allInnerTexts(), NAMES.map(name => name.slice('5001 - '.length)), 'its menu (1.72) has the names of examples, not what they say')
    await page.locator('[role=option]', { hasText: 'card_unknown' }).click()
    await operation.getByText('5002 - card_unknown').last().waitFor()
    t.match(await shown(), '5002 - card_unknown The card is not known. { ')
    t.same(complaints, [])
    await picture(page, `scalar-${openapi}`)
  })
}
