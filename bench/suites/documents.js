import { apiError, defaultCatalog, defineCatalog, Fastify, swagger } from '../harness/root.js'
import { median } from '../harness/stats.js'
import { fixed, integer, table } from '../harness/table.js'
import { declarations, descriptions, errors } from '../variants/documents.js'

/** What errors add to the document of @fastify/swagger: bytes, and the time in which it is made. */
export async function run ({ settings, log }) {
  const routes = settings.smoke ? 10 : 500
  const rows = []
  for (const description of Object.keys(descriptions)) {
    log(description)
    let floor
    for (const declaration of Object.keys(declarations)) {
      const row = { description, declaration, ...await measure(routes, description, declaration, settings.smoke ? 1 : settings.repeat) }
      floor ??= row
      rows.push({ ...row, ratio: row.bytes / floor.bytes })
    }
  }
  return {
    data: { routes, rows },
    markdown: [
      '## documents', `${routes} routes, in OpenAPI 3.1 without white space. \`references\` are the responses of operations that are components.`,
      table(['routes', 'declared errors', 'kB', '÷ none', 'of it references kB', 'component kB', 'made in ms'], rows.map(row => [
        row.description, TITLES[row.declaration], integer(row.bytes / 1000), fixed(2)(row.ratio), integer(row.references / 1000), integer(row.components / 1000), integer(row.ms)
      ]))
    ].join('\n\n')
  }
}

const TITLES = { none: 'none', same: 'five, the same for all', mixed: 'five of sixty, another mix in each' }

async function measure (routes, description, declaration, repeat) {
  const samples = []
  let document
  for (let i = 0; i < repeat; i++) {
    const app = await createService(routes, descriptions[description], declarations[declaration])
    const start = performance.now()
    document = app.swagger()
    samples.push(performance.now() - start)
    await app.close()
  }
  return { bytes: size(document), references: size(referencesOf(document)), components: size(document.components), ms: median(samples) }
}

async function createService (routes, describe, declare) {
  const catalog = defineCatalog({ groups: { widgets: { range: [10_000, 10_999], description: 'Widgets.' } }, errors }, { extend: defaultCatalog })
  const app = Fastify()
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Widgets', version: '1.0.0' } } })
  await app.register(apiError, { catalog })
  for (let index = 0; index < routes; index++) {
    const apiErrors = declare(index)
    app.route({ method: index % 2 === 1 ? 'POST' : 'GET', url: `/things/${index}/:id`, schema: { ...describe(index), ...apiErrors && { apiErrors } }, handler: async () => ({}) })
  }
  await app.ready()
  return app
}

function referencesOf ({ paths }) {
  return Object.values(paths).flatMap(item => Object.values(item).map(({ responses }) => Object.fromEntries(Object.entries(responses).filter(([, { $ref }]) => $ref !== undefined))))
}

const size = value => Buffer.byteLength(JSON.stringify(value))
