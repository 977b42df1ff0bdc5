import { execFileSync } from 'node:child_process'
import { test } from 'tap'
import { setStackLimit } from '../../src/values/stack-limit.js'

test('setStackLimit sets the limit, where it may', t => {
  const before = Error.stackTraceLimit
  t.teardown(() => { setStackLimit(before) })
  setStackLimit(0)
  t.equal(new Error('x').stack, 'Error: x')
  setStackLimit(undefined)
  t.equal(new Error('x').stack, undefined)
  setStackLimit(0)
  const descriptor = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') as PropertyDescriptor
  Object.defineProperty(Error, 'stackTraceLimit', { writable: false })
  setStackLimit(5)
  t.equal(Error.stackTraceLimit, 0)
  Object.defineProperty(Error, 'stackTraceLimit', descriptor)
  t.end()
})

test('an ApiError can be made where Error is frozen', t => {
  const service = "import { ApiError, isApiError } from 'fastify-api-error'; const e = new ApiError('not_allowed', { cause: new Error('x') }); console.log(e.key, isApiError(e, 'not_allowed'), e instanceof Error, typeof e.stack)"
  for (const [how, flags, before] of [['by Node', ['--frozen-intrinsics'], ''], ['by the service', [], 'Object.freeze(Error); Object.freeze(Error.prototype);']] as const) {
    const made = execFileSync('env', ['-u', 'NODE_OPTIONS', process.execPath, ...flags, '--no-warnings', '--input-type=module', '-e', `${service.replace('const e', `${before} const e`)}`], { encoding: 'utf8' })
    t.equal(made, 'not_allowed true true string\n', how)
  }
  t.end()
})
