// How long an editor waits for the names in reply.apiError('…'): node completions-worker.js <folder>.
// The language service is the one that editors use; the file is edited before each question, as typing does.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from '../../node_modules/typescript/lib/typescript.js'
import { median } from './stats.js'

const folder = process.argv[2]
const { options, fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, folder)
const file = join(folder, readdirSync(folder).find(name => name.startsWith('routes-')))
let version = 0
let text = readFileSync(file, 'utf8')

const service = ts.createLanguageService({
  ...ts.sys,
  getCompilationSettings: () => options,
  getScriptFileNames: () => fileNames,
  getScriptVersion: name => name === file ? String(version) : '0',
  getScriptSnapshot: name => {
    const content = name === file ? text : ts.sys.readFile(name)
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content)
  },
  getCurrentDirectory: () => folder,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
  realpath: ts.sys.realpath
})

const times = []
let names = 0
for (let i = 0; i < 6; i++) {
  version++
  text += ' '
  const position = text.indexOf("reply.apiError('") + "reply.apiError('".length
  const start = performance.now()
  names = service.getCompletionsAtPosition(file, position, {})?.entries.length ?? 0
  times.push(performance.now() - start)
}
process.stdout.write(JSON.stringify({ first: times[0], edited: median(times.slice(1)), names }))
