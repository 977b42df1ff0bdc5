import type { CatalogDocument, DocumentedError } from '../reference/catalog-document.js'

/** Something that `lint` has to say. A note is to be thought about, an error to be mended. */
export interface Finding { readonly level: 'error' | 'note', readonly message: string }

/** What is questionable in a catalogue that `defineCatalog` has nothing against. */
export function lintCatalog (document: CatalogDocument): Finding[] {
  return [
    ...sentences(document),
    ...retiredCodes(document),
    ...document.groups.flatMap(group => gaps(group, document)),
    ...nearDuplicates(document.errors)
  ]
}

function sentences ({ groups, errors }: CatalogDocument): Finding[] {
  const described = [...groups.map(group => [`group "${group.name}"`, group.description] as const), ...errors.map(error => [`error "${error.name}"`, error.description] as const)]
  return described.filter(([, description]) => !/[.!?…]$/u.test(description))
    .map(([what, description]) => ({ level: 'error', message: `${what}: the description has no full stop: ${JSON.stringify(description)}` }))
}

function retiredCodes ({ errors, retired }: CatalogDocument): Finding[] {
  return errors.filter(error => retired.includes(error.code))
    .map(error => ({ level: 'error', message: `error "${error.name}": code ${error.code} is retired; old clients take it for another error` }))
}

function gaps (group: CatalogDocument['groups'][number], { errors, retired }: CatalogDocument): Finding[] {
  const [first, last] = group.range
  const codes = [...errors.map(error => error.code), ...retired].map(Number).filter(code => code >= first && code <= last).sort((a, b) => a - b)
  return codes.flatMap((code, index) => {
    const before = codes[index - 1] ?? code
    if (code - before < 2) return []
    const free = code - before === 2 ? `${code - 1} is free` : `${before + 1} to ${code - 1} are free`
    return [{ level: 'note', message: `group "${group.name}": ${free} between ${before} and ${code}; codes that were in use once belong in \`export const retired = […]\`` }]
  })
}

function nearDuplicates (errors: readonly DocumentedError[]): Finding[] {
  return errors.flatMap((error, index) => errors.slice(0, index).flatMap((earlier): Finding[] => {
    const both = `errors "${earlier.name}" and "${error.name}"`
    if (areAlike(earlier.name, error.name)) return [{ level: 'note', message: `${both} have names that are easily taken for each other` }]
    return plainText(earlier.description) === plainText(error.description) ? [{ level: 'note', message: `${both} have the same description` }] : []
  }))
}

/** True for names of the same words in any order, number or plural aside, and for those that one letter sets apart. */
function areAlike (a: string, b: string): boolean {
  return sameWords(a) === sameWords(b) || isOneEditApart(a, b)
}

const sameWords = (name: string): string => name.split('_').map(word => word.replace(/s$/, '')).sort().join('_')

const plainText = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

function isOneEditApart (a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let same = 0
  while (same < short.length && short[same] === long[same]) same++
  return short.slice(same + 1) === long.slice(same + 1) || short.slice(same) === long.slice(same + 1)
}
