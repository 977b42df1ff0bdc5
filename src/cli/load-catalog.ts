import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Errors } from '@sinclair/typebox/errors'
import { Check } from '@sinclair/typebox/value'
import type { Catalog } from '../catalog/catalog.js'
import { defaultCatalog } from '../catalog/default.js'
import { documentOf, documentSchema } from '../reference/catalog-document.js'
import type { CatalogDocument } from '../reference/catalog-document.js'
import { counted, firstLine, UsageError } from './io.js'
import { importTypeScript } from './import-typescript.js'

/** A module whose catalogue `defineCatalog` refuses. */
export class InvalidCatalogError extends UsageError {
  /** Everything that is wrong with it. */
  readonly problems: readonly string[]

  constructor (target: string, problems: readonly string[]) {
    super(`${target}: the catalogue has ${counted(problems.length, 'problem')}; fastify-api-error lint ${target} lists them`)
    this.problems = problems
  }
}

/**
 * The catalogue that a command works on.
 *
 * @param target - A module (JavaScript or TypeScript) that exports a catalogue, `module#name` to say which, or a JSON
 *   file of `export`; the built-in catalogue when there is none.
 * @throws {UsageError} When there is no catalogue to be had, with the reason.
 */
export async function loadCatalog (target: string | undefined, cwd: string): Promise<CatalogDocument> {
  if (target === undefined) return documentOf(defaultCatalog)
  const [path = '', name] = target.split('#', 2)
  const file = resolve(cwd, path)
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isFile() !== true) throw new UsageError(`cannot load ${target}: ${found === undefined ? `there is no file ${path}` : `${path} is not a file; name the module that exports the catalogue`}`)
  if (extname(file) === '.json') return await readDocument(target, file)
  const exported = await importModule(target, file)
  return documentOf(pick(target, exported, name), retiredIn(target, exported))
}

async function readDocument (target: string, file: string): Promise<CatalogDocument> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`cannot read ${target}: ${firstLine(error)}`)
  }
  if (Check(documentSchema, value)) return value
  const [problem] = [...Errors(documentSchema, value)].map(({ path, message }) => `${path} ${message}`)
  throw new UsageError(`${target} is not what fastify-api-error export writes: ${String(problem)}`)
}

async function importModule (target: string, file: string): Promise<Exports> {
  try {
    const module = /\.[cm]?tsx?$/.test(file) ? await importTypeScript(file) : await import(pathToFileURL(file).href) as unknown
    return exportsOf(module)
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { problems } = error as { problems?: unknown }
    if (Array.isArray(problems)) throw new InvalidCatalogError(target, problems.map(String))
    throw new UsageError(`cannot load ${target}: ${firstLine(error)}`)
  }
}

type Exports = Readonly<Record<string, unknown>>

/** What a module exports; of a CommonJS module, the members of `module.exports`. */
function exportsOf (module: unknown): Exports {
  const { default: main, ...named } = module as Exports
  const members = typeof main === 'object' && main !== null && !isCatalog(main) ? main : {}
  return { ...members, ...named, default: main }
}

function pick (target: string, exported: Exports, name: string | undefined): CatalogLike {
  const found = name ?? ['catalog', 'default'].find(usual => isCatalog(exported[usual]))
  const names = found === undefined ? Object.keys(exported).filter(key => isCatalog(exported[key])) : [found]
  const [only = ''] = names
  const catalog = exported[only]
  if (names.length > 1) throw new UsageError(`${target} exports several catalogues; say which: ${names.map(one => `${target}#${one}`).join(', ')}`)
  if (isCatalog(catalog)) return catalog
  throw new UsageError(`${target} exports no catalogue${name === undefined ? '' : ` named "${name}"`}; export one made by defineCatalog`)
}

type CatalogLike = Pick<Catalog, 'groups' | 'entries' | 'fallbacks' | 'roles'>

/** By its shape, not by its class: the module may have another copy of this package. */
function isCatalog (value: unknown): value is CatalogLike {
  const { groups, entries, fallbacks, roles } = (value ?? {}) as Partial<CatalogLike>
  return Array.isArray(entries) && typeof groups === 'object' && typeof fallbacks === 'object' && typeof roles === 'object'
}

/** Codes that the module says are not to be used again: `export const retired = ['2008']`. */
function retiredIn (target: string, { retired = [] }: Exports): string[] {
  if (Array.isArray(retired) && retired.every(code => typeof code === 'string')) return retired
  throw new UsageError(`${target}: retired must be a list of codes, like ['2008']`)
}
