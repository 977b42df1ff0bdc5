import { test } from 'tap'
import { billingModule, catalogModule, run } from './run.js'

test('lint has nothing against the built-in catalogue', async t => {
  t.same(await run('/', 'lint'), { code: 0, stdout: 'Nothing to complain about.\n', stderr: '' })
})

test('lint lists everything that defineCatalog refuses', async t => {
  const cwd = t.testdir({ 'errors.ts': catalogModule("errors: { Bad: { code: '9', status: 200, description: 'Bad.' } }") })
  const { code, stdout, stderr } = await run(cwd, 'lint', 'errors.ts')
  t.equal(code, 1)
  t.equal(stderr, '')
  t.match(stdout, /^error {2}error "Bad": the name is not snake_case.*\nerror {2}error "Bad": code 9 .*\nerror {2}error "Bad": status 200 .*\n3 errors, 0 notes\n$/)
})

test('notes alone do not fail, unless --strict', async t => {
  const cwd = t.testdir({ 'errors.ts': billingModule })
  const expected = 'note   group "billing": 5002 is free between 5001 and 5003; codes that were in use once belong in `export const retired = […]`\n0 errors, 1 note\n'
  t.same(await run(cwd, 'lint', 'errors.ts'), { code: 0, stdout: expected, stderr: '' })
  t.same(await run(cwd, 'lint', 'errors.ts', '--strict'), { code: 1, stdout: expected, stderr: '' })
})

test('lint --routes compares the catalogue with sources', async t => {
  const cwd = t.testdir({ 'app.ts': "app.get('/', { schema: { apiErrors: [] } }, (request, reply) => reply.apiError('unauthorized'))", more: { 'b.ts': "app.apiErrors.declare('not_allowed')" } })
  const { code, stdout } = await run(cwd, 'lint', '--routes', 'app.ts', '--routes', 'more')
  t.equal(code, 1)
  t.match(stdout, /^No module was given: compared with the built-in catalogue\.\nRead 2 files: 1 route, 1 of which declare errors; 1 error raised inside the call of a route, 0 elsewhere\.\nerror {2}app\.ts:1: GET \/ raises "unauthorized", which it does not declare; add it to schema\.apiErrors\nnote /)
  t.match(stdout, /\n1 error, 1 note\n$/)
})

test('lint refuses what it cannot read', async t => {
  t.match(await run('/', 'lint', 'none.js'), { code: 2, stdout: '', stderr: /^fastify-api-error: cannot load none\.js: [^\n]*\n$/ })
  t.match(await run('/', 'lint', '--routes', '/none'), { code: 2, stdout: '', stderr: 'fastify-api-error: cannot read /none: there is no such file or folder\n' })
})
