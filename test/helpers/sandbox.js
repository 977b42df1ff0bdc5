import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import ts from 'typescript'

const LINKED = ['node_modules', 'docs', 'bench']
const COPIED = ['README.md', 'LICENSE', 'CHANGELOG.md', 'package.json', 'tsconfig.json', 'scripts', 'dist', 'test', 'examples', 'src'] // npm packs no links

/** A copy of the repository with its sources and tests compiled: any Node runs them, and a source can be replaced in it. */
export class Sandbox {
  static create (root) {
    const folder = mkdtempSync(join(tmpdir(), 'mutation-'))
    execFileSync(process.execPath, [join(root, 'node_modules/@typescript/native/bin/tsc'), '-p', join(root, 'test/tsconfig.json'), '--noEmit', 'false', '--declaration', 'false', '--sourceMap', 'false', '--rootDir', root, '--outDir', folder], { stdio: 'inherit' })
    for (const name of LINKED) symlinkSync(join(root, name), join(folder, name))
    for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true, filter: path => !/node_modules/.test(path) })
    return new Sandbox(folder)
  }

  constructor (folder) {
    this.folder = folder
  }

  /** Another one like it, for tests that run at the same time. */
  copy () {
    const folder = mkdtempSync(join(tmpdir(), 'mutation-'))
    cpSync(this.folder, folder, { recursive: true, verbatimSymlinks: true })
    return new Sandbox(folder)
  }

  /** Puts a source in place of what is there, and returns how to put that back. */
  replace (file, text) {
    const { outputText } = ts.transpileModule(text, { fileName: file, compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true } })
    const path = join(this.folder, file.replace(/\.ts$/, '.js'))
    const before = readFileSync(path, 'utf8')
    writeFileSync(path, outputText)
    return () => { writeFileSync(path, before) }
  }

  /**
   * Runs a test to its first failure.
   *
   * @param test - Its path, without the extension.
   * @param limit - How many milliseconds it may take.
   * @param node - What runs it.
   * @returns 'passed', 'failed' or 'timed out', how long it took, and what it printed.
   */
  run (test, limit, node = process.execPath) {
    const before = Date.now()
    return new Promise(resolve => {
      const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, TAP_BAIL: '1', TAP_TIMEOUT: String(limit / 1000), NODE_OPTIONS: '' }
      const child = spawn(node, [`${test}.js`], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'], env, detached: true })
      const timer = setTimeout(() => { process.kill(-child.pid, 'SIGKILL') }, limit)
      let output = ''
      child.stdout.on('data', text => { output += text })
      child.stderr.on('data', text => { output += text })
      child.on('close', (code, signal) => {
        clearTimeout(timer)
        resolve({ result: signal === 'SIGKILL' ? 'timed out' : code === 0 ? 'passed' : 'failed', time: Date.now() - before, output })
      })
    })
  }

  remove () {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The sources: `src/plugin.ts`, `src/values/read.ts` … */
export function sourcesOf (root, folder = 'src') {
  return readdirSync(join(root, folder)).flatMap(name => {
    const path = `${folder}/${name}`
    if (statSync(join(root, path)).isDirectory()) return sourcesOf(root, path)
    return name.endsWith('.ts') ? [path] : []
  })
}

export function writeJson (path, value) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`)
}
