import { isObject } from './json-schema.js'
import { CODE } from './patterns.js'
import type { ErrorDefinitions } from './types.js'

/**
 * What is wrong with the retired errors of a catalogue, one sentence each.
 *
 * @param retired - By code; anything, where JavaScript wrote it.
 */
export function problemsOfRetired (retired: unknown, definitions: ErrorDefinitions): string[] {
  const known = Object.entries(Object(retired) as Record<string, unknown>)
  const used = Object.entries(definitions).flatMap(([name, definition]): string[] => {
    const code: unknown = (definition as unknown as { readonly code?: unknown } | null)?.code
    const before = known.find(([one]) => one === code)?.[1]
    return isRetired(before) ? [`error "${name}": code ${String(code)} is retired: it was "${before.name}", and old clients take this error for it; take another code`] : []
  })
  return [...known.flatMap(([code, error]) => problemsOfOne(code, error)), ...used]
}

function problemsOfOne (code: string, error: unknown): string[] {
  const problems: string[] = []
  if (!CODE.test(code)) problems.push(`retired "${code}": the key is not a code, like '5001'`)
  if (!isRetired(error)) problems.push(`retired "${code}": expected { name, reason }, both texts: the name that it had, and why it went`)
  return problems
}

function isRetired (error: unknown): error is { readonly name: string, readonly reason: string } {
  return isObject(error) && ['name', 'reason'].every(key => typeof error[key] === 'string' && error[key] !== '')
}
