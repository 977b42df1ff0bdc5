/** Longer texts are no names. What clients and upstreams send may be of any length, and a comparison costs length times length. */
const MAX_LENGTH = 100

/** More names than that help nobody. */
const MAX_LISTED = 30

/** The candidate that is most like a misspelt word, if one is close enough to be meant. */
export function closestTo (word: string, candidates: readonly string[]): string | undefined {
  if (word.length > MAX_LENGTH) return undefined
  let best: string | undefined
  let limit = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(word.length - candidate.length) >= limit) continue // as many letters at least have to be added or removed
    const distance = editDistance(word, candidate, limit)
    if (distance < limit) [best, limit] = [candidate, distance]
  }
  return best
}

/** For the end of messages: `; did you mean "…"?`, or nothing. */
export function suggestionFor (word: string, candidates: readonly string[]): string {
  const closest = closestTo(word, candidates)
  return closest === undefined ? '' : `; did you mean "${closest}"?`
}

/** For messages: the candidate that was probably meant, or the candidates. */
export function hintFor (word: string, candidates: readonly string[], otherwise = 'there are'): string {
  const closest = closestTo(word, candidates)
  if (closest !== undefined) return `did you mean "${closest}"?`
  const more = candidates.length > MAX_LISTED ? ` and ${candidates.length - MAX_LISTED} more` : ''
  return `${otherwise} ${candidates.slice(0, MAX_LISTED).join(', ')}${more}`
}

/** How many letters have to be changed, added or removed to make one word of the other (Levenshtein); `limit` if it is that many or more. */
function editDistance (from: string, to: string, limit: number): number {
  const row = Uint8Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let i = 1; i <= from.length; i++) {
    let diagonal = i - 1
    let least = row[0] = i
    for (let j = 1; j <= to.length; j++) {
      const above = at(row, j)
      const changed = diagonal + (from[i - 1] === to[j - 1] ? 0 : 1)
      row[j] = Math.min(above + 1, at(row, j - 1) + 1, changed)
      least = Math.min(least, at(row, j))
      diagonal = above
    }
    if (least >= limit) return limit // no later row has a lower number
  }
  return at(row, to.length)
}

// Asked for columns that there are.
const at = (row: Uint8Array, column: number): number => row[column] as number
