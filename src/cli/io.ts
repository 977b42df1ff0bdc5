/** What the command line touches of the world; the command itself takes it from `process`. */
export interface CliIo {
  /** Paths are taken relative to it. */
  readonly cwd: string
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
}

/** A command: takes the arguments after its name, returns the exit code. */
export type Command = (args: string[], io: CliIo) => Promise<number>

/** A command that cannot run as it was called: one line on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A number with its noun: `1 file`, `2 files`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** The first line of what went wrong, whatever was thrown. */
export function firstLine (error: unknown): string {
  const text = deniedBy(error) ?? textOf(error)
  return text.trim().replace(/[\r\n][^]*$/, '')
}

function textOf (error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error)
  } catch {
    return 'it threw a value that cannot be read'
  }
}

/** Node under `--permission` says which permission is missing in members of the error, and not on every version in its text. */
function deniedBy (error: unknown): string | undefined {
  const { code, permission, resource } = Object(error) as { readonly code?: unknown, readonly permission?: unknown, readonly resource?: unknown }
  if (code !== 'ERR_ACCESS_DENIED') return undefined
  const flag = FLAGS.get(String(permission))
  const path = typeof resource === 'string' && resource !== '' && flag?.startsWith('--allow-fs') === true ? `=${resource}` : ''
  return `Node's permission model denies ${String(permission)}; ${flag === undefined ? 'allow it' : `add ${flag}${path} to the options of node`}`
}

const FLAGS: ReadonlyMap<string, string> = new Map([
  ['FileSystemRead', '--allow-fs-read'], ['FileSystemWrite', '--allow-fs-write'], ['ChildProcess', '--allow-child-process'], ['WorkerThreads', '--allow-worker'], ['Net', '--allow-net']
])

/**
 * A text without characters that steer a terminal or turn the direction of writing: those are written as `\u001b`.
 * In JSON and TypeScript strings that is the same character.
 */
export function printable (text: string): string {
  return text.replace(CONTROLS, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

// All but tab and newline.
// eslint-disable-next-line no-control-regex -- they are the subject
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A text file without the byte order mark that some editors write. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '')
