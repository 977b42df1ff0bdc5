import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readArguments } from './arguments.js'
import { firstLine, printable, UsageError, withoutMark } from './io.js'
import type { CliIo } from './io.js'
import { lineDiff } from './line-diff.js'
import { loadCatalog } from './load-catalog.js'
import { referencePage } from '../reference/markdown.js'

/** `docs [module] [--out FILE] [--check FILE]`: writes the reference page, or compares a written one with it. */
export async function docs (args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = readArguments('docs', args, { check: { type: 'string' }, out: { type: 'string' } }, { takes: ['module'] })
  const page = printable(referencePage(await loadCatalog(positionals[0], io.cwd)))
  if (values.check !== undefined) return await check(values.check, positionals[0], page, io)
  if (values.out === undefined) io.stdout(page)
  else await writeOut(values.out, page, io)
  return 0
}

async function check (path: string, target: string | undefined, page: string, io: CliIo): Promise<number> {
  const file = resolve(io.cwd, path)
  // Git may have changed the line endings.
  const written = await readFile(file, 'utf8').then(text => withoutMark(text).replaceAll('\r\n', '\n'), (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError(`cannot read ${path}: ${firstLine(error)}`)
  })
  if (written === page) return 0
  io.stderr(`${path} ${written === undefined ? 'is missing' : 'is out of date'}; run fastify-api-error docs ${target === undefined ? '' : `${target} `}--out ${path}\n`)
  if (written !== undefined) io.stdout(lineDiff(written, page))
  return 1
}

/** Writes the output of a command to a file: the same text that it would print. */
export async function writeOut (path: string, text: string, io: CliIo): Promise<void> {
  try {
    await writeFile(resolve(io.cwd, path), printable(text))
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${firstLine(error)}`)
  }
}
