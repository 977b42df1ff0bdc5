import { hintFor } from '../messages/closest.js'
import { readArguments } from './arguments.js'
import { retiredCodesOf } from '../reference/catalog-document.js'
import type { CatalogDocument } from '../reference/catalog-document.js'
import { UsageError } from './io.js'
import type { CliIo } from './io.js'
import { loadCatalog } from './load-catalog.js'

const BUILT_IN = ' (This is the built-in catalogue. For your own: next-code GROUP MODULE)'

/** `next-code GROUP [module]`: the code for a new error of a group; exit code 1 when its range is full. */
export async function nextCode (args: string[], io: CliIo): Promise<number> {
  const { positionals: [name = '', target] } = readArguments('next-code', args, {}, { needs: ['GROUP'], takes: ['module'] })
  const document = await loadCatalog(target, io.cwd)
  const group = document.groups.find(candidate => candidate.name === name)
  if (group === undefined) throw new UsageError(`there is no group "${name}"; ${hintFor(name, document.groups.map(group => group.name))}${target === undefined ? BUILT_IN : ''}`)
  const code = freeCode(group.range, document)
  if (code === undefined) {
    io.stderr(`group "${name}" is full: every code from ${group.range.join(' to ')} is in use or retired\n`)
    return 1
  }
  io.stdout(`${code}\n`)
  return 0
}

/** The code after the highest used one; when the range ends there, the lowest unused one. */
function freeCode ([first, last]: readonly [number, number], document: CatalogDocument): number | undefined {
  const used = [...document.errors.map(error => error.code), ...retiredCodesOf(document)].map(Number).filter(code => code >= first && code <= last)
  // A code has no leading zero, and zero is no code.
  const next = used.length === 0 ? Math.max(first, 1) : Math.max(...used) + 1
  if (next <= last) return next
  const taken = new Set(used)
  for (let code = Math.max(first, 1); code <= last; code++) if (!taken.has(code)) return code
  return undefined
}
