import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { test } from 'tap'
import { clientModule } from '../../src/cli/client-module.js'
import { documentOf } from '../../src/reference/catalog-document.js'
import { CATALOGS, createService, SENT } from './libraries/services.js'
import { consume, lint, REDOCLY, run, validate } from './tools.js'

// A service on zod, one on TypeBox 0.34 and one on TypeBox 1, each with details that refer to themselves and may be null.

const LIBRARIES = fileURLToPath(new URL('libraries/', import.meta.url))
const CONSUMERS = ['openapi-fetch', 'openapi-ts', 'export-client']
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'Bundler',
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    paths: { 'fastify-api-error/client': ['../../../../../../dist/client/index.d.ts'] }
  },
  include: CONSUMERS.map(name => `${name}.ts`)
}
const NARROWED = { tree_broken: 'leaf undefined undefined 2 root undefined', branch_cut: 'undefined undefined' }

t.setTimeout(600_000) // generators, validators and compilers of others, each in a process of its own

for (const library of Object.keys(CATALOGS)) {
  for (const openapi of ['3.0.3', '3.1.0']) {
    test(`${library}: the document is valid, and clients narrow, with OpenAPI ${openapi}`, { timeout: 300_000 }, async t => {
      const app = await createService(library, openapi)
      t.teardown(() => app.close())
      const url = await app.listen({ host: '127.0.0.1', port: 0 })
      for (const [name, body] of Object.entries(SENT)) {
        const response = await fetch(`${url}/tree`, { headers: { 'x-raise': name } })
        t.strictSame([response.status, await response.json()], [409, body], `${name} is sent, cut down to its schema`)
      }

      const folder = join(LIBRARIES, 'dist', library.replace(/\W+/g, '-'), openapi)
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder, { recursive: true })
      await cp(join(LIBRARIES, 'consumers'), folder, { recursive: true })
      const json = JSON.stringify(app.swagger())
      for (const [file, text] of [['openapi.json', json], ['redocly.yaml', REDOCLY], ['tsconfig.json', JSON.stringify(TSCONFIG)], ['own.ts', clientModule(documentOf(CATALOGS[library] as never))]] as const) await writeFile(join(folder, file), text)
      t.equal(await validate(json), undefined)
      t.same(await lint(folder, 'openapi.json'), [])
      t.notMatch(json, /def-\d|__schema|"T\d+"/, 'no names that a library has made up')

      await run(folder, 'openapi-typescript', 'openapi-typescript', 'openapi.json', '-o', 'openapi-typescript.ts')
      await run(folder, '@hey-api/openapi-ts', 'openapi-ts', '-i', 'openapi.json', '-o', 'openapi-ts')
      t.equal(await run(folder, 'typescript', 'tsc', '-p', '.').then(() => '', String), '', 'tsc has nothing to say')
      for (const consumer of CONSUMERS) {
        const results = await consume(folder, consumer, 'getTree', url, Object.keys(SENT))
        for (const [name, body] of Object.entries(SENT)) t.same(results[name], { body, narrowed: NARROWED[name as keyof typeof NARROWED] }, `${consumer} ${name}`)
      }
    })
  }
}
