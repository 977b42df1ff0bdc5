/** An object of a JSON document. */
export type Json = Record<string, unknown>

/** True for an object that is no list. */
export const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects among the members of an object; none of anything else. */
export function objectsIn (value: unknown): Array<[key: string, member: Json]> {
  if (!isJson(value)) return []
  return Object.entries(value).filter((entry): entry is [string, Json] => isJson(entry[1]))
}

/** Calls back for each object in a document. */
export function walk (value: unknown, visit: (node: Json) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (isJson(value)) visit(value)
  for (const member of Object.values(value)) walk(member, visit)
}
