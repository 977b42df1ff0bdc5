import { isDeepStrictEqual } from 'node:util'
import type { CatalogDocument, DocumentedError } from '../reference/catalog-document.js'
import { membersOf } from '../reference/schema-type.js'
import type { Schema } from '../reference/schema-type.js'

/** What differs between two catalogues, one sentence each. */
export interface Differences {
  /** Changes that a client of the old catalogue can fail on. */
  readonly breaking: string[]
  readonly additions: string[]
  /** Everything else: descriptions, groups, fallbacks, roles. */
  readonly changes: string[]
}

/** Compares two catalogues as the clients of the old one see it. */
export function compare (before: CatalogDocument, after: CatalogDocument): Differences {
  const found: Differences = { breaking: [], additions: [], changes: [] }
  const old = byName(before)
  const now = byName(after)
  const added = after.errors.filter(error => !old.has(error.name))
  for (const error of before.errors) {
    const next = now.get(error.name)
    if (next === undefined) found.breaking.push(removal(error, added, old))
    else compareErrors(error, next, found)
  }
  for (const error of added) found.additions.push(`error "${error.name}" (${error.code}, status ${error.status}) is new`)
  compareGroups(before, after, found)
  compareNames('fallback', before.fallback, after.fallback, found)
  compareNames('role', before.roles, after.roles, found)
  return found
}

/** An error that is gone; renamed, if a new one has the code that it alone had. */
function removal (error: DocumentedError, added: DocumentedError[], old: ReadonlyMap<string, DocumentedError>): string {
  const owners = [...old.values()].filter(candidate => candidate.code === error.code)
  const heir = owners.length === 1 ? added.find(candidate => candidate.code === error.code) : undefined
  return `error "${error.name}" (${error.code}) ${heir === undefined ? 'was removed' : `was renamed to "${heir.name}"`}`
}

function compareErrors (before: DocumentedError, after: DocumentedError, { breaking, additions, changes }: Differences): void {
  const { name } = before
  for (const [key, label] of WIRE) {
    if (before[key] !== after[key]) breaking.push(`error "${name}": ${label} was ${show(before[key])} and is ${show(after[key])}`)
  }
  if (before.description !== after.description) changes.push(`error "${name}": the description was ${show(before.description)} and is ${show(after.description)}`)
  compareDetails(before, after, breaking, additions, changes)
}

// A text that is the name changes with the name, which is told already.
const WIRE = [['code', 'the code'], ['status', 'the status'], ['error', 'the text on the wire']] as const

function compareDetails (before: DocumentedError, after: DocumentedError, breaking: string[], additions: string[], changes: string[]): void {
  const now = new Map(membersOf(after.details).map(member => [member.name, member]))
  const say = (list: string[], member: string, what: string): void => { list.push(`error "${before.name}": details.${member} ${what}`) }
  for (const { name, schema, optional } of membersOf(before.details)) {
    const next = now.get(name)
    now.delete(name)
    if (next === undefined) say(breaking, name, 'was removed')
    else {
      if (!isDeepStrictEqual(withoutNotes(schema), withoutNotes(next.schema))) say(breaking, name, 'has another schema')
      else if (!isDeepStrictEqual(schema, next.schema)) say(changes, name, 'is described otherwise')
      if (optional !== next.optional) say(breaking, name, next.optional ? 'was required and may be missing' : 'was optional and is required')
    }
  }
  for (const { name, optional } of now.values()) {
    if (optional) say(additions, name, 'is new')
    else say(breaking, name, 'is new and required')
  }
}

/** A schema without what is for people only, at any depth. */
function withoutNotes (schema: Schema): unknown {
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => NOTES.has(key) && typeof value !== 'object' ? undefined : value))
}

const NOTES: ReadonlySet<string> = new Set(['title', 'description', '$comment'])

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

const byName = (document: CatalogDocument): Map<string, DocumentedError> => new Map(document.errors.map(error => [error.name, error]))

const show = (value: string | number | undefined): string => value === undefined ? 'none' : JSON.stringify(value)
