import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Catalog } from '../catalog/catalog.js'
import { documentOf } from '../reference/catalog-document.js'
import type { CatalogDocument } from '../reference/catalog-document.js'
import { firstLine, UsageError } from './io.js'

/** What came of a module: its catalogue, or why there is none. */
export type ModuleResult =
  | { readonly document: CatalogDocument }
  /** What `defineCatalog` has against it. */
  | { readonly problems: readonly string[] }
  /** `mayNeedLoader` if a loader of TypeScript may read it, `isUnread` if Node does not read such a source. */
  | { readonly reason: string, readonly mayNeedLoader: boolean, readonly isUnread?: true }

/**
 * Imports a module and reads its catalogue. Never throws.
 *
 * @param target - How the user names the module, for messages.
 */
export async function readModule (file: string, target: string, name: string | undefined): Promise<ModuleResult> {
  try {
    const exported = exportsOf(await importFile(file))
    return { document: documentOf(pick(target, exported, name), retiredIn(target, exported)) }
  } catch (error) {
    return resultOf(error, target)
  }
}

/** CommonJS is required: `import` of `.cts` files fails with loaders on Node 20, where they require ES modules. */
async function importFile (file: string): Promise<unknown> {
  return /\.c[jt]s$/.test(file) ? { default: createRequire(file)(file) as unknown } : await import(pathToFileURL(file).href)
}

/** Why a module could not be loaded. */
export function resultOf (error: unknown, target: string): ModuleResult {
  if (error instanceof UsageError) return { reason: error.message, mayNeedLoader: false }
  const { problems, code, stack } = Object(error) as { readonly problems?: unknown, readonly code?: unknown, readonly stack?: unknown }
  if (Array.isArray(problems)) return { problems: problems.map(String) }
  const [, place = ''] = error instanceof SyntaxError ? /^(?:file:\/\/)?(\/.*:\d+)\n/.exec(String(stack)) ?? [] : []
  const isUnread = UNREAD.has(String(code)) || (error instanceof SyntaxError && code === undefined && /\.[cm]?ts(?::\d+)?$/.test(place === '' ? target : place))
  return {
    reason: `cannot load ${target}: ${place === '' ? '' : `${place}: `}${firstLine(withoutHeading(error))}`,
    mayNeedLoader: isUnread || UNRESOLVED.has(String(code)) || error instanceof SyntaxError,
    ...isUnread && { isUnread }
  }
}

/** The compiler of tsx says how many errors there are before it says which. */
function withoutHeading (error: unknown): unknown {
  const { name, message } = Object(error) as { readonly name?: unknown, readonly message?: unknown }
  return name === 'TransformError' ? String(message).replace(/^.*:\n/, '') : error
}

/** What Node says of a source that it cannot read. */
const UNREAD: ReadonlySet<string> = new Set(['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING'])

/** What it says of imports that a loader may resolve: path aliases, `./x.js` for `./x.ts`, folders, CommonJS in TypeScript. */
const UNRESOLVED: ReadonlySet<string> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT', 'ERR_REQUIRE_ESM', 'ERR_INVALID_TYPESCRIPT_SYNTAX'])

type Exports = Readonly<Record<string, unknown>>

/** What a module exports; of a CommonJS module, the members of `module.exports`. */
function exportsOf (module: unknown): Exports {
  const { default: main, ...named } = module as Exports
  const members = typeof main === 'object' && main !== null && !isCatalog(main) ? main as Exports : {}
  return { ...members, ...named, default: 'default' in members ? members['default'] : main }
}

function pick (target: string, exported: Exports, name: string | undefined): CatalogLike {
  const found = name ?? ['catalog', 'default'].find(usual => isCatalog(exported[usual]))
  const names = found === undefined ? Object.keys(exported).filter(key => isCatalog(exported[key])) : [found]
  const [only = ''] = names
  const catalog = exported[only]
  if (names.length > 1) throw new UsageError(`${target} exports several catalogues; choose one: ${names.map(one => `${target}#${one}`).join(', ')}`)
  if (isCatalog(catalog)) return catalog
  throw new UsageError(`${target} exports no catalogue${name === undefined ? '' : ` named "${name}"`}; export one made by defineCatalog`)
}

type CatalogLike = Pick<Catalog, 'groups' | 'entries' | 'fallbacks' | 'roles'> & Partial<Pick<Catalog, 'retired'>>

/** By its shape, not by its class: the module may have another copy of this package. */
function isCatalog (value: unknown): value is CatalogLike {
  const { groups, entries, fallbacks, roles } = Object(value) as Partial<CatalogLike>
  return Array.isArray(entries) && typeof groups === 'object' && typeof fallbacks === 'object' && typeof roles === 'object'
}

/** The codes that the module says must not be used again: `export const retired = ['2008']`. */
function retiredIn (target: string, { retired = [] }: Exports): string[] {
  if (Array.isArray(retired) && retired.every(code => typeof code === 'string')) return retired
  throw new UsageError(`${target}: retired must be a list of codes, like ['2008']`)
}
