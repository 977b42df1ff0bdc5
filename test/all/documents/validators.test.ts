import t, { test } from 'tap'
import { createShop } from '../../docs/shop.js'
import { lint, REDOCLY, validate } from './tools.js'
import { parse, rate } from './validators.js'

t.setTimeout(600_000) // generators, validators and compilers of others, each in a process of its own

/** Spectral (1.24) has `items: false`, by which a tuple has no further items, for none at all. */
const CLOSED_TUPLE = 'array-items components.schemas.card_declined.properties.range.items: Schemas with "type: array", require a sibling "items" field'

for (const openapi of ['3.0.3', '3.1.0']) {
  for (const swaggerLast of [false, true]) {
    const what = `OpenAPI ${openapi}, @fastify/swagger registered ${swaggerLast ? 'last' : 'first'}`
    test(`the document is valid: ${what}`, { timeout: 300_000 }, async t => {
      const app = await createShop({ openapi, swaggerLast })
      await app.ready()
      const json = JSON.stringify(app.swagger())
      t.equal(await validate(json), undefined)
      t.equal(await parse(json), undefined)
      t.same(await rate(json), openapi === '3.1.0' ? [CLOSED_TUPLE] : [])
      const folder = t.testdir({ 'openapi.json': json, 'openapi.yaml': app.swagger({ yaml: true }), 'redocly.yaml': REDOCLY })
      for (const file of ['openapi.json', 'openapi.yaml']) {
        t.same(await lint(folder, file), [], file)
      }
    })
  }
}
