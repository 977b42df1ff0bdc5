import { createRequire } from 'node:module'
import { closestTo } from '../messages/closest.js'
import { HELP } from './help.js'
import { printable, UsageError } from './io.js'
import type { CliIo, Command } from './io.js'

/** Each is loaded when it is asked for: `help` need not wait for what reads a catalogue. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['docs', async (...call) => await (await import('./docs.js')).docs(...call)],
  ['lint', async (...call) => await (await import('./lint.js')).lint(...call)],
  ['diff', async (...call) => await (await import('./diff.js')).diff(...call)],
  ['next-code', async (...call) => await (await import('./next-code.js')).nextCode(...call)],
  ['export', async (...call) => await (await import('./export.js')).exportCatalog(...call)],
  ['help', help],
  ['--help', help],
  ['-h', help],
  ['--version', version]
])

/**
 * The command line.
 *
 * @param args - What stands after the name of the program.
 * @returns The exit code: 0 success, 1 findings, 2 usage or load error.
 */
export async function main (args: readonly string[], io: CliIo): Promise<number> {
  const [name = 'help', ...rest] = args
  const terminal = { ...io, stdout: (text: string) => { io.stdout(printable(text)) }, stderr: (text: string) => { io.stderr(printable(text)) } }
  try {
    const command = rest.includes('--help') ? help : COMMANDS.get(name)
    if (command === undefined) throw new UsageError(unknownCommand(name))
    return await command(rest, terminal)
  } catch (error) {
    if (!isForUser(error)) throw error
    terminal.stderr(`fastify-api-error: ${error.message}\n`)
    return 2
  }
}

/** True for what is told in a line: how the command was called, or that Fastify, which checks documents, is not installed. */
function isForUser (error: unknown): error is Error {
  return error instanceof UsageError || (error instanceof Error && 'code' in error && error.code === 'API_ERROR_NO_FASTIFY')
}

async function help (_args: string[], io: CliIo): Promise<number> {
  io.stdout(HELP)
  return 0
}

async function version (_args: string[], io: CliIo): Promise<number> {
  const { version } = createRequire(import.meta.url)('fastify-api-error/package.json') as { readonly version: string }
  io.stdout(`${version}\n`)
  return 0
}

function unknownCommand (name: string): string {
  const closest = closestTo(name, [...COMMANDS.keys()])
  return `unknown command "${name}"; ${closest === undefined ? 'see fastify-api-error help' : `did you mean ${closest}?`}`
}
