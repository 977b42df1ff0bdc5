import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

const LINKED = ['node_modules', 'docs', 'bench']
const COPIED = ['README.md', 'LICENSE', 'CHANGELOG.md', 'package.json', 'tsconfig.json', 'scripts', 'dist', 'test', 'examples', 'src'] // npm packs no links

/** A copy of the repository: a source can be replaced in it, and its tests run by any Node, without harm to the repository. */
export class Sandbox {
  constructor (root) {
    this.folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    for (const name of LINKED) symlinkSync(join(root, name), join(this.folder, name))
    for (const name of COPIED) cpSync(join(root, name), join(this.folder, name), { recursive: true, filter: path => !path.slice(root.length).includes('node_modules') })
  }

  /** Puts a source in place of what is there, and returns how to put that back. */
  replace (file, text) {
    const path = join(this.folder, file)
    const before = readFileSync(path, 'utf8')
    writeFileSync(path, text)
    return () => { writeFileSync(path, before) }
  }

  /**
   * Runs a test to its first failure.
   *
   * @param test - Its path.
   * @param limit - How many milliseconds it may take.
   * @param node - What runs it.
   * @returns 'passed', 'failed' or 'timed out', how long it took, and what it printed.
   */
  run (test, limit, node = process.execPath) {
    const before = Date.now()
    return new Promise(resolve => {
      const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, TAP_BAIL: '1', TAP_TIMEOUT: String(limit / 1000), NODE_OPTIONS: '' }
      const child = spawn(node, ['--import=./test/support/typescript.js', test], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'], env, detached: true })
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
