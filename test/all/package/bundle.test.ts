import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { test } from 'tap'

const root = process.cwd()
const run = promisify(execFile)

/** A service that meets all that the plugin has to recognise: Fastify's own handlers, routes from before the plugin, its own handlers. */
const SERVICE = `
import Fastify from 'fastify'
import apiError, { ApiError, serverOptions } from 'fastify-api-error'

for (const setUp of ['plain', 'own handler', 'earlier route']) {
  const lines = []
  const app = Fastify(serverOptions({ logger: { level: 'warn', stream: { write (line) { const { level, msg, apiError } = JSON.parse(line); lines.push([level, msg, apiError?.name]) } } } }))
  if (setUp === 'earlier route') app.get('/earlier', async () => { throw Object.assign(new Error('earlier'), { statusCode: 409 }) })
  await app.register(apiError, { strict: true })
  if (setUp === 'own handler') app.setErrorHandler(error => { throw error })
  app.get('/raised', { schema: { apiErrors: ['unauthorized'] } }, async (request, reply) => reply.apiError('unauthorized'))
  app.get('/details', async (request, reply) => reply.apiError('invalid_field_value', { fields: ['email'] }))
  app.get('/thrown', async () => { throw new ApiError('database_error', { cause: new Error('down') }) })
  app.get('/foreign', async (request, reply) => reply.code(404).send({ message: 'mine' }))
  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  for (const path of ['/raised', '/details', '/thrown', '/foreign', '/nowhere', '/earlier', '/%']) {
    const response = await fetch(\`http://127.0.0.1:\${port}\${path}\`)
    console.log(setUp, path, response.status, await response.text())
  }
  await app.close()
  console.log(JSON.stringify(lines))
}
`

test('a service that esbuild bundled and minified answers and logs as from its sources', async t => {
  mkdirSync(join(root, '.tap'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tap', 'bundle-')) // where it finds the packages that are installed
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  const source = join(folder, 'service.mjs')
  writeFileSync(source, SERVICE)
  const bundle = join(folder, 'bundle.mjs')
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" }
  await build({ entryPoints: [source], outfile: bundle, bundle: true, minify: true, platform: 'node', format: 'esm', banner, logLevel: 'error' })
  const outputs = await Promise.all([source, bundle].map(async file => (await run('env', ['-u', 'NODE_OPTIONS', process.execPath, file])).stdout))
  t.equal(outputs[1], outputs[0])
  t.match(outputs[0], 'plain /details 400 {"code":"2007","error":"invalid_field_value","fields":["email"]}', 'the validator is loaded from the bundle')
  t.match(outputs[0], 'plain /nowhere 404 {"code":"2002","error":"object_not_found"}')
  t.match(outputs[0], 'earlier route /earlier 409 {"code":"2003","error":"object_already_exists"}')
})
