import { test } from 'tap'
import { billingModule, catalogModule, documentWith, run } from './run.js'

test('lint has nothing against the built-in catalogue', async t => {
  t.same(await run('/', 'lint', '--strict'), { code: 0, stdout: 'No problems found.\n', stderr: '' })
  t.same(await run('/', 'lint'), { code: 0, stdout: 'No problems found.\n', stderr: '' })
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
  const expected = 'note   group "billing": unused codes 5002; if one was in use before, list it in `export const retired = […]`\n0 errors, 1 note\n'
  t.same(await run(cwd, 'lint', 'errors.ts'), { code: 0, stdout: expected, stderr: '' })
  t.same(await run(cwd, 'lint', 'errors.ts', '--strict'), { code: 1, stdout: expected, stderr: '' })
})

test('lint --routes compares the catalogue with sources', async t => {
  const cwd = t.testdir({ 'app.ts': "app.get('/', { schema: { apiErrors: [] } }, (request, reply) => reply.apiError('unauthorized'))", more: { 'b.ts': "app.apiErrors.declare('not_allowed')" } })
  const { code, stdout } = await run(cwd, 'lint', '--routes', 'app.ts', '--routes', 'more')
  t.equal(code, 1)
  t.match(stdout, /^No module given: checked against the built-in catalogue\.\nRead 2 files: 1 route, 1 of which declare errors; 1 error raised inside the call of a route, 0 elsewhere\.\nerror {2}app\.ts:1: GET \/ raises "unauthorized", which it does not declare; add it to schema\.apiErrors\nnote /)
  t.match(stdout, /\n1 error, 1 note\n$/)
})

test('lint takes the catalogues of all scopes, and says whose a finding is', async t => {
  const one = documentWith([{ name: 'gone', description: 'Gone' }])
  const cwd = t.testdir({ 'one.json': JSON.stringify(one), 'two.json': JSON.stringify(documentWith([{ name: 'late' }])), 'bad.ts': catalogModule("errors: { Bad: { code: '5', status: 400, description: 'Bad.' } }"), 'app.ts': "app.apiErrors.declare('gone', 'late')" })
  t.same(await run(cwd, 'lint', 'one.json', 'two.json', '--routes', 'app.ts'), {
    code: 1,
    stdout: 'Read 1 file: 0 routes, 0 of which declare errors; 0 errors raised inside the call of a route, 0 elsewhere.\nerror  one.json: error "gone": the description does not end with a full stop: "Gone"\n1 error, 0 notes\n',
    stderr: ''
  })
  const { code, stdout } = await run(cwd, 'lint', 'one.json', 'bad.ts', '--routes', 'app.ts')
  t.equal(code, 1)
  t.match(stdout, /^error {2}one\.json: .*\nerror {2}bad\.ts: error "Bad": the name .*\nerror {2}bad\.ts: .*\n3 errors, 0 notes\n$/)
})

test('lint prints 200 findings of a level at most, and counts all', async t => {
  const errors = (count: number) => JSON.stringify(documentWith(Array.from({ length: count }, (_, index) => ({ name: `${'ab'.repeat(index + 1)}`, code: '1000', description: `Number ${index}` }))))
  const cwd = t.testdir({ '200.json': errors(200), '202.json': errors(202) })
  t.match((await run(cwd, 'lint', '200.json')).stdout, /^(?:error .*\n){200}200 errors, 0 notes\n$/)
  t.match((await run(cwd, 'lint', '202.json')).stdout, /^(?:error .*\n){200} {7}… and 2 more\n202 errors, 0 notes\n$/)
})

test('lint refuses what it cannot read', async t => {
  t.match(await run('/', 'lint', 'none.js'), { code: 2, stdout: '', stderr: /^fastify-api-error: cannot load none\.js: [^\n]*\n$/ })
  t.match(await run('/', 'lint', '--routes', '/none'), { code: 2, stdout: '', stderr: 'fastify-api-error: cannot read /none: there is no such file or folder\n' })
})
