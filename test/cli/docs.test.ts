import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { referencePage } from '../../src/reference/markdown.js'
import { billingModule, builtInDocument, run } from './run.js'

const page = referencePage(builtInDocument())

test('docs prints the page of the built-in catalogue, and of a module', async t => {
  const cwd = t.testdir({ 'errors.ts': billingModule })
  t.same(await run(cwd, 'docs'), { code: 0, stdout: page, stderr: '' })
  const { stdout } = await run(cwd, 'docs', 'errors.ts')
  t.ok(stdout.startsWith(page))
  t.match(stdout, '### Billing errors\n\nErrors between 5000 and 5999 are related to billing.\n\n- `5001 - card_declined`: The card was declined.\n  - Status 402.\n  - With `retry_after` (number)\n  - With `hint` (string, optional)\n')
})

test('docs --out writes the page, and --check finds it good', async t => {
  const cwd = t.testdir({ 'windows.md': page.replaceAll('\n', '\r\n') })
  t.same(await run(cwd, 'docs', '--out', 'errors.md'), { code: 0, stdout: '', stderr: '' })
  t.equal(readFileSync(join(cwd, 'errors.md'), 'utf8'), page)
  t.same(await run(cwd, 'docs', '--check', 'errors.md'), { code: 0, stdout: '', stderr: '' })
  t.same(await run(cwd, 'docs', '--check', 'windows.md'), { code: 0, stdout: '', stderr: '' })
})

test('docs --check shows by what a page is stale', async t => {
  const cwd = t.testdir({ 'errors.json': JSON.stringify(builtInDocument()), 'errors.md': page.replace('The token is invalid.', 'The token is bad.') })
  t.same(await run(cwd, 'docs', '--check', 'errors.md'), {
    code: 1,
    stdout: '@@ line 24 @@\n-- `1001 - invalid_token`: The token is bad.\n+- `1001 - invalid_token`: The token is invalid.\n',
    stderr: 'errors.md is out of date; run fastify-api-error docs --out errors.md\n'
  })
  t.match(await run(cwd, 'docs', 'errors.json', '--check', 'none.md'), { stderr: 'none.md is missing; run fastify-api-error docs errors.json --out none.md\n' })
  t.same(await run(cwd, 'docs', '--check', 'none.md'), { code: 1, stdout: '', stderr: 'none.md is missing; run fastify-api-error docs --out none.md\n' })
})

test('files that cannot be read or written are told in one line', async t => {
  const cwd = t.testdir({ folder: {} })
  t.match(await run(cwd, 'docs', '--check', 'folder'), { code: 2, stderr: /^fastify-api-error: cannot read folder: EISDIR[^\n]*\n$/ })
  t.match(await run(cwd, 'docs', '--out', 'folder'), { code: 2, stderr: /^fastify-api-error: cannot write folder: EISDIR[^\n]*\n$/ })
})
