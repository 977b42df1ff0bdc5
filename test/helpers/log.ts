import type { FastifyServerOptions } from 'fastify'

/** One line of a log, parsed. */
export interface LogLine { readonly level: number, readonly msg: string, readonly [key: string]: unknown }

/** A logger option that keeps what is logged. */
export function memoryLog (level = 'trace'): { readonly logger: NonNullable<FastifyServerOptions['logger']>, readonly lines: LogLine[], readonly text: () => string, readonly messages: () => string } {
  const lines: LogLine[] = []
  const stream = { write (line: string): void { lines.push(JSON.parse(line) as LogLine) } }
  return { logger: { level, stream }, lines, text: () => lines.map(line => JSON.stringify(line)).join('\n'), messages: () => lines.map(line => line.msg).join('\n') }
}
