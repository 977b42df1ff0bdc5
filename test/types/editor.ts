import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import t from 'tap'
import type typescript from 'typescript'
import { ROOT } from './compiler.js'

// What an editor shows while somebody types: its language service is asked as an editor asks it, at each ⌶ of a text.

const SERVICE = `import Fastify from 'fastify'
import apiError, { ApiError, isApiError } from 'fastify-api-error'
const app = Fastify()
await app.register(apiError, { classify: () => '⌶' })
app.get('/any', async (_request, reply) => reply.apiError('⌶'))
app.get('/some', { schema: { apiErrors: ['object_not_found', 'invalid_email'] } }, async (_request, reply) => reply.apiError('⌶'))
app.get('/list', { schema: { apiErrors: ['⌶'] } }, async () => 'fine')
app.apiErrors.declare('⌶')
app.get('/begun', async (_request, reply) => reply.apiError('una⌶'))
app.get('/after-misspelt', async (_request, reply) => reply.apiError('unautorized⌶'))
app.get('/template', async (_request, reply) => reply.apiError(\`⌶\`))
app.get('/second', { schema: { apiErrors: ['object_not_found', '⌶'] }, preHandler: [async (_request, reply) => reply.apiError('⌶')] }, async () => 'fine')
console.log(new ApiError('⌶'), new ApiError('una⌶'), isApiError(app, '⌶'))
`

const HOVERED = `import Fastify from 'fastify'
import apiError, { ApiError, defaultCatalog, defineCatalog } from 'fastify-api-error'
const catalog = defineCatalog({
  groups: { billing: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to billing.' } },
  errors: { card_declined: { code: '5001', status: 402, description: 'The card was declined.' } }
}, { extend: defaultCatalog })
console.log(catalog.definitions.⌶card_declined, catalog.definitions.⌶not_allowed)
const app = Fastify()
await app.register(apiError)
app.get('/any', { schema: { apiErrors: ['⌶unauthorized'] } }, async (_request, reply) => reply.apiError('⌶unauthorized'))
app.get('/call', async (_request, reply) => reply.⌶apiError('unauthorized'))
app.get('/by-code', async (_request, reply) => reply.⌶apiError(1007))
console.log(new ApiError('⌶unauthorized'))
`

/** Tests what the language service of a compiler offers. */
export function testEditor (ts: typeof typescript): void {
  t.test(`TypeScript ${ts.version} completes names, and no codes before them`, async t => {
    const [classified, any, some, listed, declared, ...others] = completions(ts)
    t.same(some, ['invalid_email', 'object_not_found'], 'of the route alone')
    t.equal(others.length, 8)
    for (const names of [any, listed, declared, ...others]) {
      t.equal(names?.length, 23)
      t.ok(names?.includes('unauthorized') === true && !names.includes('1000'))
    }
    t.ok(classified?.includes('unauthorized'), 'classify')
  })
  t.test(`TypeScript ${ts.version} shows code, status and sentence on hover over a definition and over a call, nothing over a text, and leads to the definition`, async t => {
    const [own, builtIn, listed, raised, call, byCode, thrown] = ask(ts, HOVERED, hover)
    for (const shown of ['code: "5001"', 'status: 402', 'description: "The card was declined."']) t.ok(own?.includes(shown), shown)
    for (const shown of ['code: "1007"', 'status: 403', 'description: "']) t.ok(builtIn?.includes(shown), shown)
    t.ok(call?.includes('"1000 - unauthorized, 401: The request is unauthorized."'), String(call))
    t.ok(byCode?.includes('"1007 - not_allowed, 403: The user is not allowed to perform the action."'), String(byCode))
    t.same([listed, raised, thrown], [undefined, undefined, undefined])
    const [ownPlace = [], builtInPlace = []] = ask(ts, HOVERED, (service, file, at) => service.getDefinitionAtPosition(file, at)?.map(({ fileName, textSpan }) => [basename(fileName), textSpan.start]))
    t.same(ownPlace, [['edited.ts', HOVERED.indexOf('card_declined')]])
    t.same(builtInPlace.map(([name]) => name), ['default.ts'])
  })
}

/** The completions at each place, sorted as editors do it. */
function completions (ts: typeof typescript): string[][] {
  return ask(ts, SERVICE, (service, file, at) => (service.getCompletionsAtPosition(file, at, {})?.entries ?? [])
    .map(({ sortText, name }) => [sortText, name] as const)
    .sort(([a, x], [b, y]) => a.localeCompare(b) || x.localeCompare(y)).map(([, name]) => name))
}

/** What hover shows at a place. */
function hover (service: typescript.LanguageService, file: string, at: number): string | undefined {
  return service.getQuickInfoAtPosition(file, at)?.displayParts?.map(({ text }) => text).join('')
}

/** Asks the language service at each place of a text, as an editor asks it. */
function ask<Answer> (ts: typeof typescript, marked: string, question: (service: typescript.LanguageService, file: string, at: number) => Answer): Answer[] {
  const places: number[] = []
  let text = marked
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
  return places.map(at => question(service, file, at))
}
