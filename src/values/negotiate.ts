/**
 * The media type that a client prefers, by its `Accept` header.
 *
 * @param offered - The types to choose from. The first one is the answer when the client accepts all of them, or none.
 */
export function negotiate<Type extends string> (accept: string | undefined, offered: readonly [Type, ...Type[]]): Type {
  const ranges = (accept ?? '*/*').split(',', MAX_RANGES).map(readRange)
  let [best, quality] = [offered[0], 0]
  for (const type of offered) {
    const own = qualityOf(type, ranges)
    if (own > quality) [best, quality] = [type, own]
  }
  return best
}

/** Browsers send ten. A header may have thousands, and nobody may be kept waiting for them. */
const MAX_RANGES = 100

interface MediaRange { readonly type: string, readonly quality: number }

function readRange (text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase())
  const quality = Number(parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? 1)
  return { type, quality: quality > 0 ? Math.min(quality, 1) : 0 }
}

/** The quality of a type: that of the most specific range which it is in. */
function qualityOf (type: string, ranges: readonly MediaRange[]): number {
  for (const wanted of [type, `${type.split('/', 1)[0]}/*`, '*/*']) {
    const range = ranges.find(one => one.type === wanted)
    if (range !== undefined) return range.quality
  }
  return 0
}
