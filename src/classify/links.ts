import { read } from '../values/read.js'

// Where errors keep what made them: ES2022's `cause`, and what drivers and mappers had before it.
const LINKS = ['cause', 'original', 'parent', 'originalError', 'nativeError', 'driverError', 'innerError', 'inner', 'reason', 'error', 'previous', 'chainedError', 'networkError', 'lastError', 'sourceError', 'first']
const LISTS = ['errors', 'aggregateErrors', 'precedingErrors']
const MAX_DEPTH = 8
const MAX_ERRORS = 32
const MAX_ITEMS = 8

/**
 * An error and all that it holds as its cause, nearest first: at most 32 of them and 8 deep, so that cycles and
 * values without an end do end.
 */
export function linkedErrors (error: unknown): unknown[] {
  const found = new Set<unknown>([error])
  let level = [error]
  for (let depth = 1; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: unknown[] = []
    for (const held of level.flatMap(heldBy)) {
      if (found.size >= MAX_ERRORS) return [...found]
      if (!found.has(held)) next.push(held)
      found.add(held)
    }
    level = next
  }
  return [...found]
}

function heldBy (error: unknown): unknown[] {
  const single = LINKS.map(link => read(error, link))
  const listed = LISTS.flatMap(link => firstOf(read(error, link)))
  return [...single, ...listed, ...valuesOf(read(error, 'innerErrors'))].filter(held => typeof held === 'object' && held !== null)
}

function firstOf (list: unknown): unknown[] {
  const length = read(list, 'length')
  return Array.from({ length: typeof length === 'number' && length > 0 ? Math.min(length, MAX_ITEMS) : 0 }, (_, index) => read(list, index))
}

/** Cassandra has one error for each host, by its address. */
function valuesOf (held: unknown): unknown[] {
  try {
    return Object.values(Object(held)).slice(0, MAX_ITEMS)
  } catch {
    return [] // a proxy that refuses
  }
}
