// Makes the JavaScript of dist, after the compiler has checked the sources and written their declarations. An entry point
// is one file, besides what entry points share: with a file for each source, a service takes twice as long to import it.
// Nothing is minified, and source maps lead to src, which is published beside dist.
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { declarationsFrom, ofNamed, ofPlugin } from './declarations.js'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'dist')

/** It imports nothing but itself and keeps no state: a second copy does no harm, and any tool of a front end can `require` it. */
const CLIENT = 'client/index'

/** `require` gets the plugin itself, which bundlers do not know from the name of the export. It is the same copy: there is state in it. */
const REQUIRED_PLUGIN = `'use strict'
const plugin = require('./index.js')
module.exports = plugin['module.exports'] ?? plugin
`

const entries = entryPoints()
const written = new Set([...await bundle(entries), ...declarationFiles(entries)])
for (const [file, text] of [['index.cjs', REQUIRED_PLUGIN], ['index.d.cts', ofPlugin(DIST, 'index')], [`${CLIENT}.d.cts`, ofNamed(DIST, CLIENT)]]) {
  writeFileSync(join(DIST, file), text)
  written.add(file)
}
removeOthers(written)

/** What package.json names, without folder and suffix, like `client/index`. */
function entryPoints () {
  const { exports, bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return [...new Set(textsIn([exports, bin]).flatMap(path => /^\.\/dist\/(.+?)(?:\.d)?\.[cm]?[jt]s$/.exec(path)?.[1] ?? []))]
}

function textsIn (value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(textsIn)
}

/** @returns Everything that was written. */
async function bundle (entries) {
  const sources = names => Object.fromEntries(names.map(name => [name, `src/${name}.ts`]))
  const common = { absWorkingDir: ROOT, outdir: 'dist', bundle: true, packages: 'external', platform: 'node', target: 'es2022', sourcemap: true, sourcesContent: false, metafile: true, logLevel: 'warning' }
  const modules = { ...common, format: 'esm', splitting: true }
  const commonjs = { ...common, format: 'cjs', outExtension: { '.js': '.cjs' } }
  const results = await Promise.all([
    build({ ...modules, entryPoints: sources(entries.filter(entry => !isCommand(entry))), chunkNames: '[name]-[hash]', plugins: [leaveLoader('./load-compiler.cjs')] }),
    // Apart, since what a service imports would be in more files otherwise. It sees catalogues as data only, of whatever copy.
    // No stack trace of a service leads into it: its sources are not published, and it needs no maps.
    build({ ...modules, sourcemap: false, entryPoints: sources([...entries.filter(isCommand), 'cli/module-process']), chunkNames: 'cli/[name]-[hash]', plugins: [leaveLoader('../load-compiler.cjs')] }),
    build({ ...commonjs, entryPoints: { 'load-compiler': 'src/catalog/load-compiler.cts' } }),
    build({ ...commonjs, entryPoints: sources([CLIENT]), platform: 'neutral' })
  ])
  return results.flatMap(({ metafile }) => Object.keys(metafile.outputs)).map(path => path.slice('dist/'.length))
}

/** In an ES module there is no `require`, which bundlers follow: what has one stays a file of its own, at this place from those that import it. */
function leaveLoader (path) {
  return { name: 'leave loader', setup ({ onResolve }) { onResolve({ filter: /\/load-compiler\.cjs$/ }, () => ({ path, external: true })) } }
}

function isCommand (entry) {
  return entry.startsWith('cli/')
}

/** The command line has none. */
function declarationFiles (entries) {
  const roots = entries.filter(entry => !isCommand(entry)).map(entry => `${entry}.d.ts`)
  return declarationsFrom(DIST, roots).flatMap(file => [file, `${file}.map`])
}

/** Declarations that no entry point leads to, and what an earlier build has left. */
function removeOthers (wanted) {
  const found = readdirSync(DIST, { recursive: true, withFileTypes: true })
  for (const file of found.filter(file => file.isFile())) {
    const path = join(file.parentPath, file.name)
    if (!wanted.has(path.slice(DIST.length + 1).replaceAll('\\', '/'))) rmSync(path)
  }
  const folders = found.filter(file => file.isDirectory()).map(({ parentPath, name }) => join(parentPath, name)).sort((a, b) => b.length - a.length)
  for (const folder of folders) {
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder)
  }
}
