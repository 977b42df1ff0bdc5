import { Kind, TransformKind } from '@sinclair/typebox'

/** TypeBox kinds whose values JSON does not have, each with what to write instead, if there is something. */
const INSTEAD: Readonly<Record<string, string>> = {
  Date: "Type.String({ format: 'date-time' })",
  RegExp: "Type.String({ pattern: '…' })",
  BigInt: 'Type.Integer() or Type.String()',
  Uint8Array: "Type.String({ contentEncoding: 'base64' })",
  Undefined: 'Type.Optional(…) or Type.Null()',
  Void: 'Type.Null()',
  Symbol: 'Type.String()',
  Promise: '',
  Function: '',
  Constructor: '',
  Iterator: '',
  AsyncIterator: ''
}

/** What of a schema of details has no JSON form, one sentence each, with the member that it is about. */
export function problemsOfJsonForm (schema: unknown, path = 'details'): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const problem = problemOf(schema as Readonly<Record<PropertyKey, unknown>>)
  if (problem !== undefined) return [`${path}: ${problem}`]
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key !== 'properties') return problemsOfJsonForm(value, path)
    return Object.entries(Object(value)).flatMap(([name, member]) => problemsOfJsonForm(member, `${path}.${name}`))
  })
}

function problemOf (schema: Readonly<Record<PropertyKey, unknown>>): string | undefined {
  const { properties } = schema
  if (TransformKind in schema) return 'a Type.Transform has no JSON form; give the schema of the value that is sent'
  if (Object.hasOwn(Object(properties), '__proto__')) return 'JavaScript has no members named "__proto__"; name the member otherwise'
  const kind = String(schema[Kind])
  const instead = INSTEAD[kind]
  if (instead === undefined) return undefined
  return `Type.${kind}() has no JSON form${instead === '' ? '' : `; write ${instead}`}`
}
