/** The lines by which two texts differ: `-` for those that go, `+` for those that come, each run under the line it is at. */
export function lineDiff (before: string, after: string): string {
  const from = before.split('\n')
  const to = after.split('\n')
  const common = commonLengths(from, to)
  const lines: string[] = []
  let [i, j, inRun] = [0, 0, false]
  while (i < from.length || j < to.length) {
    if (i < from.length && from[i] === to[j]) {
      [i, j, inRun] = [i + 1, j + 1, false]
      continue
    }
    if (!inRun) lines.push(`@@ line ${i + 1} @@`)
    inRun = true
    const goes = j >= to.length || (i < from.length && at(common, i + 1, j) >= at(common, i, j + 1))
    lines.push(goes ? `-${String(from[i++])}` : `+${String(to[j++])}`)
  }
  return lines.map(line => `${line}\n`).join('')
}

/** Per pair of positions, how many lines the rest of both texts have in common (longest common subsequence). */
function commonLengths (from: readonly string[], to: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: from.length + 1 }, () => new Uint32Array(to.length + 1))
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      (rows[i] as Uint32Array)[j] = from[i] === to[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1))
    }
  }
  return rows
}

// Asked for positions that there are: one per line, and one after the last.
const at = (rows: readonly Uint32Array[], i: number, j: number): number => (rows[i] as Uint32Array)[j] as number
