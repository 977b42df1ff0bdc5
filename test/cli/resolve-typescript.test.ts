import { test } from 'tap'
import { resolveTypeScript } from '../../src/cli/resolve-typescript.js'

test('Node finds ./x.ts under the name ./x.js, and nothing else', async t => {
  let resolve: (specifier: string, context: unknown, next: (specifier: string) => unknown) => unknown = () => undefined
  resolveTypeScript({ registerHooks: hooks => { resolve = hooks.resolve } })
  const only = (known: string) => (specifier: string): string => {
    if (specifier !== known) throw new Error(`no ${specifier}`)
    return specifier
  }
  t.equal(resolve('./kind.js', {}, only('./kind.js')), './kind.js')
  t.equal(resolve('./kind.js', {}, only('./kind.ts')), './kind.ts')
  t.equal(resolve('../a/kind.mjs', {}, only('../a/kind.mts')), '../a/kind.mts')
  t.equal(resolve('/a/kind.cjs', {}, only('/a/kind.cts')), '/a/kind.cts')
  t.throws(() => resolve('fastify.js', {}, only('fastify.ts')), { message: 'no fastify.js' })
  t.throws(() => resolve('./kind', {}, only('./kind.ts')), { message: 'no ./kind' })
})

test('a Node without hooks is left alone', async t => {
  t.doesNotThrow(() => resolveTypeScript({}))
  t.doesNotThrow(() => resolveTypeScript())
})
