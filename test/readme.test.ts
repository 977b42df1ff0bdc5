import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test } from 'tap'
import * as main from '../src/index.js'
import { defaultCatalog } from '../src/index.js'

const run = promisify(execFile)
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const tsc = join(root, 'node_modules/@typescript/native/bin/tsc')

interface Block { readonly name: string, readonly code: string, readonly output: string, readonly registers: boolean }

const blocks: Block[] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match, index) => {
  const code = match[1] ?? ''
  return {
    name: `block${index + 1}`,
    code,
    output: [...code.matchAll(/^\/\/ → (.*)$/gm)].map(line => `${line[1]}\n`).join(''),
    registers: code.includes('interface Register')
  }
})

// Inside the repository, so that the blocks resolve the packages that it has installed, and the built plugin by its name.
mkdirSync(join(root, '.tap'), { recursive: true })
const folder = mkdtempSync(join(root, '.tap', 'readme-'))

/** Runs Node without the loaders that tap gives to every process that a test starts: they would compile what is compiled. */
async function node (...args: readonly string[]): Promise<string> {
  const { stdout } = await run('env', ['-u', 'NODE_OPTIONS', process.execPath, ...args], { cwd: folder })
    .catch((error: Error & { stdout: string }) => { throw new Error(error.stdout || error.message) })
  return stdout
}

/** Type-checks blocks as one program and leaves their JavaScript beside them. */
async function compile (names: readonly string[]): Promise<void> {
  await node(tsc, '--ignoreConfig', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node', '--skipLibCheck', '--rootDir', folder, '--outDir', folder, ...names.map(name => join(folder, `${name}.mts`)))
}

test('every block of the README compiles, runs and prints what it says', async t => {
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  t.ok(blocks.length >= 12)
  for (const { name, code } of blocks) writeFileSync(join(folder, `${name}.mts`), code)
  await compile(blocks.filter(block => !block.registers).map(block => block.name))
  for (const block of blocks.filter(one => one.registers)) await compile([block.name])
  for (const { name, output } of blocks) {
    t.not(output, '', `${name} prints something`)
    t.equal(await node(join(folder, `${name}.mjs`)), output, name)
  }
})

test('the README lists the built-in errors as the catalogue has them', t => {
  const rows = defaultCatalog.entries.map(({ code, name, status, description, details }) =>
    `| ${code} | \`${name}\` | ${status} | ${description}${details === undefined ? '' : ` Details: \`${Object.keys(details.properties).join('`, `')}\`.`} |`)
  const table = ['| code | error | status | |', '|---|---|---|---|', ...rows].join('\n')
  t.equal(between('errors'), table)
  t.end()
})

test('the README has a heading for each export', t => {
  const headings = [...readme.matchAll(/^### (.+)$/gm)].map(match => match[1])
  for (const name of Object.keys(main).filter(name => name !== 'default' && name !== 'module.exports')) t.ok(headings.includes(name), name)
  t.end()
})

test('links inside the README lead somewhere', t => {
  const anchors = new Set([...readme.matchAll(/^#+ (.+)$/gm)].map(match => match[1]?.toLowerCase().replace(/[^a-z0-9 -]/g, '').replaceAll(' ', '-')))
  for (const [, target] of readme.matchAll(/\]\(#([^)]+)\)/g)) t.ok(anchors.has(target), `#${target}`)
  t.end()
})

function between (name: string): string | undefined {
  return new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)\\n<!-- /${name} -->`).exec(readme)?.[1]
}
