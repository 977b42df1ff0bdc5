import { readFileSync } from 'node:fs'
import { test } from 'tap'
import { HELP } from '../../src/cli/help.js'
import { main } from '../../src/cli/main.js'
import { documentWith, run } from './run.js'

test('help is printed when it is asked for, in any way', async t => {
  for (const args of [[], ['help'], ['--help'], ['-h'], ['docs', '--help'], ['help', 'docs']]) t.same(await run('/', ...args), { code: 0, stdout: HELP, stderr: '' }, args.join(' '))
})

test('--version prints the version of the package', async t => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  t.same(await run('/', '--version'), { code: 0, stdout: `${version}\n`, stderr: '' })
})

test('an unknown command is told in one line, with the one that may be meant', async t => {
  t.same(await run('/', 'doc'), { code: 2, stdout: '', stderr: 'fastify-api-error: unknown command "doc"; did you mean docs?\n' })
  t.same(await run('/', 'something'), { code: 2, stdout: '', stderr: 'fastify-api-error: unknown command "something"; see fastify-api-error help\n' })
})

test('what a catalogue says does not steer the terminal', async t => {
  const text = 'Red \u001b[31m\u009b, back \r\b.'
  const cwd = t.testdir({ 'a.json': JSON.stringify(documentWith([{ name: 'gone', description: text, error: text }])), 'b.json': JSON.stringify(documentWith([{ name: 'gone', description: `${text} No` }])) })
  for (const args of [['docs', 'a.json'], ['export', 'a.json'], ['export', 'a.json', '--client'], ['diff', 'a.json', 'b.json'], ['diff', 'a.json', 'b.json', '--json'], ['lint', 'b.json'], ['lint', '\u001b[31m.json']]) {
    const { stdout, stderr } = await run(cwd, ...args)
    t.match(stdout + stderr, /\\u001b\[31m/, args.join(' '))
    // eslint-disable-next-line no-control-regex -- they are the subject
    t.notMatch(stdout + stderr, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/, args.join(' '))
  }
  t.equal(JSON.parse((await run(cwd, 'export', 'a.json')).stdout).errors[0].description, text)
  await run(cwd, 'docs', 'a.json', '--out', 'a.md')
  t.same(await run(cwd, 'docs', 'a.json', '--check', 'a.md'), { code: 0, stdout: '', stderr: '' })
})

test('every command refuses an unknown option in one line', async t => {
  for (const name of ['docs', 'lint', 'diff', 'next-code', 'export']) t.match(await run('/', name, '--nonsense'), { code: 2, stdout: '', stderr: new RegExp(`^fastify-api-error: ${name}: there is no option --nonsense; [^\\n]*\\n$`) })
})

test('that Fastify is not installed is told in one line', async t => {
  const lines: string[] = []
  const error = Object.assign(new Error('API_ERROR_NO_FASTIFY: fastify is not installed'), { code: 'API_ERROR_NO_FASTIFY' })
  t.equal(await main(['help'], { cwd: '/', stdout: () => { throw error }, stderr: line => { lines.push(line) } }), 2)
  t.same(lines, ['fastify-api-error: API_ERROR_NO_FASTIFY: fastify is not installed\n'])
})

test('a fault of the command itself is not hidden', async t => {
  await t.rejects(main(['help'], { cwd: '/', stdout: () => { throw new Error('no terminal') }, stderr: () => {} }), { message: 'no terminal' })
})
