import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import t from 'tap'
import { DEMO, startService } from '../../e2e/helpers.js'
import type { Service } from '../../e2e/helpers.js'

// The page of the example service: it shows errors with the client of the package, in two languages.

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

t.setTimeout(600_000)

let browser: Browser
let service: Service

t.before(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}: install Chromium (Debian: apt-get install chromium), or say where it is in CHROMIUM`)
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS })
  service = await startService()
})
t.teardown(async () => {
  await browser?.close()
  await service?.close()
})

async function open (locale: string): Promise<Page> {
  const context = await browser.newContext({ locale })
  t.teardown(() => context.close())
  const page = await context.newPage()
  page.on('pageerror', error => { t.fail(String(error)) })
  await page.goto(`${service.url}/app/`)
  await page.locator('#login h1').getByText(/./).waitFor()
  return page
}

async function submit (page: Page, form: string, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${form} [name=${name}]`).fill(value)
  await page.locator(`#${form} button`).click()
}

const said = (page: Page, form: string, text: string): Promise<void> => page.locator(`#${form} [role=status]`).getByText(text).waitFor()

/** What is said at each field. */
async function saidAtFields (page: Page, form: string): Promise<Record<string, string>> {
  await page.locator(`#${form} [aria-invalid]`).first().waitFor()
  const inputs = await page.locator(`#${form} [aria-invalid]`).all()
  return Object.fromEntries(await Promise.all(inputs.map(async input => {
    const [name, problem] = [await input.getAttribute('name'), await input.getAttribute('aria-describedby')]
    return [String(name), await page.locator(`#${String(problem)}`).innerText()]
  })))
}

for (const [locale, wrong, loggedIn, offline] of [
  ['en-GB', 'E-mail or password is wrong.', 'You are logged in.', 'You are offline. Please check your connection.'],
  ['de-DE', 'E-Mail oder Passwort ist falsch.', 'Sie sind angemeldet.', 'Keine Verbindung. Bitte prüfen Sie Ihr Netz.']
] as const) {
  t.test(`a wrong login, a right one, and one without a network: ${locale}`, async t => {
    const page = await open(locale)
    t.equal(await page.locator('html').getAttribute('lang'), locale.slice(0, 2))
    await submit(page, 'login', { email: DEMO.email, password: 'a-wrong-password-1' })
    await said(page, 'login', wrong)
    await submit(page, 'login', DEMO)
    await said(page, 'login', loggedIn)
    await page.context().setOffline(true)
    await submit(page, 'login', DEMO)
    await said(page, 'login', offline)
    t.pass('each is said')
  })
}

t.test('errors of fields stand at their fields, and go when they are mended', async t => {
  const page = await open('en-GB')
  const right = { name: 'Ann', email: 'ann@example.com', password: 'correct-horse-1', password_confirmation: 'correct-horse-1' }
  await submit(page, 'sign-up', { ...right, name: '' })
  t.same(await saidAtFields(page, 'sign-up'), { name: 'Please check this.' })
  await submit(page, 'sign-up', { ...right, email: 'ann' })
  await page.getByText('This is no e-mail address.').waitFor()
  t.same(await saidAtFields(page, 'sign-up'), { email: 'This is no e-mail address.' })
  await submit(page, 'sign-up', { ...right, email: DEMO.email })
  await page.getByText('Somebody has this e-mail address already.').waitFor()
  await submit(page, 'sign-up', { ...right, password_confirmation: 'correct-horse-2' })
  await page.getByText('The passwords differ.').waitFor()
  t.same(await saidAtFields(page, 'sign-up'), { password_confirmation: 'The passwords differ.' })
  await page.evaluate(AXE)
  const violations = await page.evaluate<Array<{ id: string }>>('axe.run().then(results => results.violations.map(({ id }) => ({ id })))')
  t.same(violations, [], 'with an error shown, the page is accessible')
  const folder = process.env['SCREENSHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/front-end.png`, fullPage: true })
  await submit(page, 'sign-up', right)
  await said(page, 'sign-up', 'Welcome! Please log in.')
  t.equal(await page.locator('[aria-invalid]').count(), 0)
})

t.test('a fault of the service is said with the request that it belongs to, and in another language when that is chosen', async t => {
  const page = await open('en-GB')
  await page.route('**/auth/login', route => route.fulfill({ status: 500, contentType: 'application/json', body: '{"code":"3002","error":"database_error","request_id":"request-7"}' }))
  await submit(page, 'login', DEMO)
  await said(page, 'login', 'We cannot reach our data at the moment. Reference: request-7')
  await page.locator('#language').selectOption('de')
  await submit(page, 'login', DEMO)
  await said(page, 'login', 'Unsere Daten sind gerade nicht erreichbar. Vorgang: request-7')
  await page.unroute('**/auth/login')
  await page.route('**/auth/login', route => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }))
  await submit(page, 'login', DEMO)
  await said(page, 'login', 'Etwas ist schiefgegangen. Bitte laden Sie die Seite neu.')
  t.pass('each is said')
})
