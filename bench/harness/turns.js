/**
 * Times two things in turns, and begins with one and the other.
 *
 * @returns For each turn the time of the first, divided by that of the second.
 */
export async function inTurns (both, turns, run) {
  const ratios = []
  for (let turn = 0; turn < turns; turn++) {
    const times = new Map()
    for (const one of turn % 2 === 0 ? both : both.toReversed()) {
      const start = performance.now()
      await run(one)
      times.set(one, performance.now() - start)
    }
    ratios.push(times.get(both[0]) / times.get(both[1]))
  }
  return ratios
}
