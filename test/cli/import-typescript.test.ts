import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { importTypeScript } from '../../src/cli/import-typescript.js'
import type { TypeScriptHost } from '../../src/cli/import-typescript.js'

const bare: TypeScriptHost = { findEsbuild: () => undefined, stripsTypes: false }

test('a module and its own files are loaded with what only a compiler knows, and nothing stays behind', async t => {
  const cwd = t.testdir({
    'errors.ts': "import { Kind } from './kind.js'\nimport { sep } from 'node:path'\nexport const kind: number = Kind.Two\nexport { sep }",
    'kind.ts': 'export enum Kind { One = 1, Two }'
  })
  t.match(await importTypeScript(join(cwd, 'errors.ts')), { kind: 2, sep: /./ })
  t.same(readdirSync(cwd).sort(), ['errors.ts', 'kind.ts'])
})

test('nothing stays behind when the module throws', async t => {
  const cwd = t.testdir({ 'errors.ts': 'throw new Error("no")' })
  await t.rejects(importTypeScript(join(cwd, 'errors.ts')), { message: 'no' })
  t.same(readdirSync(cwd), ['errors.ts'])
})

test('what esbuild refuses is told with its place', async t => {
  const cwd = t.testdir({ 'errors.ts': '\nexport const = 1' })
  await t.rejects(importTypeScript(join(cwd, 'errors.ts')), { name: 'UsageError', message: /^cannot load .*errors\.ts:2: / })
})

test('a compiler that fails otherwise is told in one line', async t => {
  const failing = (error: string): string => `export const build = () => { throw ${error} }`
  const cwd = t.testdir({ 'errors.ts': '', 'crash.mjs': failing('new Error("one\\ntwo")'), 'nowhere.mjs': failing('{ errors: [{ text: "no entry", location: null }] }'), 'empty.mjs': 'export const build = () => ({ outputFiles: [] })' })
  const using = (name: string): TypeScriptHost => ({ ...bare, findEsbuild: () => join(cwd, name) })
  await t.rejects(importTypeScript(join(cwd, 'errors.ts'), using('crash.mjs')), { name: 'UsageError', message: 'cannot load one' })
  await t.rejects(importTypeScript(join(cwd, 'errors.ts'), using('nowhere.mjs')), { name: 'UsageError', message: 'cannot load no entry' })
  t.same({ ...await importTypeScript(join(cwd, 'errors.ts'), using('empty.mjs')) as object }, {})
})

test('without esbuild, Node reads the types away where it can', async t => {
  const cwd = t.testdir({ 'errors.mjs': 'export const kind = 2' }) // stands for a file whose types are gone
  t.match(await importTypeScript(join(cwd, 'errors.mjs'), { ...bare, stripsTypes: true }), { kind: 2 })
})

test('Node is helped to find ./x.ts under the name of ./x.js, and only that', async t => {
  const cwd = t.testdir({ 'errors.mjs': 'export const kind = 2' })
  let deregistered = 0
  let resolve: (specifier: string, context: unknown, next: (specifier: string) => unknown) => unknown = () => undefined
  await importTypeScript(join(cwd, 'errors.mjs'), { ...bare, stripsTypes: true, registerHooks: hooks => ({ deregister () { resolve = hooks.resolve; deregistered++ } }) })
  t.equal(deregistered, 1)
  const only = (known: string) => (specifier: string): string => {
    if (specifier !== known) throw new Error(`no ${specifier}`)
    return specifier
  }
  t.equal(resolve('./kind.js', {}, only('./kind.js')), './kind.js')
  t.equal(resolve('./kind.js', {}, only('./kind.ts')), './kind.ts')
  t.equal(resolve('../a/kind.mjs', {}, only('../a/kind.mts')), '../a/kind.mts')
  t.throws(() => resolve('fastify.js', {}, only('fastify.ts')), { message: 'no fastify.js' })
  t.throws(() => resolve('./kind', {}, only('./kind.ts')), { message: 'no ./kind' })
})

test('where nothing reads TypeScript, one line says what to do', async t => {
  await t.rejects(importTypeScript('/nowhere/errors.ts', bare), {
    name: 'UsageError', message: /^cannot load errors\.ts: Node [\d.]+ does not read TypeScript; install esbuild in the project, use Node 22\.18 or newer, or give the compiled JavaScript$/
  })
})

test('esbuild is looked for from the module, not from here', async t => {
  await t.rejects(importTypeScript('/errors.ts'), { name: /Error/ })
})
