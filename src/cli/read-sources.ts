import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { firstLine, UsageError } from './io.js'
import { readErrors } from './route-errors.js'
import type { SourceErrors } from './route-errors.js'

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/
const TEST = /\.(?:test|spec)\.[cm]?[jt]sx?$/

/**
 * Reads the errors in the sources of a service: in the files given, in the files of the folders given, and in all files
 * that those import by a relative path.
 *
 * @throws {UsageError} For a path that cannot be read.
 */
export async function readSources (paths: readonly string[], cwd: string): Promise<SourceErrors[]> {
  const queue = (await Promise.all(paths.map(path => expand(path, cwd)))).flat()
  const read = new Map<string, SourceErrors>()
  for (const file of queue) { // grows as it is read
    if (read.has(file)) continue
    const errors = readErrors(await readFile(file, 'utf8'), relative(cwd, file))
    read.set(file, errors)
    for (const specifier of errors.imports) queue.push(...await resolveImport(specifier, file))
  }
  return [...read.values()]
}

async function expand (path: string, cwd: string): Promise<string[]> {
  const file = resolve(cwd, path)
  if (await isFile(file)) return [file]
  const entries = await readdir(file, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${path}: ${error.code === 'ENOENT' ? 'there is no such file or folder' : firstLine(error)}`)
  })
  return entries.filter(entry => SOURCE.test(entry) && !TEST.test(entry) && !entry.split(/[\\/]/).includes('node_modules')).sort().map(entry => join(file, entry))
}

/** The file behind a relative specifier, if it is a source: TypeScript says `./x.js` for `./x.ts`, bundlers say `./x`. */
async function resolveImport (specifier: string, from: string): Promise<string[]> {
  if (!/^\.{1,2}\//.test(specifier)) return []
  const base = resolve(dirname(from), specifier)
  const candidates = [base, base.replace(/js(x?)$/, 'ts$1'), ...['.ts', '.tsx', '.mts', '.js', '.mjs', '/index.ts', '/index.js'].map(ending => base + ending)]
  for (const candidate of candidates) {
    if (SOURCE.test(candidate) && await isFile(candidate)) return [candidate]
  }
  return []
}

const isFile = async (path: string): Promise<boolean> => await stat(path).then(stats => stats.isFile(), () => false)
