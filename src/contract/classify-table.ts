import type { Classify, ClassifyTable } from './settings.js'
import { BRAND } from '../values/brand.js'
import { catchRejection, isThenable, read } from '../values/read.js'

type Row = (error: unknown, request: Parameters<Classify>[1]) => unknown

/** The function that a table stands for: the first error whose function says so. */
export function classifyBy (table: ClassifyTable): Classify {
  const rows = Object.entries(table) as Array<[name: string, isIt: Row]>
  return function classifyByTable (error, request) {
    for (const [name, isIt] of rows) {
      const found = isIt(error, request)
      if (found === true) return name as never // it is in the catalogue
      if (found !== undefined && found !== null && found !== false) return asError(name, found)
    }
    return undefined
  }
}

/** An error with what goes with it, as an `ApiError` has it. */
function asError (name: string, found: unknown): ReturnType<Classify> {
  if (isThenable(found)) catchRejection(found)
  else if (typeof found === 'object') return { [BRAND]: true, key: name, details: read(found, 'details'), headers: read(found, 'headers'), cause: read(found, 'cause') } as unknown as ReturnType<Classify>
  throw new TypeError(`"${name}" returned ${isThenable(found) ? 'a promise' : `a ${typeof found}`}; return true, { details, headers, cause }, or nothing`)
}
