import type { EventEmitter } from 'node:events'

// What is piped into a response is unpiped by Node when the response finishes or closes. Nobody reads it on after that, or destroys it:
// its file or its connection would stay open. So it is read on, as far as that is cheap, by which a connection can be used
// again, and else destroyed. Node says by the event `unpipe` what was piped.

/** What the guard uses of a source, which need not be one of Node's. */
interface Source extends EventEmitter {
  resume? (): unknown
  destroy? (): unknown
  /** What it is piped into besides. */
  readonly _readableState?: { readonly pipes?: object | readonly object[] | null }
}

/** A source that has more to say, or takes longer, is destroyed. */
const MAX_BYTES = 131_072
const MAX_MILLISECONDS = 1_000

/** Has whatever is piped into a response read to its end, or destroyed, once it is piped no more. */
export function watchSources (response: Pick<EventEmitter, 'on'>): void {
  response.on('unpipe', disposeOf)
}

const disposed = new WeakSet<Source>()

function disposeOf (source: Source): void {
  if (disposed.has(source) || [source._readableState?.pipes ?? []].flat().length > 0) return // others read it
  disposed.add(source)
  source.on('unpipe', disposeOf) // of what is piped into this one
  source.on('error', () => {}) // it is nobody's any more
  let bytes = 0
  const destroy = (): void => { source.destroy?.() }
  const timer = setTimeout(destroy, MAX_MILLISECONDS).unref()
  source.on('data', (chunk: { readonly length?: number }) => {
    bytes += chunk.length ?? 1
    if (bytes > MAX_BYTES) destroy()
  })
  source.once('close', () => { clearTimeout(timer) })
  source.resume?.()
}
