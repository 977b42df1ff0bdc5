import { isDeepStrictEqual } from 'node:util'
import type { CatalogDocument, DocumentedError } from '../reference/catalog-document.js'
import { membersOf } from '../reference/schema-type.js'
import type { Differences } from './differences.js'
import { withoutAnnotations, withoutReferences } from './schema-shape.js'

/** Compares the details of an error, member by member. */
export function compareDetails (before: DocumentedError, after: DocumentedError, { breaking, additions, changes }: Differences): void {
  const now = new Map(membersOf(comparable(after)).map(member => [member.name, member]))
  const say = (list: string[], member: string, what: string): void => { list.push(`error "${before.name}": details.${member} ${what}`) }
  for (const { name, schema, optional } of membersOf(comparable(before))) {
    const next = now.get(name)
    now.delete(name)
    if (next === undefined) {
      say(breaking, name, 'was removed')
      continue
    }
    if (!isDeepStrictEqual(withoutAnnotations(schema), withoutAnnotations(next.schema))) say(breaking, name, 'schema changed')
    else if (!isDeepStrictEqual(schema, next.schema)) say(changes, name, 'description changed')
    if (optional !== next.optional) say(breaking, name, next.optional ? 'became optional' : 'became required')
  }
  for (const { name, optional } of now.values()) {
    if (optional) say(additions, name, 'is new')
    else say(breaking, name, 'is new and required: services that raise the error have to give it')
  }
}

/** Compares the members of every error. Each may be missing, whatever its schema says: an error that belongs to no request has none. */
export function compareMembers (before: CatalogDocument, after: CatalogDocument, { breaking, additions, changes }: Differences): void {
  const now = new Map(membersOf(withoutReferences(after.members)).map(member => [member.name, member.schema]))
  for (const { name, schema } of membersOf(withoutReferences(before.members))) {
    const next = now.get(name)
    now.delete(name)
    if (next === undefined) breaking.push(`every error: member ${name} was removed`)
    else if (!isDeepStrictEqual(withoutAnnotations(schema), withoutAnnotations(next))) breaking.push(`every error: the schema of member ${name} changed`)
    else if (!isDeepStrictEqual(schema, next)) changes.push(`every error: the description of member ${name} changed`)
  }
  for (const name of now.keys()) additions.push(`every error: member ${name} is new`)
}

const comparable = ({ details }: DocumentedError): unknown => withoutReferences(details)
