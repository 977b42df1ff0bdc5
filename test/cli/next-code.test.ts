import { test } from 'tap'
import { documentWith, run } from './run.js'

const groups = [
  { name: 'small', range: [1, 4] as [number, number], description: 'Few.' },
  { name: 'empty', range: [10, 12] as [number, number], description: 'None.' },
  { name: 'zero', range: [0, 0] as [number, number], description: 'No code is zero.' }
]

test('next-code gives the code after the highest, retired ones among them', async t => {
  t.same(await run('/', 'next-code', 'request'), { code: 0, stdout: '2008\n', stderr: '' })
  t.same(await run('/', 'next-code', 'internal'), { code: 0, stdout: '4005\n', stderr: '' })
  const cwd = t.testdir({ 'errors.json': JSON.stringify(documentWith([{ name: 'a', code: '1' }], { groups, retired: ['2'] })) })
  t.equal((await run(cwd, 'next-code', 'small', 'errors.json')).stdout, '3\n')
  t.equal((await run(cwd, 'next-code', 'empty', 'errors.json')).stdout, '10\n')
})

test('next-code fills gaps when the range is used up, and says when it is full', async t => {
  const cwd = t.testdir({
    'gap.json': JSON.stringify(documentWith([{ name: 'a', code: '1' }, { name: 'b', code: '4' }], { groups, retired: ['2'] })),
    'full.json': JSON.stringify(documentWith([{ name: 'a', code: '1' }, { name: 'b', code: '4' }], { groups, retired: ['2', '3'] }))
  })
  t.equal((await run(cwd, 'next-code', 'small', 'gap.json')).stdout, '3\n')
  t.same(await run(cwd, 'next-code', 'small', 'full.json'), { code: 1, stdout: '', stderr: 'group "small" is full: every code from 1 to 4 is in use or retired\n' })
  t.match(await run(cwd, 'next-code', 'zero', 'full.json'), { code: 1 })
})

test('next-code refuses a group that is not there', async t => {
  t.same(await run('/', 'next-code', 'requests'), { code: 2, stdout: '', stderr: 'fastify-api-error: there is no group "requests"; did you mean "request"? (This is the built-in catalogue. For your own: next-code GROUP MODULE)\n' })
  t.match(await run('/', 'next-code', 'errors.ts'), { code: 2, stderr: /there are authentication, request, server, internal \(This is the built-in catalogue\. For your own: next-code GROUP MODULE\)\n$/ }, 'a module in the place of the group')
  const cwd = t.testdir({ 'errors.json': JSON.stringify(documentWith([], { groups })) })
  t.match(await run(cwd, 'next-code', 'billing_and_more', 'errors.json'), { code: 2, stderr: /there are small, empty, zero\n$/ })
  t.match(await run('/', 'next-code'), { code: 2, stderr: /next-code needs GROUP;/ })
})
