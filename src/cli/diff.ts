import { readArguments } from './arguments.js'
import { compare } from './compare.js'
import type { CliIo } from './io.js'
import { loadCatalog } from './load-catalog.js'

/** `diff OLD NEW [--json]`: what changed; exit code 1 when the new catalogue breaks clients of the old one. */
export async function diff (args: string[], io: CliIo): Promise<number> {
  const { values, positionals: [before, after] } = readArguments('diff', args, { json: { type: 'boolean' } }, { needs: ['OLD', 'NEW'] })
  const differences = compare(await loadCatalog(before, io.cwd), await loadCatalog(after, io.cwd))
  const { breaking, additions, changes } = differences
  if (values.json === true) io.stdout(`${JSON.stringify(differences, null, 2)}\n`)
  else io.stdout(section('Breaking', breaking) + section('Added', additions) + section('Changed', changes) || 'No changes.\n')
  return breaking.length > 0 ? 1 : 0
}

function section (title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map(line => `- ${line}\n`).join('')}`
}
