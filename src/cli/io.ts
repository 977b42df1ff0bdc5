/** What the command line touches of the world; the command itself takes it from `process`. */
export interface CliIo {
  /** Paths are taken relative to it. */
  readonly cwd: string
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
}

/** A command: what stands after its name goes in, the exit code comes out. */
export type Command = (args: string[], io: CliIo) => Promise<number>

/** A command that cannot do its work as it was called: one line on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A number with its noun: `1 file`, `2 files`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** The first line of what went wrong: whatever was thrown, one line is told. */
export function firstLine (error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.trim().replace(/\n[^]*$/, '')
}
