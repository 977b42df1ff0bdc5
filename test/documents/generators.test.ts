import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { test } from 'tap'
import { exampleOf } from '../../src/catalog/example.js'
import { inlined } from '../openapi/service.js'
import { catalog, createShop } from '../docs/shop.js'
import { kubb } from './kubb.js'
import { consume, run } from './tools.js'

const GENERATORS = fileURLToPath(new URL('generators/', import.meta.url))
const CONSUMERS = ['openapi-fetch', 'openapi-ts', 'orval', 'orval-8', 'oazapfts', 'swagger-typescript-api', 'kubb']
const TSCONFIG = {
  compilerOptions: { target: 'ES2022', module: 'ESNext', moduleResolution: 'Bundler', strict: true, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: true, types: [], lib: ['ES2023', 'DOM', 'DOM.Iterable'] },
  include: CONSUMERS.map(name => `${name}.ts`)
}
/** What a client can show of an error only when it knows the type of its details; of the others their code. */
const NARROWED: Readonly<Record<string, string>> = { card_declined: 'expired 1', invalid_field_value: 'email,address.zip' }

t.setTimeout(600_000) // generators, validators and compilers of others, each in a process of its own

for (const openapi of ['3.0.3', '3.1.0']) {
  test(`generated clients compile, narrow by error, and agree with the bytes: OpenAPI ${openapi}`, { timeout: 300_000 }, async t => {
    const app = await createShop({ openapi })
    t.teardown(() => app.close())
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const folder = join(GENERATORS, 'dist', openapi)
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await cp(join(GENERATORS, 'consumers'), folder, { recursive: true })
    const document = JSON.stringify(app.swagger())
    await writeFile(join(folder, 'openapi.json'), document)
    await writeFile(join(folder, 'openapi.no-ranges.json'), withoutRanges(document))
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG))
    await writeFile(join(folder, 'orval.config.cjs'), orvalConfig('./openapi.no-ranges.json', 'orval', url))
    await writeFile(join(folder, 'orval-8.config.cjs'), orvalConfig('./openapi.json', 'orval-8', url))
    await writeFile(join(folder, 'orval-8.ts'), (await readFile(join(folder, 'orval.ts'), 'utf8')).replace('./orval/', './orval-8/'))

    await run(folder, 'openapi-typescript', 'openapi-typescript', 'openapi.json', '-o', 'openapi-typescript.ts')
    await run(folder, '@hey-api/openapi-ts', 'openapi-ts', '-i', 'openapi.json', '-o', 'openapi-ts')
    await run(folder, 'orval', 'orval', '--config', 'orval.config.cjs')
    await run(folder, 'orval-8', 'orval', '--config', 'orval-8.config.cjs') // it asks for Node 22.18, and runs on 20 as well
    await run(folder, 'oazapfts', 'oazapfts', 'openapi.no-ranges.json', 'oazapfts-client.ts')
    await run(folder, 'swagger-typescript-api', 'swagger-typescript-api', 'generate', '-p', 'openapi.json', '-o', '.', '-n', 'swagger-typescript-api-client.ts', '--disable-throw-on-error')
    await kubb(folder)
    t.equal(await run(folder, 'typescript', 'tsc', '-p', '.').then(() => '', String), '', 'tsc has nothing to say')

    const operation = inlined(app.swagger()).paths?.['/orders']?.post
    const names = Object.values(operation?.responses ?? {}).flatMap(response =>
      'content' in response ? Object.keys(response.content?.['application/json']?.examples ?? {}) : [])
    t.same([...new Set(names)].sort(), ['card_declined', 'email_already_exists', 'internal_error', 'invalid_field_value', 'invalid_request', 'object_already_exists', 'too_many_requests'])
    for (const consumer of CONSUMERS) {
      const results = await consume(folder, consumer, 'createOrder', url, names)
      for (const name of names) {
        const entry = catalog.get(name)
        if (entry === undefined) throw new Error(`no entry ${name}`)
        t.same(results[name], { body: exampleOf(entry), narrowed: NARROWED[name] ?? entry.code }, `${consumer} ${name}`)
      }
    }
  })
}

/** Orval's `fetch` client (7.13) and oazapfts (7.5) write `status: 4XX` for the responses of a route that declares no errors, which is no TypeScript. */
function withoutRanges (document: string): string {
  return JSON.stringify(JSON.parse(document, (key: string, value: unknown) => key === '4XX' || key === '5XX' ? undefined : value))
}

/** What both versions of orval are told. */
function orvalConfig (input: string, output: string, baseUrl: string): string {
  return `module.exports = ${JSON.stringify({ shop: { input, output: { target: `./${output}/shop.ts`, client: 'fetch', baseUrl } } })}`
}
