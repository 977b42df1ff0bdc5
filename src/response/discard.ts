import type { GuardState, Raw } from './raw.js'

/** Who writes more than this many chunks into a response that was answered long ago will not come to an end. */
const MAX_CHUNKS = 10_000

/** Discards what is written, no faster than it could be sent: a source that never pauses would never see the end. */
export function discardChunk (raw: Raw, state: GuardState): false {
  if (state.discarded++ === 0) state.isAbandoned = isClosed(raw)
  if (!state.isDraining) {
    state.isDraining = true
    setImmediate(goOn, raw, state)
  }
  return false
}

/** Has a writer that waits go on, unless it began when nobody was there to read any more. Node would not, either. */
function goOn (raw: Raw, state: GuardState): void {
  state.isDraining = false
  if (isClosed(raw)) tellLateListeners(raw)
  if (!state.isAbandoned && state.discarded <= MAX_CHUNKS) raw.emit('drain')
}

const isClosed = (raw: Raw): boolean => raw.closed ?? raw.stream?.destroyed === true

/** Calls those who wait for the response to close, but came after it had: a source that is piped into it is unpiped by that. */
function tellLateListeners (raw: Raw): void {
  for (const listener of raw.rawListeners('close')) {
    if ('listener' in listener) listener.call(raw) // of `once`: it removes itself
  }
}
