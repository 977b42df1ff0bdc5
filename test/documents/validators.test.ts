import t, { test } from 'tap'
import { createShop } from '../docs/shop.js'
import { createService } from './service.js'
import { lint, REDOCLY, validate } from './tools.js'
import { parse, rate } from './validators.js'

t.setTimeout(600_000) // generators, validators and compilers of others, each in a process of its own

/** Spectral (1.24) has `items: false`, by which a tuple has no further items, for none at all. */
const closedTuple = (property: string): string => `array-items components.schemas.${property}.items: Schemas with "type: array", require a sibling "items" field`

for (const openapi of ['3.0.3', '3.1.0']) {
  test(`the document of a service with recursive details, members of every error and problem details is valid: OpenAPI ${openapi}`, async t => {
    const app = await createService(openapi)
    await app.ready()
    const json = JSON.stringify(app.swagger())
    t.equal(await validate(json), undefined)
    t.equal(await parse(json), undefined)
    t.same(await rate(json), openapi === '3.1.0' ? [closedTuple('price_changed.properties.prices')] : [])
    t.same(await lint(t.testdir({ 'openapi.json': json, 'redocly.yaml': REDOCLY }), 'openapi.json'), [])
  })
  for (const swaggerLast of [false, true]) {
    const what = `OpenAPI ${openapi}, @fastify/swagger registered ${swaggerLast ? 'last' : 'first'}`
    test(`the document is valid: ${what}`, { timeout: 300_000 }, async t => {
      const app = await createShop({ openapi, swaggerLast })
      await app.ready()
      const json = JSON.stringify(app.swagger())
      t.equal(await validate(json), undefined)
      t.equal(await parse(json), undefined)
      t.same(await rate(json), openapi === '3.1.0' ? [closedTuple('card_declined.properties.range')] : [])
      const folder = t.testdir({ 'openapi.json': json, 'openapi.yaml': app.swagger({ yaml: true }), 'redocly.yaml': REDOCLY })
      for (const file of ['openapi.json', 'openapi.yaml']) {
        t.same(await lint(folder, file), [], file)
      }
    })
  }
}
