import type { Catalog } from './catalog.js'
import type { CatalogEntry } from './types.js'

// An ApiError is thrown where nobody knows the catalogue. What its key stands for is found in the catalogues of this
// process, for those who look at errors: logs, tracing, tests. The answer is always that of the scope.

const defined = new Set<WeakRef<Catalog>>()
let builtIn: Catalog | undefined

/** Remembers a catalogue for {@link entryOfKey}, as long as somebody else holds it. */
export function rememberCatalog (catalog: Catalog): void {
  for (const reference of defined) {
    if (reference.deref() === undefined) defined.delete(reference)
  }
  defined.add(new WeakRef(catalog))
  faults.clear()
}

/** Says which catalogue is asked last: a service may give other errors the names of the built-in ones. */
export function rememberBuiltIn (catalog: Catalog): void {
  builtIn = catalog
}

/** The error that a name or code stands for; nothing where catalogues of this process differ about it. */
export function entryOfKey (key: unknown): CatalogEntry | undefined {
  let found: CatalogEntry | undefined
  for (const reference of defined) {
    const catalog = reference.deref()
    const entry = catalog === builtIn ? undefined : catalog?.get(key)
    if (entry === undefined) continue
    if (found !== undefined && !isSame(found, entry)) return undefined
    found = entry
  }
  return found ?? builtIn?.get(key)
}

/** Another catalogue of this process that has an error of this name or code; of several, the one that was defined last. */
export function catalogWith (key: unknown, than: Catalog): Catalog | undefined {
  return [...defined].map(reference => reference.deref()).findLast(catalog => catalog !== than && catalog?.get(key) !== undefined)
}

/** True for the built-in catalogue. */
export const isBuiltIn = (catalog: Catalog): boolean => catalog === builtIn

/** True if a key stands for a 5xx. What was found is kept: errors are made more often than catalogues. */
export function isFault (key: unknown): boolean {
  let found = faults.get(key)
  if (found === undefined) {
    found = (entryOfKey(key)?.status ?? 0) >= 500
    if (faults.size < MAX_KEYS) faults.set(key, found) // a key may be anything that a service makes up
  }
  return found
}

/** By the names and codes that errors were made with. */
const faults = new Map<unknown, boolean>()
const MAX_KEYS = 10_000

/** True for two keys of one error: a name and its code, a code as a text and as a number. */
export function isSameError (one: unknown, other: unknown): boolean {
  if (one === other || isSameCode(one, other) || isSameCode(other, one)) return true
  const [first, second] = [entryOfKey(one), entryOfKey(other)]
  return first !== undefined && second !== undefined && first.name === second.name
}

const isSame = (one: CatalogEntry, other: CatalogEntry): boolean =>
  one.name === other.name && one.code === other.code && one.status === other.status

const isSameCode = (number: unknown, text: unknown): boolean => typeof number === 'number' && String(number) === text
