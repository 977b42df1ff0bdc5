import { isDeepStrictEqual } from 'node:util'
import { retiredCodesOf } from '../reference/catalog-document.js'
import type { CatalogDocument, DocumentedError } from '../reference/catalog-document.js'
import { compareDetails, compareMembers } from './compare-details.js'
import type { Differences } from './differences.js'

/** Compares two catalogues as the clients of the old one see it. */
export function compare (before: CatalogDocument, after: CatalogDocument): Differences {
  const found: Differences = { breaking: [], additions: [], changes: [] }
  const old = byName(before)
  const now = byName(after)
  const added = after.errors.filter(error => !old.has(error.name))
  for (const error of before.errors) {
    const next = now.get(error.name)
    if (next === undefined) compareRemoved(error, added, before, found)
    else compareErrors(error, next, found)
  }
  for (const error of added) compareAdded(error, before, found)
  compareMembers(before, after, found)
  compareGroups(before, after, found)
  compareNames('fallback', before.fallback, after.fallback, found)
  compareNames('role', before.roles, after.roles, found)
  compareRetired(before, after, found)
  return found
}

/** An error that is gone. It was renamed, if a new one has the code that it alone had and means the same. */
function compareRemoved (error: DocumentedError, added: readonly DocumentedError[], before: CatalogDocument, found: Differences): void {
  const { name, code, status } = error
  const isShared = before.errors.some(other => other.code === code && other !== error)
  const successor = isShared ? undefined : added.find(candidate => candidate.code === code)
  if (successor === undefined) found.breaking.push(`error "${name}" (${code}) was removed`)
  else if (successor.status !== status) found.breaking.push(`error "${name}" (${code}, status ${status}) was removed; its code is used again by "${successor.name}" with status ${successor.status}`)
  else {
    found.breaking.push(`error "${name}" (${code}) was renamed to "${successor.name}"`)
    compareDetails(error, successor, found)
  }
}

function compareAdded ({ name, code, status }: DocumentedError, before: CatalogDocument, { breaking, additions }: Differences): void {
  additions.push(`error "${name}" (${code}, status ${status}) is new`)
  if (retiredCodesOf(before).includes(code)) breaking.push(`error "${name}" has the code ${code}, which is retired; old clients take it for another error`)
}

function compareErrors (before: DocumentedError, after: DocumentedError, found: Differences): void {
  const { name } = before
  for (const [key, label] of WIRE) {
    if (before[key] !== after[key]) found.breaking.push(`error "${name}": ${label} was ${show(before[key])} and is ${show(after[key])}`)
  }
  if (before.description !== after.description) found.changes.push(`error "${name}": the description was ${show(before.description)} and is ${show(after.description)}`)
  compareDetails(before, after, found)
  compareHeaders(before, after, found)
  compareNotes(before, after, found)
}

// A text that is the name changes with the name, which is told already.
const WIRE = [['code', 'the code'], ['status', 'the status'], ['error', 'the text on the wire']] as const

/** What is said to people. An error that becomes deprecated works as before. */
function compareNotes (before: DocumentedError, after: DocumentedError, { changes }: Differences): void {
  for (const key of ['since', 'deprecated', 'owner', 'causes', 'solutions'] as const) {
    if (!isDeepStrictEqual(before[key], after[key])) changes.push(`error "${before.name}": ${key} was ${show(before[key])} and is ${show(after[key])}`)
  }
}

/** No client can rely on a header: an error may come with it. */
function compareHeaders (before: DocumentedError, after: DocumentedError, { additions, changes }: Differences): void {
  const [old, now] = [before.headers ?? {}, after.headers ?? {}]
  for (const header of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const say = (list: string[], what: string): void => { list.push(`error "${before.name}": header ${header} ${what}`) }
    if (!Object.hasOwn(old, header)) say(additions, 'is new')
    else if (!Object.hasOwn(now, header)) say(changes, 'was removed')
    else if (!isDeepStrictEqual(old[header], now[header])) say(changes, 'has another schema or description')
  }
}

function compareGroups (before: CatalogDocument, after: CatalogDocument, { additions, changes }: Differences): void {
  const now = new Map(after.groups.map(group => [group.name, group]))
  for (const group of before.groups) {
    const next = now.get(group.name)
    now.delete(group.name)
    if (next === undefined) changes.push(`group "${group.name}" was removed`)
    else if (!isDeepStrictEqual(group, next)) changes.push(`group "${group.name}" has another range or description`)
  }
  for (const name of now.keys()) additions.push(`group "${name}" is new`)
}

type Names = CatalogDocument['fallback']

function compareNames (what: string, before: Names, after: Names, { changes }: Differences): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]]
    if (old !== now) changes.push(`${what} "${key}" was ${show(old)} and is ${show(now)}`)
  }
}

/** A code that is no longer retired may be used again, with another meaning. */
function compareRetired (before: CatalogDocument, after: CatalogDocument, { changes }: Differences): void {
  const now = new Set(retiredCodesOf(after))
  for (const code of new Set(retiredCodesOf(before))) {
    if (!now.has(code)) changes.push(`code ${code} was retired and no longer is`)
  }
}

const byName = (document: CatalogDocument): Map<string, DocumentedError> => new Map(document.errors.map(error => [error.name, error]))

const show = (value: unknown): string => value === undefined ? 'none' : JSON.stringify(value)
