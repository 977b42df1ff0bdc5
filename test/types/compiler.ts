import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'

// Folders of this folder are programs of their own, for compilers that a service may have. Lines after a comment with
// `@ts-expect-error` must not compile: one that does is an error itself. bites/ proves what the messages say.

export const ROOT = join(import.meta.dirname, '..', '..')

/** Tests what a compiler, with these options, says about the programs. */
export function testCompiler (version: string, compiler: string, options: readonly string[] = []): void {
  t.test(`${version} is what it says`, async t => {
    const { output } = await run(compiler, ['--version'])
    t.match(output, version.replace('TypeScript', 'Version'))
  })

  for (const program of ['default', 'registered']) {
    t.test(`${version} compiles the program "${program}", and refuses each line that it should`, async t => {
      t.same(await compile(compiler, program, options), { exitCode: 0, output: '' })
    })
  }

  t.test(`${version} says the names that are allowed`, async t => {
    const { output } = await compile(compiler, 'bites', options)
    const messages = messagesByLine(output)
    const source = await readFile(join(import.meta.dirname, 'bites', 'bites.ts'), 'utf8')
    const expected = source.split('\n').map(line => / \/\/ says: (.*)$/.exec(line)?.[1])
    t.same([...messages.keys()], expected.flatMap((says, index) => says === undefined ? [] : [index + 1]), 'it refuses these lines and no other')
    for (const [index, says] of expected.entries()) {
      for (const texts of says?.split(' & ') ?? []) {
        const message = messages.get(index + 1) ?? ''
        t.ok(texts.split(' or ').some(text => message.includes(text)), `line ${index + 1}: ${texts}`, { message })
      }
    }
  })
}

interface Result { readonly exitCode: number, readonly output: string }

const compile = (compiler: string, program: string, options: readonly string[]): Promise<Result> =>
  run(compiler, ['--pretty', 'false', ...options, '-p', join(import.meta.dirname, program)])

function run (compiler: string, args: readonly string[]): Promise<Result> {
  return new Promise(resolve => {
    // env takes away the loaders that tap gives to the processes it starts: the compiler is not under test.
    const command = ['-u', 'NODE_OPTIONS', '-u', 'NODE_V8_COVERAGE', process.execPath, compiler, ...args]
    execFile('env', command, { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), output: stdout + stderr })
    })
  })
}

/** What was said about each line of bites.ts, with the lines of explanation below it. */
function messagesByLine (output: string): Map<number, string> {
  const messages = new Map<number, string>()
  let at = 0
  for (const line of output.trimEnd().split('\n')) {
    const found = /^(\S+)\((\d+),\d+\): error /.exec(line)
    if (found !== null) at = found[1]?.endsWith('bites/bites.ts') === true ? Number(found[2]) : 0
    messages.set(at, `${messages.get(at) ?? ''}${line}\n`)
  }
  return messages
}
