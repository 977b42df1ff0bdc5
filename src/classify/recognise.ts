import { FAMILIES } from './families.js'
import type { Family, Role } from './family.js'
import { linkedErrors } from './links.js'
import { matches, traitsOf } from './signature.js'

/** What an error was found to be. */
export interface Recognition {
  /** What it stands for, by itself or by what it holds; `undefined` for a mistake of the service. */
  readonly role: Exclude<Role, 'misuse'> | undefined
  /** What the error itself is, leaving out what it holds. */
  readonly itself: Role | undefined
  /** True if the error itself is a driver's or an HTTP client's: its status and its headers are of the other side. */
  readonly isUpstream: boolean
}

/**
 * Finds whose error it is. A database that is named anywhere in the chain is the cause; next, a mistake in how a client
 * was called, however deep; and only then the network.
 */
export function recognise (error: unknown): Recognition {
  const families = linkedErrors(error).map(familyOf)
  const roles = families.map(family => family?.role)
  const role = ORDER.find(candidate => roles.includes(candidate))
  const [family] = families
  return { role: role === 'misuse' ? undefined : role, itself: family?.role, isUpstream: family?.role === 'database' || family?.isUpstream === true }
}

const ORDER: readonly Role[] = ['token', 'database', 'misuse', 'network']

function familyOf (error: unknown): Family | undefined {
  const traits = traitsOf(error)
  return FAMILIES.find(({ signatures }) => signatures.some(signature => matches(traits, signature)))
}
