import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { run as runCommand } from '../cli/run.js'
import { ROOT } from './pages.js'
import type { Block, Page } from './pages.js'

const execute = promisify(execFile)
const TSC = join(ROOT, 'node_modules', '@typescript', 'native', 'bin', 'tsc')
// Its threads would share the processors with other tests, and take twice the time of one.
const OPTIONS = ['--ignoreConfig', '--singleThreaded', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2023,dom,dom.iterable', '--types', 'node', '--skipLibCheck', '--pretty', 'false']

/** What a block should print, and what it printed. */
export interface Result { readonly where: string, readonly expected: string, readonly printed: string }

/**
 * Compiles and runs the blocks of pages that are TypeScript.
 *
 * They lie inside the repository, so that they find the packages that it has installed, and the built package by its name.
 */
export async function runBlocks (pages: readonly Page[], packages?: string): Promise<Result[]> {
  mkdirSync(join(ROOT, '.tap'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.tap', 'docs-'))
  try {
    if (packages !== undefined) symlinkSync(join(ROOT, packages, 'node_modules'), join(folder, 'node_modules'))
    const blocks = pages.flatMap(page => writePage(folder, page))
    await compile(folder, programsOf(blocks))
    return [...await run(blocks), ...await runCommands(folder, pages)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Written extends Block { readonly path: string, readonly page: string }

function writePage (folder: string, page: Page): Written[] {
  const own = folderOf(folder, page)
  return page.blocks.filter(block => block.language === 'ts').map((block, index) => {
    const path = join(own, block.file ?? `block-${index + 1}-line-${block.where.split(':')[1]}.ts`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, block.code)
    return { ...block, path, page: own }
  })
}

/** Runs calls of the command line, each with what stands below it as its output, in the folder of the page's files. */
async function runCommands (folder: string, pages: readonly Page[]): Promise<Result[]> {
  const results: Result[] = []
  for (const page of pages) {
    for (const [index, { language, code, where }] of page.blocks.entries()) {
      const next = page.blocks[index + 1]
      const command = /^npx fastify-api-error (.+)\n$/.exec(code)?.[1]
      if (language !== 'sh' || command === undefined || next?.language !== 'text') continue
      const { stdout, stderr } = await runCommand(folderOf(folder, page), ...command.split(' '))
      results.push({ where, expected: next.code, printed: stdout + stderr })
    }
  }
  return results
}

const folderOf = (folder: string, page: Page): string => join(folder, page.path.replaceAll('/', '-').replace(/\.md$/, ''))

/**
 * What is compiled together. What registers types is a program of its own, for they count everywhere in it: a block by
 * itself, or the files of a page with the blocks that import them. All the rest is one program.
 */
function programsOf (blocks: readonly Written[]): string[][] {
  const registers = ({ code }: Written): boolean => code.includes('interface Register')
  const isPart = ({ code, file }: Written): boolean => file !== undefined || /from '\.\//.test(code)
  const programs = new Map<string, string[]>()
  for (const block of blocks) {
    const pageRegisters = blocks.some(other => other.page === block.page && isPart(other) && registers(other))
    const key = isPart(block) ? pageRegisters ? block.page : '' : registers(block) ? block.path : ''
    programs.set(key, [...programs.get(key) ?? [], block.path])
  }
  return [...programs.values()]
}

async function compile (folder: string, programs: readonly string[][]): Promise<void> {
  await inTurns(programs, async files => {
    const args = ['-u', 'NODE_OPTIONS', process.execPath, TSC, ...OPTIONS, '--rootDir', folder, '--outDir', folder, ...files]
    await execute('env', args, { cwd: folder, maxBuffer: 16 * 1024 * 1024 })
      .catch((error: Error & { stdout: string }) => { throw new Error(error.stdout || error.message) })
  })
}

/** Runs the blocks of each page in a thread, without the loaders that tap gives to what a test starts: they would compile what is compiled. */
async function run (blocks: readonly Written[]): Promise<Result[]> {
  const running = blocks.filter(({ flag, file, output }) => flag !== 'no-run' && (file === undefined || output !== ''))
  const results: Result[] = []
  await inTurns([...new Set(running.map(block => block.page))], async page => {
    const own = running.filter(block => block.page === page)
    const outputs = await runInThread(own)
    results.push(...own.map(({ where, output }, index) => ({ where, expected: output, printed: outputs[index] ?? '' })))
  })
  return results
}

async function runInThread (blocks: readonly Written[]): Promise<string[]> {
  const workerData = blocks.map(({ path }) => path.replace(/\.ts$/, '.js'))
  const worker = new Worker(join(import.meta.dirname, 'run-blocks.js'), { execArgv: [], env: { ...process.env, NODE_OPTIONS: '' }, workerData })
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', outputs => { resolve(outputs as string[]) })
      worker.once('error', reject)
      worker.once('exit', code => { reject(new Error(`${blocks[0]?.where ?? ''}: the page ended with exit code ${code}`)) })
    })
  } finally {
    await worker.terminate() // servers that blocks leave open end with it
  }
}

/** Does something with each of a list, two at a time. */
async function inTurns<Item> (items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values()
  await Promise.all([1, 2].map(async () => { for (const item of queue) await work(item) }))
}
