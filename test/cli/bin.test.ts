import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'tap'
import { builtInDocument } from './run.js'

const bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url))

test('the command prints, and exits with the code of what it found', async t => {
  const cwd = t.testdir({ 'errors.json': JSON.stringify(builtInDocument()), 'errors.md': 'stale\n' })
  const { status, stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, bin, 'docs', 'errors.json', '--check', 'errors.md'], { cwd, encoding: 'utf8' })
  t.equal(status, 1)
  t.match(stdout, /^@@ line 1 @@\n-stale\n\+# Errors returned by the API\n/)
  t.equal(stderr, 'errors.md is out of date; run fastify-api-error docs errors.json --out errors.md\n')
})
