import { join } from 'node:path'
import t, { test } from 'tap'
import { examplesIn, requestFor } from './examples.js'
import { startPrism } from './prism.js'
import { catalog, createService } from './service.js'

// Prism between a client and the running service checks what passes against the document.

t.setTimeout(600_000)

/** Prism (5.14) reads no `prefixItems`; `items: false`, which closes a tuple, forbids all of its items then. */
const CLOSED_TUPLE = ['0', '1'].map(item => `Response body property prices.${item} boolean schema is false`)
/** It takes the status 501 of an upstream for a route that is not there yet, and answers in its place what the document has for a success. */
const NOT_IMPLEMENTED = 'provider_not_supported'

interface Violation { readonly code: string, readonly message: string }

for (const openapi of ['3.0.3', '3.1.0']) {
  test(`prism proxy finds no violation in any error of any route: OpenAPI ${openapi}`, async t => {
    const app = await createService(openapi)
    t.teardown(() => app.close())
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const document = app.swagger()
    const prism = await startPrism('proxy', join(t.testdir({ 'openapi.json': JSON.stringify(document) }), 'openapi.json'), url)
    t.teardown(prism.close)
    const examples = examplesIn(document)
    const seen = new Set<string>()
    for (const example of examples) {
      const { method, path, name } = example
      for (const accept of ['application/json', 'application/problem+json', 'text/html']) {
        const what = `${method} ${path} ${name} ${accept}`
        if (seen.has(what)) continue
        seen.add(what)
        const response = await fetch(prism.url + path, requestFor(example, { 'x-raise': name, accept }))
        const body = await response.text()
        if (name === NOT_IMPLEMENTED) {
          t.equal(response.status, accept === 'application/json' ? 200 : 406, what)
          continue
        }
        t.match(response.headers.get('content-type'), accept, what)
        t.match(body, accept === 'text/html' ? catalog.get(name)?.description : `"error":"${name}"`, what)
        const violations = JSON.parse(response.headers.get('sl-violations') ?? '[]') as Violation[]
        if (openapi === '3.1.0' && name === 'price_changed' && accept !== 'text/html') t.same(violations.filter(({ code }) => code === 'false schema').map(({ message }) => message), CLOSED_TUPLE, what)
        else t.same(violations, [], what)
      }
    }
    t.equal(seen.size, REQUESTS)
  })
}

/** A loop over none would pass. */
const REQUESTS = 153
