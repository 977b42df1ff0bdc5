import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import t, { test } from 'tap'
import { createShop } from '../../docs/shop.js'

const require = createRequire(import.meta.url)
const run = promisify(execFile)

// Rules of taste are off: the document is that of the service. What is left says whether it is right.
const REDOCLY = `extends: [recommended]
rules:
  operation-summary: off
  no-server-example.com: off
  operation-4xx-response: off
  security-defined: off
  info-license: off
`

t.setTimeout(600_000) // generators, validators and compilers of others, each in a process of its own

for (const openapi of ['3.0.3', '3.1.0']) {
  for (const swaggerLast of [false, true]) {
    const what = `OpenAPI ${openapi}, @fastify/swagger registered ${swaggerLast ? 'last' : 'first'}`
    test(`the document is valid: ${what}`, { timeout: 300_000 }, async t => {
      const app = await createShop({ openapi, swaggerLast })
      await app.ready()
      const json = JSON.stringify(app.swagger())
      const result = await new Validator().validate(JSON.parse(json) as Record<string, unknown>)
      t.ok(result.valid, JSON.stringify(result.errors))
      const folder = t.testdir({ 'openapi.json': json, 'openapi.yaml': app.swagger({ yaml: true }), 'redocly.yaml': REDOCLY })
      for (const file of ['openapi.json', 'openapi.yaml']) {
        t.same(await lint(folder, file), [], file)
      }
    })
  }
}

/** What Redocly finds wrong. */
async function lint (folder: string, file: string): Promise<unknown[]> {
  const { stdout } = await run(process.execPath, [redocly(), 'lint', file, '--format=json'], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    maxBuffer: 1 << 26
  }).catch((error: { stdout: string }) => error)
  const { problems } = JSON.parse(stdout) as { problems: Array<{ ruleId: string, message: string, location: Array<{ pointer?: string }> }> }
  return problems.map(({ ruleId, message, location }) => ({ ruleId, message, pointer: location[0]?.pointer }))
}

function redocly (): string {
  const manifest = require.resolve('@redocly/cli/package.json')
  const { bin } = require(manifest) as { bin: Record<string, string> }
  return join(manifest, '..', bin['redocly'] ?? '')
}
