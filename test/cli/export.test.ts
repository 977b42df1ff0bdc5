import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { documentSchema } from '../../src/reference/catalog-document.js'
import { clientModule } from '../../src/cli/client-module.js'
import { loadCatalog } from '../../src/cli/load-catalog.js'
import { billingModule, builtInDocument, run } from './run.js'

test('export prints the catalogue as JSON, which the other commands take', async t => {
  const cwd = t.testdir({ 'errors.ts': billingModule })
  const { code, stdout } = await run(cwd, 'export')
  t.equal(code, 0)
  t.same(JSON.parse(stdout), builtInDocument())
  t.same(await run(cwd, 'export', 'errors.ts', '--out', 'errors.json'), { code: 0, stdout: '', stderr: '' })
  t.same(await loadCatalog('errors.json', cwd), await loadCatalog('errors.ts', cwd))
  t.equal((await run(cwd, 'docs', 'errors.json')).stdout, (await run(cwd, 'docs', 'errors.ts')).stdout)
  t.equal((await run(cwd, 'diff', 'errors.json', 'errors.ts')).stdout, 'No changes.\n')
})

test('export --client prints the client', async t => {
  const cwd = t.testdir({})
  t.equal((await run(cwd, 'export', '--client')).stdout, clientModule(builtInDocument()))
  await run(cwd, 'export', '--client', '--out', 'client.ts')
  t.equal(readFileSync(join(cwd, 'client.ts'), 'utf8'), clientModule(builtInDocument()))
})

test('export --schema prints the schema that the package ships', async t => {
  const { stdout } = await run('/', 'export', '--schema')
  t.same(JSON.parse(stdout), JSON.parse(JSON.stringify(documentSchema)))
  t.equal(stdout, readFileSync(join(import.meta.dirname, '..', '..', 'src', 'cli', 'catalog.schema.json'), 'utf8'))
})

test('export writes one thing at a time', async t => {
  t.match(await run('/', 'export', '--schema', '--client'), { code: 2, stderr: 'fastify-api-error: export writes a client or a schema, not both\n' })
})
