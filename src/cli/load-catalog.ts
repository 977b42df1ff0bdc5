import { readFile, stat } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import { extname, resolve } from 'node:path'
import { defaultCatalog } from '../catalog/default.js'
import { compileSchema } from '../catalog/validate.js'
import { documentOf, documentSchema } from '../reference/catalog-document.js'
import type { CatalogDocument } from '../reference/catalog-document.js'
import { counted, firstLine, UsageError, withoutMark } from './io.js'
import { loadModule } from './load-module.js'

/** A module whose catalogue `defineCatalog` refuses. */
export class InvalidCatalogError extends UsageError {
  /** Everything that is wrong with it. */
  readonly problems: readonly string[]

  constructor (target: string, problems: readonly string[]) {
    super(`${target}: the catalogue has ${counted(problems.length, 'problem')}; run fastify-api-error lint ${target} to see them`)
    this.problems = problems
  }
}

/**
 * The catalogue that a command works on.
 *
 * @param target - A module (JavaScript or TypeScript) that exports a catalogue, `module#name` to say which, or a JSON
 *   file of `export`; the built-in catalogue when there is none.
 * @throws {UsageError} When the catalogue cannot be loaded, with the reason.
 */
export async function loadCatalog (target: string | undefined, cwd: string): Promise<CatalogDocument> {
  if (target === undefined) return documentOf(defaultCatalog)
  const [path = '', name] = target.split('#', 2)
  const file = resolve(cwd, path)
  if (!(await statusOf(target, path, file)).isFile()) throw new UsageError(`cannot load ${target}: ${path} is not a file; name the module that exports the catalogue`)
  if (extname(file) === '.json') return await readDocument(target, file)
  const result = await loadModule(file, target, name)
  if ('document' in result) return result.document
  throw 'problems' in result ? new InvalidCatalogError(target, result.problems) : new UsageError(result.reason)
}

async function statusOf (target: string, path: string, file: string): Promise<Stats> {
  try {
    return await stat(file)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new UsageError(`cannot load ${target}: ${isMissing ? `there is no file ${path}` : firstLine(error)}`)
  }
}

async function readDocument (target: string, file: string): Promise<CatalogDocument> {
  let value: unknown
  try {
    value = JSON.parse(withoutMark(await readFile(file, 'utf8')))
  } catch (error) {
    throw new UsageError(`cannot read ${target}: ${firstLine(error)}`)
  }
  const problem = compileSchema(documentSchema).failures(value)
  if (problem === undefined) return value as CatalogDocument
  throw new UsageError(`${target} was not written by fastify-api-error export: ${problem}`)
}
