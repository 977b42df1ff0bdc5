import { test } from 'tap'
import { billingModule, builtInDocument, documentWith, run } from './run.js'

test('diff of catalogues that are alike says so', async t => {
  const cwd = t.testdir({ 'a.json': JSON.stringify(builtInDocument()) })
  t.same(await run(cwd, 'diff', 'a.json', 'a.json'), { code: 0, stdout: 'No changes.\n', stderr: '' })
})

test('diff lists additions, and exits 0', async t => {
  const cwd = t.testdir({ 'old.json': JSON.stringify(builtInDocument()), 'new.ts': billingModule })
  t.same(await run(cwd, 'diff', 'old.json', 'new.ts'), {
    code: 0,
    stdout: 'Added:\n- error "card_declined" (5001, status 402) is new\n- error "quota_exceeded" (5003, status 429) is new\n- group "billing" is new\n',
    stderr: ''
  })
})

test('diff exits 1 when something breaks, in words and as JSON', async t => {
  const cwd = t.testdir({ 'old.json': JSON.stringify(documentWith([{ name: 'a' }, { name: 'b' }])), 'new.json': JSON.stringify(documentWith([{ name: 'a', description: 'Other.' }])) })
  t.same(await run(cwd, 'diff', 'old.json', 'new.json'), {
    code: 1,
    stdout: 'Breaking:\n- error "b" (1000) was removed\nChanged:\n- error "a": the description was "It is a." and is "Other."\n',
    stderr: ''
  })
  const { code, stdout } = await run(cwd, 'diff', 'old.json', 'new.json', '--json')
  t.equal(code, 1)
  t.same(JSON.parse(stdout), { breaking: ['error "b" (1000) was removed'], additions: [], changes: ['error "a": the description was "It is a." and is "Other."'] })
})

test('diff needs two catalogues', async t => {
  t.match(await run('/', 'diff', 'a.json'), { code: 2, stderr: 'fastify-api-error: diff needs NEW; see fastify-api-error help\n' })
})
