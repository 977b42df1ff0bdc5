import { isDeepStrictEqual } from 'node:util'
import type { DocumentedError } from '../reference/catalog-document.js'
import { membersOf } from '../reference/schema-type.js'
import type { Differences } from './compare.js'
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
    else say(breaking, name, 'is new and required')
  }
}

const comparable = ({ details }: DocumentedError): unknown => withoutReferences(details)
