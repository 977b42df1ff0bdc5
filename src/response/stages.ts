/**
 * How far the guard is with a response. A body is whatever `write`, `end` or `flushHeaders` send.
 *
 * ```
 *           head of an error                   body
 *   open ────────────────────▶ held ──────────────────────▶ answering ──▶ finished
 *   │ ▲ │                       ▲ │ out of the contract                   ▲  ▲
 *   │ │ │ body of a success     │ └─────────────────────────▶ exempt      │  │
 *   │ │ ▼                       │                               ▲         │  │
 *   │ writing ──────────────────┘ error inside a native method  │         │  │
 *   ├── head of an error that is out of the contract ───────────┘         │  │
 *   ├── head, with an error that was raised ──▶ answering ────────────────┘  │
 *   └── head that was sent, then an error that was raised (cut off) ─────────┘
 * ```
 *
 * - `open`: nothing is decided. It stays so for a success: whether its head was sent is for Node to say.
 * - `writing`: Node is in one of its methods, which may call others of the response, and will then be `open` again.
 * - `held`: the head of an error is kept back until its body is known.
 * - `answering`: the guard writes its answer. Native methods call each other on the response meanwhile.
 * - `finished`: the guard has written the response, or cut it off. What others write is discarded.
 * - `exempt`: out of the contract. Node writes it.
 */
export type Stage = 'open' | 'writing' | 'held' | 'answering' | 'finished' | 'exempt'

/**
 * What becomes of a head.
 *
 * - `ignore`: nothing. The response has its head already, from the guard.
 * - `native`: Node writes it.
 * - `success`: the same, and what Node refuses becomes an error.
 * - `abort`: the connection is cut off. The client must not take what it got for whole.
 * - `answer`: the raised error leaves.
 * - `interrupt`: it is held, and the native method that wanted to write it is left.
 * - `foreign`: an error that nobody raised. Out of the contract, it is `native`. Else it is held, inside a native method as in `interrupt`.
 */
export type HeadStep = 'ignore' | 'native' | 'success' | 'abort' | 'answer' | 'interrupt' | 'foreign'

/** Decides what becomes of a head. */
export function headStep (stage: Stage, isRaised: boolean, isHeadSent: boolean, status: number): HeadStep {
  if (stage === 'finished') return 'ignore'
  if (stage === 'exempt' || stage === 'answering') return 'native'
  if (isHeadSent) return isRaised ? 'abort' : 'native'
  if (isRaised) return stage === 'writing' ? 'interrupt' : 'answer'
  if (status >= 400) return 'foreign'
  if (stage === 'held') return 'ignore' // an error is no success again
  return stage === 'writing' ? 'native' : 'success'
}

/**
 * What becomes of a body.
 *
 * - `discard`: nothing.
 * - `native`: Node writes it, behind the head that it has written.
 * - `success`: Node writes head and body, and what it refuses becomes an error.
 * - `error`: the head of an error comes first.
 * - `held`: the head is there, and now its body. Unless it has got out of the contract, another response leaves.
 */
export type BodyStep = 'discard' | 'native' | 'success' | 'error' | 'held'

/** Decides what becomes of a body. */
export function bodyStep (stage: Stage, isRaised: boolean, isHeadSent: boolean, status: number): BodyStep {
  if (stage === 'finished') return 'discard'
  if (stage === 'held') return 'held'
  if (stage !== 'open' || isHeadSent) return 'native'
  return isRaised || status >= 400 ? 'error' : 'success'
}
