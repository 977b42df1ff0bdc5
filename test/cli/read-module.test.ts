import { join } from 'node:path'
import { test } from 'tap'
import { readModule, resultOf } from '../../src/cli/read-module.js'
import { UsageError } from '../../src/cli/io.js'

test('a catalogue is read from an ES module, and from CommonJS in any form', async t => {
  const object = '{ groups: {}, entries: [], fallbacks: {}, roles: {} }'
  const cwd = t.testdir({
    'a.mjs': `export const catalog = ${object}, retired = ['1']`,
    'b.mjs': `export default ${object}`,
    'c.cjs': `module.exports = { catalog: ${object}, retired: ['1'] }`,
    'd.cjs': `module.exports = ${object}`,
    'e.cjs': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${object}`,
    'f.mjs': 'export default null'
  })
  const read = async (file: string) => await readModule(join(cwd, file), file, undefined)
  for (const file of ['a.mjs', 'b.mjs', 'c.cjs', 'd.cjs', 'e.cjs']) t.match(await read(file), { document: { errors: { length: 0 }, retired: { length: 'ac'.includes(file.charAt(0)) ? 1 : 0 } } }, file)
  t.same(await read('f.mjs'), { reason: 'f.mjs exports no catalogue; export one made by defineCatalog', mayNeedLoader: false })
})

test('what a module exports besides is checked', async t => {
  const object = '{ groups: {}, entries: [], fallbacks: {}, roles: {} }'
  const cwd = t.testdir({ 'a.mjs': `export const catalog = ${object}, retired = [1]`, 'b.mjs': `export const a = ${object}, b = { ...a }` })
  const read = async (file: string, name?: string) => await readModule(join(cwd, file), file, name)
  t.same(await read('a.mjs'), { reason: "a.mjs: retired must be a list of codes, like ['2008']", mayNeedLoader: false })
  t.same(await read('b.mjs'), { reason: 'b.mjs exports several catalogues; choose one: b.mjs#a, b.mjs#b', mayNeedLoader: false })
  t.match(await read('b.mjs', 'b'), { document: { errors: { length: 0 } } })
  t.same(await read('b.mjs', 'c'), { reason: 'b.mjs exports no catalogue named "c"; export one made by defineCatalog', mayNeedLoader: false })
})

test('the reason says what was wrong, and whether a loader may help', async t => {
  const error = (message: string, code?: string, Kind = Error): Error => Object.assign(new Kind(message), { code })
  const reason = (error: unknown, target = 'x.ts') => resultOf(error, target)
  t.same(reason(new UsageError('told')), { reason: 'told', mayNeedLoader: false })
  t.same(reason({ problems: ['a', 1] }), { problems: ['a', '1'] })
  t.same(reason(error('one\ntwo')), { reason: 'cannot load x.ts: one', mayNeedLoader: false })
  for (const thrown of [undefined, null, 'text', { toString () { throw new Error('no') } }]) t.match(reason(thrown), { reason: /^cannot load x\.ts: (?:undefined|null|text|it threw a value that cannot be read)$/, mayNeedLoader: false })
  for (const code of ['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING']) t.same(reason(error('no', code)), { reason: 'cannot load x.ts: no', mayNeedLoader: true, isUnread: true }, code)
  for (const code of ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT', 'ERR_REQUIRE_ESM', 'ERR_INVALID_TYPESCRIPT_SYNTAX']) t.same(reason(error('no', code)), { reason: 'cannot load x.ts: no', mayNeedLoader: true }, code)
  // TypeScript as CommonJS, decorators, types that are imported as values: Node has no code of its own for them.
  for (const target of ['x.ts', 'x.cts', 'x.mts']) t.same(reason(error('Cannot use import', undefined, SyntaxError), target), { reason: `cannot load ${target}: Cannot use import`, mayNeedLoader: true, isUnread: true })
  t.same(reason(Object.assign(new SyntaxError('bad'), { stack: 'file:///a/b.ts:7\nx\n' }), 'x.js'), { reason: 'cannot load x.js: /a/b.ts:7: bad', mayNeedLoader: true, isUnread: true })
  t.same(reason(Object.assign(new SyntaxError('bad'), { stack: 'file:///a/b.js:7\nx\n' })), { reason: 'cannot load x.ts: /a/b.js:7: bad', mayNeedLoader: true })
  t.same(reason(error('typo', 'ERR_INVALID_TYPESCRIPT_SYNTAX', SyntaxError)), { reason: 'cannot load x.ts: typo', mayNeedLoader: true })
  t.same(reason(Object.assign(new Error('Transform failed with 1 error:\n/a/x.ts:1:3: ERROR: no'), { name: 'TransformError' })), { reason: 'cannot load x.ts: /a/x.ts:1:3: ERROR: no', mayNeedLoader: false })
})
