import { test } from 'tap'
import { InvalidCatalogError, loadCatalog } from '../../src/cli/load-catalog.js'
import { billingModule, builtInDocument, catalogModule, documentWith, packageSource } from './run.js'

const plain = `import { defaultCatalog } from ${JSON.stringify(packageSource)}\n`

test('without a module, the built-in catalogue is meant', async t => {
  t.same(await loadCatalog(undefined, '/'), builtInDocument())
})

test('a TypeScript module is loaded without a build', async t => {
  const cwd = t.testdir({ 'errors.ts': billingModule })
  const document = await loadCatalog('errors.ts', cwd)
  t.equal(document.errors.length, 25)
  t.match(document.errors.at(-1), { name: 'quota_exceeded', code: '5003', error: 'Too much.', group: 'billing' })
})

test('the catalogue is found under any name', async t => {
  const cwd = t.testdir({
    'default.ts': `${plain}export default defaultCatalog`,
    'named.ts': `${plain}export const other = 1, mine = defaultCatalog`,
    'both.ts': `${plain}export const a = { ...defaultCatalog, entries: [] }, catalog = defaultCatalog`,
    'several.ts': `${plain}export const a = { ...defaultCatalog, entries: [] }, b = defaultCatalog`,
    'common.cjs': 'module.exports = { catalog: { groups: {}, entries: [], fallbacks: {}, roles: {} }, retired: ["1"] }',
    'plain.mjs': 'export default { groups: {}, entries: [], fallbacks: {}, roles: {} }'
  })
  for (const target of ['default.ts', 'named.ts', 'both.ts', 'several.ts#b']) t.equal((await loadCatalog(target, cwd)).errors.length, 23, target)
  t.equal((await loadCatalog('several.ts#a', cwd)).errors.length, 0)
  t.same((await loadCatalog('common.cjs', cwd)).retired, ['1'])
  t.same((await loadCatalog('plain.mjs', cwd)).errors, [])
  await t.rejects(loadCatalog('several.ts', cwd), { name: 'UsageError', message: 'several.ts exports several catalogues; choose one: several.ts#a, several.ts#b' })
  await t.rejects(loadCatalog('named.ts#other', cwd), { name: 'UsageError', message: 'named.ts#other exports no catalogue named "other"; export one made by defineCatalog' })
})

test('retired codes are read from the module', async t => {
  const cwd = t.testdir({ 'errors.ts': `${plain}export const catalog = defaultCatalog, retired = ['2008']`, 'bad.ts': `${plain}export const catalog = defaultCatalog, retired = [2008]` })
  t.same((await loadCatalog('errors.ts', cwd)).retired, ['2008'])
  await t.rejects(loadCatalog('bad.ts', cwd), { name: 'UsageError', message: "bad.ts: retired must be a list of codes, like ['2008']" })
})

test('a JSON file of export is a catalogue', async t => {
  const document = documentWith([{ name: 'gone' }], { retired: ['1001'] })
  const cwd = t.testdir({ 'errors.json': JSON.stringify(document), 'mark.json': `\uFEFF${JSON.stringify(document)}`, 'bad.json': '{', 'other.json': JSON.stringify({ ...document, errors: [{ name: 'x' }] }) })
  t.same(await loadCatalog('errors.json', cwd), document)
  t.same(await loadCatalog('mark.json', cwd), document)
  await t.rejects(loadCatalog('bad.json', cwd), { name: 'UsageError', message: /^cannot read bad\.json: [^\n]+$/ })
  await t.rejects(loadCatalog('none.json', cwd), { name: 'UsageError', message: 'cannot load none.json: there is no file none.json' })
  await t.rejects(loadCatalog('other.json', cwd), { name: 'UsageError', message: /^other\.json was not written by fastify-api-error export: \/errors\/0 must have required property [^\n]+$/ })
})

test('a broken module is refused in one line', async t => {
  const cwd = t.testdir({ 'none.js': 'export const a = 1', 'throws.js': 'throw new Error("first\\nsecond")', 'syntax.ts': 'export const = 1', 'missing.ts': "import 'no-such-package'", 'null.js': 'export default null', 'misled.js': "import './absent.js'" })
  const refusals: Array<[target: string, message: RegExp | string]> = [
    ['none.js', /^none\.js exports no catalogue; export one made by defineCatalog$/],
    ['null.js', /^null\.js exports no catalogue; export one made by defineCatalog$/],
    ['throws.js', /^cannot load throws\.js: first$/],
    ['syntax.ts', /^cannot load .*syntax\.ts: [^\n]+$/],
    ['missing.ts', /^cannot load missing\.ts: [^\n]*no-such-package[^\n]*$/],
    ['absent.js', 'cannot load absent.js: there is no file absent.js'],
    ['absent.ts', 'cannot load absent.ts: there is no file absent.ts'],
    [`${'x'.repeat(300)}.ts`, /^cannot load x+\.ts: ENAMETOOLONG[^\n]*$/],
    ['C#/absent.ts', 'cannot load C#/absent.ts: there is no file C'],
    ['.', 'cannot load .: . is not a file; name the module that exports the catalogue'],
    ['misled.js', /^cannot load misled\.js: Cannot find module [^\n]+$/]
  ]
  await Promise.all(refusals.map(async ([target, message]) => await t.rejects(loadCatalog(target, cwd), { name: 'UsageError', message }, target)))
})

test('a catalogue that defineCatalog refuses comes with everything that is wrong', async t => {
  const cwd = t.testdir({ 'errors.ts': catalogModule("errors: { Bad: { code: '9', status: 200, description: '' } }"), 'one.ts': catalogModule("errors: {}, fallback: { 404: 'gone' }") })
  const error = await loadCatalog('errors.ts', cwd).catch((error: unknown) => error)
  t.type(error, InvalidCatalogError)
  t.match(error, { message: 'errors.ts: the catalogue has 4 problems; run fastify-api-error lint errors.ts to see them', problems: { length: 4 } })
  await t.rejects(loadCatalog('one.ts', cwd), { message: 'one.ts: the catalogue has 1 problem; run fastify-api-error lint one.ts to see them' })
})
