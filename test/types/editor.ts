import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type typescript from 'typescript'
import { ROOT } from './compiler.js'

// What an editor shows while somebody types: its language service is asked as an editor asks it, at each ⌶ of a text.

const SERVICE = `import Fastify from 'fastify'
import apiError from 'fastify-api-error'
const app = Fastify()
await app.register(apiError, { classify: () => '⌶' })
app.get('/any', async (_request, reply) => reply.apiError('⌶'))
app.get('/some', { schema: { apiErrors: ['object_not_found', 'invalid_email'] } }, async (_request, reply) => reply.apiError('⌶'))
app.get('/list', { schema: { apiErrors: ['⌶'] } }, async () => 'fine')
app.apiErrors.declare('⌶')
`

/** Tests what the language service of a compiler offers. */
export function testEditor (ts: typeof typescript): void {
  t.test(`TypeScript ${ts.version} completes names, and no codes before them`, async t => {
    const [classified, any, some, listed, declared] = completions(ts)
    t.same(some, ['invalid_email', 'object_not_found'], 'of the route alone')
    for (const names of [any, listed, declared]) {
      t.equal(names?.length, 23)
      t.ok(names?.includes('unauthorized') === true && !names.includes('1000'))
    }
    t.ok(classified?.includes('unauthorized'), 'classify')
  })
}

/** The completions at each place, sorted as editors do it. */
function completions (ts: typeof typescript): string[][] {
  const places: number[] = []
  let text = SERVICE
  for (let at = text.indexOf('⌶'); at >= 0; at = text.indexOf('⌶')) {
    places.push(at)
    text = text.slice(0, at) + text.slice(at + 1)
  }
  const file = join(ROOT, 'test', 'types', 'default', 'edited.ts')
  const { config } = ts.readConfigFile(join(ROOT, 'test', 'types', 'tsconfig.base.json'), ts.sys.readFile) as { config: { extends: string } }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'test', 'types'))
  const read = (name: string): string | undefined => name === file ? text : ts.sys.fileExists(name) ? readFileSync(name, 'utf8') : undefined
  const service = ts.createLanguageService({
    ...ts.sys,
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '0',
    getScriptSnapshot: name => {
      const content = read(name)
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content)
    },
    fileExists: name => name === file || ts.sys.fileExists(name),
    readFile: read,
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames
  })
  return places.map(at => (service.getCompletionsAtPosition(file, at, {})?.entries ?? [])
    .map(({ sortText, name }) => [sortText, name] as const)
    .sort(([a, x], [b, y]) => a.localeCompare(b) || x.localeCompare(y)).map(([, name]) => name))
}
