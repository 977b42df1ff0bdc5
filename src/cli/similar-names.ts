/** Longer names are not compared. */
const MAX_LENGTH = 100

/**
 * The names that are easily taken for each other, in groups: the same words in any order, singular or plural, and names
 * that one letter sets apart. The work grows with the number of names, not with its square.
 */
export function similarNames (names: readonly string[]): string[][] {
  const groups = new Groups()
  const known = new Set(names)
  const firstByKey = new Map<string, string>()
  const sameKey = (key: string, name: string): void => {
    const first = firstByKey.get(key)
    if (first === undefined) firstByKey.set(key, name)
    else groups.join(first, name)
  }
  for (const name of known) {
    sameKey(`words ${wordsOf(name)}`, name)
    for (let at = 0; at < name.length && name.length <= MAX_LENGTH; at++) {
      const [before, after] = [name.slice(0, at), name.slice(at + 1)]
      sameKey(`letter ${before}*${after}`, name) // names that differ in this letter only
      if (known.has(before + after)) groups.join(before + after, name)
    }
  }
  return groups.of(names)
}

/** The words of a name without their order and plural. */
const wordsOf = (name: string): string => name.split('_').map(word => word.replace(/s$/, '')).sort().join('_')

/** Names that were joined, directly or by others (a disjoint-set forest). */
class Groups {
  readonly #parents = new Map<string, string>()

  join (a: string, b: string): void {
    const [from, to] = [this.#root(a), this.#root(b)]
    if (from !== to) this.#parents.set(from, to)
  }

  /** The groups of more than one name, in the order of the names. */
  of (names: readonly string[]): string[][] {
    const groups = new Map<string, string[]>()
    for (const name of names) {
      const root = this.#root(name)
      const group = groups.get(root)
      if (group === undefined) groups.set(root, [name])
      else group.push(name)
    }
    return [...groups.values()].filter(group => group.length > 1)
  }

  #root (name: string): string {
    let root = name
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent
    if (root !== name) this.#parents.set(name, root) // the next way is shorter
    return root
  }
}
