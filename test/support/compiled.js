import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(import.meta.dirname, '..', '..')
const KEPT = join(ROOT, '.tap', 'compiled')
const FIXTURES = join(ROOT, '.tap', 'fixtures')
const require = createRequire(import.meta.url)
const read = name => readFileSync(join(ROOT, name), 'utf8')

// What a compiled file depends on, besides its name and its text.
const settings = [read('tsconfig.json'), read('node_modules/typescript/package.json'), readFileSync(import.meta.filename, 'utf8')].join('\0')

/**
 * The JavaScript of a file, kept under the hash of all that it is made from: a file that changes is compiled again. The
 * source map in it brings coverage and stack traces back to the TypeScript. Before a run of all tests `keep-compiled.js`
 * has put everything here.
 */
export function compiled (url, text) {
  const fileName = fileURLToPath(url.replace(/\?.*$/, ''))
  const kept = keptAs(fileName, text)
  return existsSync(kept) ? readFileSync(kept, 'utf8') : keep(fileName, text, compile(fileName, text))
}

/** Keeps the JavaScript of a file, and returns it. */
export function keep (fileName, text, javaScript) {
  const kept = keptAs(fileName, text)
  mkdirSync(KEPT, { recursive: true })
  writeFileSync(`${kept}.${process.pid}`, javaScript)
  renameSync(`${kept}.${process.pid}`, kept) // so that no other process reads half of it
  return javaScript
}

function keptAs (fileName, text) {
  return join(KEPT, `${createHash('sha256').update([settings, fileName, text].join('\0')).digest('hex')}.js`)
}

let compiler

function compile (fileName, text) {
  // What tests write is new in each clone and in no report of coverage: this compiler starts at once, but may rename functions.
  if (fileName.startsWith(FIXTURES)) return require('esbuild').transformSync(text, { loader: 'ts', format: fileName.endsWith('.cts') ? 'cjs' : 'esm', sourcemap: 'inline', sourcefile: fileName }).code
  compiler ??= loadCompiler()
  const compilerOptions = fileName.endsWith('.cts') ? { ...compiler.options, ...compiler.commonjs } : compiler.options
  return compiler.transpileModule(text, { fileName, compilerOptions }).outputText
}

/** TypeScript takes half a second to load: only a process that has something to compile pays it. */
function loadCompiler () {
  const typescript = require('typescript')
  const { compilerOptions } = typescript.parseConfigFileTextToJson('tsconfig.json', read('tsconfig.json')).config
  const changes = { module: 'esnext', moduleResolution: 'bundler', noEmit: false, declaration: false, sourceMap: false, inlineSourceMap: true, inlineSources: true }
  const { options } = typescript.convertCompilerOptionsFromJson({ ...compilerOptions, ...changes }, ROOT)
  return { transpileModule: typescript.transpileModule, options, commonjs: { module: typescript.ModuleKind.CommonJS, moduleResolution: typescript.ModuleResolutionKind.Node10 } }
}
