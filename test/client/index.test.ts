import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { test } from 'tap'
import * as client from '../../src/client/index.js'

/** The client as a browser gets it. */
async function bundle (contents: string, format: 'esm' | 'iife' = 'esm'): Promise<string> {
  const { outputFiles: [output], metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    format,
    globalName: 'client',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true
  })
  const inputs = Object.keys(metafile.inputs).filter(path => path !== '<stdin>')
  if (!inputs.every(path => path.startsWith('src/client/'))) throw new Error(`it takes along ${inputs.join(', ')}`)
  return output?.text ?? ''
}

test('the client exports what its page says', async t => {
  t.same(Object.keys(client).sort(), ['createClient', 'createErrorMessages', 'isApiErrorBody', 'parseApiError'])
})

test('parseApiError and isApiErrorBody are at most 1.2 kB, the names of the built-in errors included', async t => {
  const both = gzipSync(await bundle("export { parseApiError, isApiErrorBody } from '../../src/client/index.js'")).length
  const factory = gzipSync(await bundle("export { createClient } from '../../src/client/index.js'")).length
  const all = gzipSync(await bundle("export * from '../../src/client/index.js'")).length
  t.comment(`min+gzip: parseApiError + isApiErrorBody ${both} bytes, createClient ${factory}, everything ${all}`)
  t.ok(both <= 1200, `${both} bytes`)
  t.ok(factory <= 1024, `${factory} bytes`)
})

test('one function does not take the others along', async t => {
  const guard = await bundle("export { isApiErrorBody } from '../../src/client/index.js'")
  t.notMatch(guard, /getReader/)
  t.match(guard, /object_not_found/)
  const factory = await bundle("export { createClient } from '../../src/client/index.js'")
  t.notMatch(factory, /object_not_found/)
})

test('the client works where there is nothing of Node', async t => {
  const code = await bundle("export * from '../../src/client/index.js'", 'iife')
  // What every browser and worker has, and nothing else.
  const context = createContext({ Blob, Response, setTimeout, clearTimeout, response: Response.json({ code: '2002', error: 'object_not_found' }, { status: 404 }) })
  t.equal(runInContext('typeof process + typeof require + typeof Buffer + typeof global', context), 'undefined'.repeat(4))
  runInContext(code, context)
  const found = await (runInContext('client.parseApiError(response)', context) as Promise<unknown>)
  t.same(JSON.parse(JSON.stringify(found)), { known: true, name: 'object_not_found', status: 404, body: { code: '2002', error: 'object_not_found' } })
  t.equal(runInContext("client.isApiErrorBody({ code: '1000', error: 'unauthorized' }, 'unauthorized')", context), true)
})
