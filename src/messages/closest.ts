/** The candidate that is most like a misspelt word, if one is close enough to be meant. */
export function closestTo (word: string, candidates: readonly string[]): string | undefined {
  const bound = Math.max(2, Math.floor(word.length / 3))
  let best: string | undefined
  let least = bound + 1
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate)
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** For the end of messages: `; did you mean "…"?`, or nothing. */
export function suggestionFor (word: string, candidates: readonly string[]): string {
  const closest = closestTo(word, candidates)
  return closest === undefined ? '' : `; did you mean "${closest}"?`
}

/** For messages: the word that is meant, or all that there are. */
export function hintFor (word: string, candidates: readonly string[], otherwise = 'there are'): string {
  const closest = closestTo(word, candidates)
  return closest === undefined ? `${otherwise} ${candidates.join(', ')}` : `did you mean "${closest}"?`
}

/** How many letters have to be changed, added or removed to make one word of the other (Levenshtein). */
function editDistance (a: string, b: string): number {
  const letters = b.split('')
  let row = letters.map((_, index) => index + 1)
  a.split('').forEach((letter, index) => {
    let diagonal = index
    let left = index + 1
    row = row.map((above, column) => {
      left = Math.min(above + 1, left + 1, diagonal + (letter === letters[column] ? 0 : 1))
      diagonal = above
      return left
    })
  })
  return row.at(-1) ?? a.length
}
