import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'tap'

const module = fileURLToPath(new URL('../../src/cli/module-process.ts', import.meta.url))

test('the process sends the catalogue and ends', async t => {
  const cwd = t.testdir({ 'a.mjs': 'export const catalog = { groups: {}, entries: [], fallbacks: {}, roles: {} }; setInterval(() => {}, 1000)' })
  const child = fork(module, [join(cwd, 'a.mjs'), 'a.mjs'], { execArgv: process.execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const [message] = await once(child, 'message') as [{ catalogModule: unknown }]
  t.match(message, { catalogModule: { document: { errors: [] } } })
  t.same(await once(child, 'exit'), [0, null])
})

test('an error that nobody catches is sent', async t => {
  const cwd = t.testdir({ 'a.mjs': "setTimeout(() => { throw new Error('late') }, 1); await new Promise(resolve => setTimeout(resolve, 5000))" })
  const child = fork(module, [join(cwd, 'a.mjs'), 'a.mjs'], { execArgv: process.execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  t.match(await once(child, 'message'), [{ catalogModule: { reason: 'cannot load a.mjs: late' } }])
})

test('a promise that never settles is told', async t => {
  const cwd = t.testdir({ 'a.mjs': 'process.exit = () => {}; await new Promise(() => {})' })
  const child = fork(module, [join(cwd, 'a.mjs'), 'a.mjs'], { execArgv: process.execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  t.match(await once(child, 'message'), [{ catalogModule: { reason: 'cannot load a.mjs: it waits for a promise that never settles' } }])
  t.same(await once(child, 'exit'), [0, null])
})

test('the process ends with the command', async t => {
  const cwd = t.testdir({ 'a.mjs': "process.send('loading'); await new Promise(resolve => setTimeout(resolve, 20_000))" })
  const child = fork(module, [join(cwd, 'a.mjs'), 'a.mjs'], { execArgv: process.execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  await once(child, 'message')
  const ended = once(child, 'exit')
  child.disconnect()
  t.same(await ended, [0, null])
})
