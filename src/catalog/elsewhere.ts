import { catalogWith, isBuiltIn } from './known.js'
import type { Catalog } from './catalog.js'

const ofServers = new WeakSet<Catalog>()

/** Remembers that `serverOptions` was given a catalogue. */
export function rememberServerCatalog (catalog: Catalog): void {
  ofServers.add(catalog)
}

/**
 * For messages about a name or code that a catalogue does not have: where else it is, and what to do. Types know the registered
 * catalogue wherever it is used; the plugin knows the one that it was given.
 *
 * @returns Nothing where no other catalogue of this process has it.
 */
export function elsewhereHint (key: unknown, catalog: Catalog): string | undefined {
  const other = catalogWith(key, catalog)
  if (other === undefined) return undefined
  const own = isBuiltIn(catalog) ? 'this scope has the built-in catalogue; ' : ''
  const where = ofServers.has(other) ? 'the catalogue that serverOptions was given has it: give it to the plugin, too' : 'a catalogue that this scope was not given has it: give it to the plugin'
  return `${own}${where}: register(apiError, { catalog })`
}

/** What to say of an option that is there and `undefined` where a catalogue was expected. */
export function undefinedCatalog (option: string): string {
  return `${option} is undefined: the module that defines it had not run yet, as in a circular import. Move the catalogue to a module that imports nothing of the service; ` +
    `where none is meant, leave ${option} out`
}

/** True for an option that is there and `undefined`. */
export const isUndefinedOption = (options: object, option: string): boolean => option in options && (options as Readonly<Record<string, unknown>>)[option] === undefined
