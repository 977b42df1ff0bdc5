import type { Signature } from './signature.js'

/**
 * What a family's errors are taken for: the entry that the catalogue has for it. `misuse` is a mistake of the service
 * in how it calls a client (a bad address, a bad argument): whatever wraps it, it is no failure of the network.
 */
export type Role = 'token' | 'database' | 'network' | 'misuse'

/** A row of the table: errors of one package, or of packages that make the same ones. */
export interface Family {
  /** The packages. */
  readonly of: string
  readonly role: Role
  /** True if a status on its errors is not this service's: an upstream's, or that of a library for whatever fails in it. */
  readonly isUpstream?: true
  /** An error that fits any of them is of the family. */
  readonly signatures: readonly Signature[]
}
