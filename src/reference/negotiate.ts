/**
 * The media type that a client likes best, after its `Accept` header.
 *
 * @param offered - What there is, the preferred first; it is the answer when the client takes anything, or nothing of it.
 */
export function negotiate<Type extends string> (accept: string | undefined, offered: readonly [Type, ...Type[]]): Type {
  const ranges = (accept ?? '*/*').split(',').map(readRange)
  let [best, quality] = [offered[0], 0]
  for (const type of offered) {
    const own = qualityOf(type, ranges)
    if (own > quality) [best, quality] = [type, own]
  }
  return best
}

interface MediaRange { readonly type: string, readonly quality: number }

function readRange (text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase())
  const quality = Number(parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? 1)
  return { type, quality: Number.isNaN(quality) ? 0 : quality }
}

/** How much a client likes a type: the range that says most about it counts. */
function qualityOf (type: string, ranges: readonly MediaRange[]): number {
  for (const wanted of [type, `${type.split('/', 1)[0]}/*`, '*/*']) {
    const range = ranges.find(one => one.type === wanted)
    if (range !== undefined) return range.quality
  }
  return 0
}
