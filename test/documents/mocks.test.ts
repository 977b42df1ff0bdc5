import { join } from 'node:path'
import { fromOpenApi } from '@mswjs/source/open-api'
import { getResponse } from 'msw'
import t, { test } from 'tap'
import { examplesIn, requestFor, statusOf } from './examples.js'
import { startPrism } from './prism.js'
import { createService } from './service.js'

// Servers that answer from a document alone, for front ends: each error can be asked for by its name.

t.setTimeout(600_000)

for (const openapi of ['3.0.3', '3.1.0']) {
  test(`prism mock answers each named example: OpenAPI ${openapi}`, async t => {
    const document = await documentOf(openapi)
    const prism = await startPrism('mock', join(t.testdir({ 'openapi.json': JSON.stringify(document) }), 'openapi.json'))
    t.teardown(prism.close)
    const examples = examplesIn(document)
    t.equal(examples.length, EXAMPLES)
    for (const example of examples) {
      const prefer = `code=${statusOf(example)}, example=${example.name}`
      const response = await fetch(prism.url + example.path, requestFor(example, { prefer, accept: 'application/json' }))
      t.strictSame([response.status, await response.json()], [statusOf(example), example.value], `${example.method} ${example.path} ${prefer}`)
    }
  })

  // @mswjs/source (0.5) takes the status from `?response=` and the example from `?example=`, or the first one. What it
  // finds by name it gives to `new Response()` as an object and not as JSON, and of a range like 4XX it can make no status.
  test(`@mswjs/source answers the first example of each status, and finds each by its name: OpenAPI ${openapi}`, async t => {
    const document = await documentOf(openapi)
    const examples = examplesIn(document)
    const handlers = await fromOpenApi(structuredClone(document) as never)
    const answer = async (example: typeof examples[number], query: string): Promise<[number | undefined, string | undefined]> => {
      const response = await getResponse(handlers, new Request(`https://orders.example.com${example.path}?response=${example.status}${query}`, requestFor(example, { accept: 'application/json' })))
      return [response?.status, await response?.text()]
    }
    let previous = ''
    for (const example of examples.filter(({ status }) => !status.endsWith('XX'))) {
      const { method, path, status, name, value } = example
      const place = `${method} ${path} ${status}`
      if (place !== previous) t.strictSame(await answer(example, ''), [Number(status), JSON.stringify(value)], place)
      previous = place
      t.strictSame(await answer(example, `&example=${name}`), [Number(status), '[object Object]'], `${place} ${name}`)
      t.strictSame(await answer(example, '&example=no'), [Number(status), 'Cannot find example by name "no"'], place)
    }
  })
}

/** How many examples the service shows: a loop over none would pass. */
const EXAMPLES = 55

async function documentOf (openapi: string): Promise<object> {
  const app = await createService(openapi)
  await app.ready()
  const document = app.swagger()
  await app.close()
  return JSON.parse(JSON.stringify(document)) as object
}
